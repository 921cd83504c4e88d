"""What the overview of a province counts, from scratch, in a fixed number of queries for each running movement."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.timezone import localtime

from thidua.difficulties.models import Difficulty
from thidua.inspections.models import Advice, Inspection
from thidua.inspections.queries import digital_share
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import QUIET_DAYS, owed_in_year
from thidua.movements.rules.measures import asked, told
from thidua.nominations.models import RouteRow
from thidua.registrations.models import Registration
from thidua.reports.models import Report
from thidua.reports.rollup import met_by_unit, standings
from thidua.units.models import Group, Membership, Placement, Province
from thidua.units.queries import dated

Row = dict[str, Any]


def count(province: Province, day: date) -> tuple[Row, Row]:
    """(head, body): this year's obligations of running movements, targets by tier and by area, what is stuck and with
    whom, units that have been quiet."""
    of_province = Obligation.objects.filter(movement__province=province)
    movements = list(Movement.objects.filter(province=province, state="running").select_related("province", "plan"))
    owed = list(owed_in_year(of_province, day).select_related("unit").order_by("unit__order"))
    targets = [row for movement in movements for row in _targets(movement)]
    met: dict[int, tuple[int, int]] = {}
    for movement in movements:
        for unit, (good, judged) in met_by_unit(movement, day).items():
            before = met.get(unit, (0, 0))
            met[unit] = (before[0] + good, before[1] + judged)
    stuck, quiet = _stuck(province, day), _quiet(province, day)
    head = {
        **_sums(owed, day),
        "movements": len(movements),
        "met": sum(good for good, _ in met.values()),
        "judged": sum(judged for _, judged in met.values()),
        "stuck": sum(row["count"] for row in stuck),
        "quiet": len(quiet),
    }
    body = {
        "kinds": _by(owed, day, lambda one: one.kind),
        "unit_kinds": _by(owed, day, lambda one: one.unit.kind),
        "areas": _areas(province, owed, met, day),
        "tiles": _tiles(owed, day),
        "tiers": _tiers(targets),
        "targets": targets,
        "stuck": stuck,
        "quiet": quiet,
        "inspections": _inspections(province, day),
    }
    return head, body


def _sums(owed: Iterable[Obligation], day: date) -> Row:
    rows = list(owed)
    return {
        "total": len(rows),
        "done": sum(o.done_on is not None for o in rows),
        "late": sum(o.done_on is None and o.closes < day for o in rows),
    }


def _by(owed: list[Obligation], day: date, key: Any) -> list[Row]:
    found: dict[str, list[Obligation]] = {}
    for one in owed:
        found.setdefault(key(one), []).append(one)
    return [{"key": name, **_sums(rows, day)} for name, rows in found.items()]


def _areas(province: Province, owed: list[Obligation], met: dict[int, tuple[int, int]], day: date) -> list[Row]:
    """By block and cluster, and by the unit above where that is not the only one."""
    places: dict[int, list[str]] = {}
    names: dict[str, str] = {
        f"g{pk}": name for pk, name in Group.objects.filter(province=province).values_list("pk", "name")
    }
    for unit, group in Membership.objects.filter(dated(day), group__province=province).values_list(
        "unit_id", "group_id"
    ):
        places.setdefault(unit, []).append(f"g{group}")
    rows = Placement.objects.filter(dated(day), unit__province=province, parent__isnull=False)
    above = list(rows.values_list("unit_id", "parent_id", "parent__name"))
    if len({parent for _unit, parent, _name in above}) > 1:
        for unit, parent, name in above:
            names[f"u{parent}"] = name
            places.setdefault(unit, []).append(f"u{parent}")
    mine: dict[str, list[Obligation]] = {}
    units: dict[str, set[int]] = {}
    for one in owed:
        for key in places.get(one.unit_id, ()):
            mine.setdefault(key, []).append(one)
            units.setdefault(key, set()).add(one.unit_id)
    found = []
    for key, own in mine.items():
        pairs = [met.get(unit, (0, 0)) for unit in units[key]]
        judged = {"met": sum(good for good, _ in pairs), "judged": sum(all_ for _, all_ in pairs)}
        found.append({"key": key, "name": names[key], **_sums(own, day), **judged})
    return sorted(found, key=lambda row: (row["key"][0], row["name"]))


def _tiles(owed: list[Obligation], day: date) -> list[list[str]]:
    """Each commune: late while anything is, open while anything is to be done, else done."""
    found: dict[str, str] = {}
    for one in owed:
        if one.unit.kind == "commune":
            state = "done" if one.done_on else "late" if one.closes < day else "open"
            rank = ("done", "open", "late")
            found[one.unit.name] = max(found.get(one.unit.name, "done"), state, key=rank.index)
    return [[name, state] for name, state in found.items()]


def _targets(movement: Movement) -> list[Row]:
    return [
        {
            "pk": row.target.pk,
            "movement": movement.pk,
            "tier": row.target.tier,
            "subject": row.target.subject[:200],
            "asked": asked(row.target.fact()),
            "units": row.units,
            "met": row.met,
            "share": told(row.target.fact(), row.share, together=True),
        }
        for row in standings(movement)
    ]


def _tiers(targets: list[Row]) -> list[Row]:
    found: dict[str, Counter[str]] = {}
    for row in targets:
        one = found.setdefault(row["tier"], Counter())
        one.update({"targets": 1, "met": row["met"], "judged": row["units"]})
    return [{"tier": tier, **{k: one[k] for k in ("targets", "met", "judged")}} for tier, one in found.items()]


def _stuck(province: Province, day: date) -> list[Row]:
    """(what, with whom, how many, since or due, list): what waits for somebody other than the unit."""
    of = {"movement__province": province, "movement__state": "running"}
    sent = "trang-thai=submitted&dang-thuc-hien=1"
    waiting = Registration.objects.filter(**of, state="submitted").count()
    found = [_row("registration", "", waiting, None, f"registration_list?{sent}")]
    reports = Report.objects.filter(**of, state="submitted").aggregate(n=Count("pk"), since=Min("submissions__at"))
    since = localtime(reports["since"]).date() if reports["since"] else None
    found.append(_row("report", "", reports["n"], since, f"report_list?{sent}"))
    open_ones = Difficulty.objects.filter(movement__province=province, state="open")
    found += _held("difficulty", open_ones, "holder__name", "difficulty_list?loc=cho&noi-giu=", "holder")
    routes = RouteRow.objects.filter(nomination__round__movement__province=province, state="open")
    found += _held("route", routes, "agency", "round_list?")
    advice = Advice.objects.filter(inspection__movement__province=province, state="open", due__lt=day)
    found += _held("advice", advice, "inspection__unit__name", "inspection_list?don-vi=", "inspection__unit")
    return [row for row in found if row["count"]][:60]


def _held(what: str, rows: QuerySet[Any], who: str, address: str, key: str = "") -> list[Row]:
    """Those that somebody holds, by holder, the earliest due first; key: by which the list is narrowed to the holder's."""
    groups = rows.order_by().values_list(who, *([key] if key else [])).annotate(n=Count("pk"), day=Min("due"))
    found = []
    for name, *holder, number, day in groups.order_by("day"):
        at = f"{address}{holder[0] or ''}" if holder else address
        found.append(_row(what, name or "", number, day, at))
    return found


def _row(what: str, who: str, number: int, since: date | None, address: str) -> Row:
    return {"what": what, "who": who, "count": number, "since": since and since.isoformat(), "list": address}


def _quiet(province: Province, day: date) -> list[Row]:
    """Units that owe something and have done nothing for so long; none before a movement is as old."""
    since = day - timedelta(days=QUIET_DAYS)
    rows = Obligation.objects.filter(
        movement__province=province, movement__state="running", movement__published_on__lte=since
    )
    soon = Q(done_on=None, due__lte=day + timedelta(days=QUIET_DAYS))
    groups = (
        rows.order_by().values_list("unit_id", "unit__name").annotate(last=Max("done_on"), n=Count("pk", filter=soon))
    )
    quiet = groups.filter(Q(last=None) | Q(last__lt=since), n__gt=0).order_by("unit__order")
    return [
        {"unit": unit, "name": name, "last": last and last.isoformat(), "open": number}
        for unit, name, last, number in quiet
    ]


def _inspections(province: Province, day: date) -> Row:
    share = digital_share(Inspection.objects.filter(movement__province=province), day.year)
    return {"total": share.held, "digital": share.digital}
