"""A department of the demo that gives giấy khen of its own: its council, an open round, two dossiers that wait for it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from thidua.ballots.actions import seat
from thidua.ballots.models import Body
from thidua.demo.people import invented_name
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.movements.models import Movement
from thidua.nominations.actions import FLOW, answer, attach, begin, open_round
from thidua.nominations.rules.dossier import HELD, WRITTEN
from thidua.nominations.writing import draft
from thidua.papers.actions import keep
from thidua.people.actions import appoint

if TYPE_CHECKING:
    from thidua.demo.story import Story

_MEMBERS = ("thutruong", "canbo", "hd-7")
_DEEDS = (
    "Hướng dẫn ba trăm phụ huynh dùng học bạ số, không còn ai phải nộp bản giấy",
    "Dựng kho bài giảng số dùng chung cho mười hai trường",
)


def tell(story: "Story", movement: Movement) -> None:
    unit, keeper = story.units["SGDDT"], story.actor("khenso")
    round_ = open_round(
        movement,
        name="Giấy khen của Sở, sơ kết",
        occasion="sơ kết",
        closes=story.today + timedelta(days=30),
        awarder=unit,
        awards=["GK"],
        actor=keeper,
    )
    body = Body.objects.get(awarder=unit)
    for username in _MEMBERS:
        start = story.today - timedelta(days=100)
        appoint(story.users[username], "unit_council_member", unit, start=start, actor=system())
        seat(body, user=story.users[username], post="Ủy viên", start=start, actor=keeper)
    (offer,) = movement.offers.filter(awarder=unit)
    for deed in _DEEDS:
        fields: dict[str, Any] = {"subject_kind": "individual", "subject_name": invented_name(story.random)}
        fields |= {"achievement": deed, "position": f"Giáo viên, {unit.name}", "is_direct_worker": True}
        row = begin(round_, unit, offer=offer, fields=fields, actor=story.actor("canbo"))
        for part in row.parts.exclude(source__in=HELD):
            if part.source in WRITTEN:
                draft(part, actor=story.actor("canbo"))
                continue
            paper = keep(f"{part.name}: {row.subject_name}".encode(), name=f"{part.pk}.txt", actor=keeper)
            attach(part, paper, actor=story.actor("canbo"))
        perform(FLOW, row, "submit", actor=story.actor("thutruong"))
        answer(row.route.get(state="open"), opinion="agree", text="Hồ sơ đủ, đúng đối tượng.", actor=keeper)
