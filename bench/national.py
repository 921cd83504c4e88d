"""Loads a national tree with its movements and reports into the database of the environment.

``python -m bench.national load --scale 0.05 --years 1`` prints what it made; ``open`` sets a new round of reports and
prints whom the player may play; ``sessions`` makes signed-in sessions of named people.
"""

import argparse
import json
import os
import time
from datetime import date, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 -- Django comes first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Max  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from bench.tree import Numbers, bulk, load_overseer, load_province  # noqa: E402
from thidua.journal import keys  # noqa: E402
from thidua.movements.models import Acknowledgement, Movement, Obligation, Target  # noqa: E402
from thidua.people.models import RoleHolding, User  # noqa: E402
from thidua.plans.models import Item, Plan  # noqa: E402
from thidua.registrations.models import Registration  # noqa: E402
from thidua.reports.models import Report, Value  # noqa: E402
from thidua.units.models import Province, Unit  # noqa: E402

SHEET = 20  # targets of a commune: sixty boxes
EVERYBODY = 2  # of those, how many bind enterprises and departments too
OFFICES = 8  # further ones that bind departments alone
# Later than the month in which reminders are made, so that a server's first minutes are not spent on them.
DUE = timedelta(days=45)
NARRATIVE = (
    "Đơn vị đã phổ biến phong trào đến toàn thể cán bộ, công chức; mở lớp tập huấn kỹ năng số và rà soát thủ tục.\n"
    "Tổ công nghệ số cộng đồng đã hướng dẫn người dân dùng dịch vụ công trực tuyến tại nhà văn hóa."
)


def _plan(province: Province, first: int, last: int) -> Plan:
    plan = Plan.objects.create(
        province=province,
        source="Kế hoạch phát động phong trào thi đua chuyển đổi số.",
        name=f"{province.name} thi đua chuyển đổi số",
        issuer=f"Ủy ban nhân dân tỉnh {province.name}",
        number=f"{province.pk}/KH-UBND",
        date=date(first, 2, 1),
        theme="Mỗi đơn vị một việc làm số",
        period_from=first,
        period_to=last,
        state="published",
    )
    items = [
        ("content", {"label": str(n), "text": f"Nội dung thi đua số {n}: đưa thủ tục lên môi trường số."})
        for n in range(1, 13)
    ]
    items += [
        ("criterion", {"group": "Đơn vị", "text": f"Tiêu chí số {n}", "points": 10, "formula": "ratio"})
        for n in range(1, 9)
    ]
    bulk(
        Item,
        [
            Item(plan=plan, kind=kind, order=order, data=data, clause=f"II.{order}", standing="confirmed")
            for order, (kind, data) in enumerate(items)
        ],
    )
    return plan


def _movement(plan: Plan) -> tuple[Movement, dict[str, list[Target]]]:
    """A running movement, and the targets that bind each kind of unit."""
    movement = Movement.objects.create(
        province=plan.province,
        plan=plan,
        name=plan.name,
        theme=plan.theme,
        period_from=plan.period_from or 0,
        period_to=plan.period_to or 0,
        published_on=date(plan.period_from or 2026, 2, 2),
    )
    tiers = ["chung"] * EVERYBODY + ["cấp xã"] * (SHEET - EVERYBODY) + ["cấp tỉnh"] * OFFICES
    targets = bulk(
        Target,
        [
            Target(
                movement=movement,
                order=order,
                tier=tier,
                comparator=">=",
                value=75,
                unit="%",
                measure="ratio",
                subject=f"hồ sơ thuộc nhóm thủ tục số {order + 1} được giải quyết trực tuyến",
                clause=f"III.{order + 1}",
            )
            for order, tier in enumerate(tiers)
        ],
    )
    return movement, {
        "commune": targets[:SHEET],
        "department": targets[:EVERYBODY] + targets[SHEET:],
        "enterprise": targets[:EVERYBODY],
    }


def _year(movement: Movement, units: list[Unit], targets: dict[str, list[Target]], year: int, state: str) -> None:
    """Everybody's duty of a year, and the reports of the units with their values in this state."""
    due = date(year, 12, 10)
    owed = [
        Obligation(
            movement=movement,
            unit=u,
            kind="annual",
            period=str(year),
            due=due,
            done_on=due if state == "accepted" else None,
            clause="V.1",
        )
        for u in units
    ]
    bulk(Obligation, owed)
    _reports(movement, units, targets, str(year), state)


def _reports(movement: Movement, units: list[Unit], targets: dict[str, list[Target]], period: str, state: str) -> None:
    reports = bulk(
        Report,
        (
            Report(
                movement=movement,
                unit=u,
                kind="annual",
                period=period,
                narrative=NARRATIVE,
                state=state,
                as_of=None if state == "draft" else date(int(period), 12, 10),
            )
            for u in units
        ),
    )
    bulk(
        Value,
        (
            Value(report=report, target=target, numerator=800, denominator=1000)
            for report, unit in zip(reports, units, strict=True)
            for target in targets[unit.kind]
        ),
    )


def _load_one(number: int, numbers: Numbers, years: int) -> None:
    """A province. Former years are accepted; of this year a tenth of the communes has submitted, a tenth has a draft."""
    today = timezone.localdate()
    province, units = load_province(number, numbers)
    movement, targets = _movement(_plan(province, today.year - years, today.year + 1))
    launched = date(today.year - years, 3, 1)
    done = {"kind": "launch", "period": str(launched.year), "due": launched, "done_on": launched}
    bulk(Obligation, (Obligation(movement=movement, unit=u, **done) for u in units))
    bulk(Acknowledgement, (Acknowledgement(movement=movement, unit=u, at=timezone.now()) for u in units))
    bulk(Registration, (Registration(movement=movement, unit=u, state="accepted") for u in units))
    for year in range(today.year - years, today.year):
        _year(movement, units, targets, year, "accepted")
    for state in ("submitted", "draft"):
        some = [u for u in units if u.kind == "commune"][state == "draft" :: 10]
        _reports(movement, some, targets, str(today.year), state)
    due = today + DUE
    mine = {"kind": "annual", "period": str(today.year), "due": due, "clause": "V.1"}
    bulk(Obligation, (Obligation(movement=movement, unit=u, **mine) for u in units))


def load(numbers: Numbers, years: int) -> dict[str, Any]:
    """Fills an empty database; each province is a transaction. Returns counts and seconds."""
    start = time.perf_counter()
    keys.ensure()
    for number in range(numbers.provinces):
        with transaction.atomic():
            _load_one(number, numbers, years)
    load_overseer()
    if connection.vendor == "postgresql":  # as autovacuum would have done by itself after a minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    models = (Province, Unit, User, RoleHolding, Obligation, Registration, Report, Value)
    counts = {model._meta.model_name or "": model.objects.count() for model in models}
    return counts | {"s": round(time.perf_counter() - start, 1)}


def sessions_of(users: list[User]) -> dict[int, str]:
    """Signed-in sessions, as the sign-in page would leave them: user → key."""
    store, until = SessionStore(), timezone.now() + timedelta(days=1)
    made = {}
    rows = []
    for user in users:
        made[user.pk] = get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789")
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        rows.append(Session(session_key=made[user.pk], session_data=store.encode(data), expire_date=until))
    bulk(Session, rows)
    return made


@transaction.atomic
def open_round(wanted: int) -> list[dict[str, Any]]:
    """New reports to hand in: what was open before counts as done, then every commune owes as many as are wanted in all.

    Returns for each: session of the head, movement, obligation. Neighbours in the list are of different communes.
    """
    today = timezone.localdate()
    communes = RoleHolding.objects.filter(role="unit_head", unit__kind="commune").select_related("user")
    heads = {h.unit_id: h.user for h in communes.order_by("unit__code", "unit_id")}
    movement_of = dict(Movement.objects.values_list("province_id", "pk"))
    places = {
        u.pk: movement_of[u.province_id] for u in Unit.objects.filter(pk__in=RoleHolding.objects.values("unit_id"))
    }
    mine = Obligation.objects.filter(unit__kind="commune", done_on=None)
    mine.update(done_on=today)
    last = Obligation.objects.filter(kind="mid_term").aggregate(last=Max("period"))["last"]
    number = int(last.split("-")[1]) if last else 0
    keys_of = sessions_of(list(heads.values()))
    jobs = []
    for turn in range(-(-wanted // len(heads))):
        period = f"{today.year}-{number + turn + 1:02d}"
        rows = bulk(
            Obligation,
            [
                Obligation(
                    movement_id=places[unit],
                    unit_id=unit,
                    kind="mid_term",
                    period=period,
                    due=today + DUE,
                    clause="V.2",
                )
                for unit in heads
            ],
        )
        jobs += [
            {"session": keys_of[heads[row.unit_id].pk], "movement": row.movement_id, "obligation": row.pk}
            for row in rows
        ]
    return jobs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("load", "open", "sessions"))
    parser.add_argument("who", nargs="*")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--one", action="store_true", help="one province of the country alone")
    parser.add_argument("--communes", type=int, help="one province with so many communes and nothing else")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--wanted", type=int, default=1)
    args = parser.parse_args()
    if args.act == "open":
        print(json.dumps(open_round(args.wanted)))
        return
    if args.act == "sessions":
        people = User.objects.in_bulk(args.who, field_name="username")
        keys_of = sessions_of(list(people.values()))
        print(json.dumps({name: keys_of[user.pk] for name, user in people.items()}))
        return
    numbers = Numbers(1, args.communes, 1, 0) if args.communes else Numbers()
    if args.one:
        numbers = numbers.one_province()
    if args.scale != 1:
        numbers = numbers.scaled(args.scale)
    print(json.dumps(load(numbers, args.years)))


if __name__ == "__main__":
    main()
