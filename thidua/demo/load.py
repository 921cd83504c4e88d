"""Loads the demo by walking the product's own path, with the product's own actions."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.db import transaction
from django.utils import timezone

from thidua.awards.actions import load_law
from thidua.ballots.actions import seat
from thidua.ballots.models import Body
from thidua.demo.people import ACCOUNTS, COUNCIL, PASSWORD, load_people
from thidua.demo.story import Story
from thidua.demo.units import load_units
from thidua.journal import keys
from thidua.journal.roots import sign_root
from thidua.kernel.actor import system
from thidua.people.models import User
from thidua.people.queries import actor_of
from thidua.plans.actions import bring, judge_kind
from thidua.plans.parents import take_basis
from thidua.plans.rules.kinds import KINDS
from thidua.portal.actions import new_province


def plan_text(today: date, chairman: str) -> str:
    """The demo's plan, dated ninety days before the day of loading."""
    issued = today - timedelta(days=90)
    start = issued.year
    text = (Path(__file__).parent / "data" / "ke-hoach.txt").read_text(encoding="utf-8")
    launch = today + timedelta(days=20)
    return text.format(
        number=325,
        day=f"{issued.day:02d}",
        month=f"{issued.month:02d}" if issued.month < 3 else issued.month,
        year=issued.year,
        start=start,
        middle=start + 2,
        end=start + 5,
        launch=f"{launch.day:02d}/{launch.month}/{launch.year}",
        chairman=chairman,
    )


def load(say: Callable[[str], None]) -> None:
    """Fills an empty database. The same on every machine but for keys; dates are relative to today."""
    today = timezone.localdate()
    random = Random(20250701)  # noqa: S311 -- the demo must come out the same everywhere
    keys.ensure()
    with transaction.atomic():
        load_law(actor=system())
        say("đơn vị, khối, cụm, sắp xếp năm 2025")
        committee = new_province("Đồng Tháp", actor=system(), is_demo=True)
        units = load_units(committee.province, committee, system())
        say("tài khoản, Hội đồng")
        users = load_people(units, today - timedelta(days=400), system(), random)
        _seat_council(users, today)
    say("kế hoạch: đọc, xác nhận, công bố")
    office = actor_of(users["thuongtruc"], today)
    text = plan_text(today, users["chutich"].full_name)
    plan = bring(committee.province, text.encode(), "ke-hoach-325.txt", actor=office, unit=committee)
    above = next(i for i in plan.items.filter(kind="legal_basis") if "TTg" in (i.data["number"] or ""))
    take_basis(above, actor=office)
    for kind in KINDS:
        judge_kind(plan, kind, actor=office)
    story = Story(units, users, today, random, say)
    story.tell(plan)
    say("niêm phong nhật ký")
    sign_root()


def _seat_council(users: dict[str, User], today: date) -> None:
    body = Body.objects.get(kind="council")
    start = today - timedelta(days=300)
    seat(body, user=users["chutich"], post="Chủ tịch Hội đồng", start=start, actor=system())
    seat(body, user=users["hoidong"], post="Ủy viên", start=start, actor=system())
    for username in COUNCIL:
        seat(body, user=users[username], post="Ủy viên", start=start, actor=system())


def sign_ins() -> str:
    """The demo's accounts, for the terminal."""
    lines = [f"Đăng nhập bản trình diễn (mật khẩu: {PASSWORD}), hoặc bấm nút ở trang /trinh-dien/:"]
    lines += [f"  {a.username:<14} {a.note}" for a in ACCOUNTS]
    return "\n".join(lines)
