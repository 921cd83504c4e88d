"""The demo's blocks: two that ended last year, one that scores itself, a cluster that signs its agreement."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from thidua.blocks import acclaiming, actions, marking, table
from thidua.blocks.documents import agreement_digest
from thidua.blocks.models import BlockYear, Criterion, Marking, Member
from thidua.journal.door import perform
from thidua.kernel.actor import Actor
from thidua.movements.models import Movement
from thidua.people.actions import read_notices
from thidua.scores.models import IndexVersion
from thidua.units.models import Group

if TYPE_CHECKING:
    from thidua.demo.story import Story

_TABLE: tuple[tuple[str, str, str, int, str, str], ...] = (
    (
        "Thực hiện nhiệm vụ",
        "Hoàn thành chỉ tiêu, nhiệm vụ được giao trong năm",
        "task",
        400,
        "Báo cáo tổng kết năm",
        "",
    ),
    ("Thực hiện nhiệm vụ", "Cải cách hành chính, giải quyết hồ sơ đúng hạn", "task", 150, "Số liệu một cửa", ""),
    ("Phong trào thi đua", "Kết quả thực hiện phong trào thi đua chuyển đổi số", "movement", 200, "", "index"),
    ("Phong trào thi đua", "Phát hiện, nhân rộng điển hình tiên tiến", "task", 100, "Danh sách điển hình", ""),
    ("Xây dựng cơ quan", "Đoàn kết, kỷ luật, kỷ cương hành chính", "task", 150, "", ""),
    ("Điểm thưởng", "Có sáng kiến được công nhận cấp tỉnh", "bonus", 30, "Quyết định công nhận", ""),
    ("Điểm trừ", "Báo cáo trễ hạn, thiếu nội dung", "penalty", 30, "", ""),
)
_AGREEMENT = """Hoàn thành các chỉ tiêu, nhiệm vụ được giao trong năm.
Thực hiện đầy đủ nội dung phong trào thi đua chuyển đổi số của tỉnh.
Đoàn kết, giúp nhau; chấm điểm và suy tôn khách quan, công khai."""


def tell(story: "Story", movement: Movement) -> None:
    groups = {group.name: group for group in Group.objects.filter(province=movement.province)}
    culture, economy = groups["Khối các cơ quan văn hóa, xã hội"], groups["Khối các cơ quan kinh tế, kỹ thuật"]
    year = story.today.year
    for group in (culture, economy):
        with transaction.atomic():
            _whole(story, _planned(story, group, movement, year - 1, 0))
    with transaction.atomic():
        now = _planned(story, culture, movement, year, 20)
        _signed(story, now)
        _step(story, now, "collect")
        for member in _members(now):
            if member.unit.code != "SGDDT":
                _score(story, member)
        cluster = _planned(story, groups["Cụm thi đua xã, phường số 1"], movement, year, 30)
        _agreement(story, cluster)
        _step(story, cluster, "propose")
        for member in _members(cluster)[::2]:
            _sign(story, member)


def _planned(story: "Story", group: Group, movement: Movement, year: int, days: int) -> BlockYear:
    day = story.today + timedelta(days=days)
    fields: dict[str, Any] = {
        "year": year,
        "movement": movement,
        "index_code": _code(group),
        "self_due": day,
        "cross_due": day + timedelta(days=min(days, 5)),
        "appraisal_due": day + timedelta(days=min(days, 12)),
        "meets_on": day + timedelta(days=min(days, 15)),
        "flags": 1,
    }
    office = story.actor("thuongtruc")
    (made,) = actions.plan([group], fields, actor=office)
    lead, deputy = [m.unit for m in _members(made) if m.unit_id in story.heads][:2]
    return actions.name_lead(made, lead, deputy, "Phân công luân phiên đầu năm", actor=office)


def _code(group: Group) -> str:
    """The code of the index set that the group's units are assessed by."""
    kind = "department" if group.kind == "block" else "commune"
    rows = IndexVersion.objects.filter(province=group.province, state="published")
    return next((row.code for row in rows if kind in row.body.get("subjects", [])), "")


def _members(year: BlockYear) -> list[Member]:
    return list(year.members.select_related("unit", "year__group"))


def _lead(story: "Story", year: BlockYear) -> Actor:
    return story.head(year.lead)


def _step(story: "Story", year: BlockYear, verb: str, who: str = "") -> None:
    actor = story.actor(who) if who else _lead(story, year)
    year.state = perform(actions.FLOW, year, verb, actor=actor).state


def _agreement(story: "Story", year: BlockYear) -> None:
    lead = _lead(story, year)
    for part, name, kind, full, evidence, source in _TABLE:
        fields = {"part": part, "name": name, "kind": kind, "full": Decimal(full), "evidence": evidence}
        table.add(year, fields | {"source": source}, actor=lead)
    actions.save(year, {"agreement": _AGREEMENT}, actor=lead)


def _sign(story: "Story", member: Member) -> None:
    if member.unit_id in story.heads:
        actions.sign(member, agreement_digest(member.year), actor=story.head(member.unit))


def _signed(story: "Story", year: BlockYear) -> None:
    _agreement(story, year)
    _step(story, year, "propose")
    for member in _members(year):
        _sign(story, member)
    _step(story, year, "agree")


def _score(story: "Story", member: Member) -> None:
    own = Marking.objects.select_related(*marking.JOINS).get(member=member, kind="self")
    entered = {}
    for one in Criterion.objects.filter(year=member.year_id):
        share = {"bonus": 0.5, "penalty": 0.0}.get(one.kind, story.random.uniform(0.85, 1))
        entered[one.key] = marking.Entered(Decimal(round(float(one.full) * share)), "", "Báo cáo số 45/BC")
    head = story.head(member.unit)
    marking.save(own, entered, actor=head)
    perform(marking.FLOW, own, "send", actor=head)


def _whole(story: "Story", year: BlockYear) -> None:
    """A year from the agreement to the published acclamation; its days are set as if it had been long ago."""
    office, lead = story.actor("thuongtruc"), _lead(story, year)
    _signed(story, year)
    _step(story, year, "collect")
    members = _members(year)
    for member in members:
        _score(story, member)
    _step(story, year, "cross")
    _crossed(story, year)
    _step(story, year, "gather")
    for row in Marking.objects.filter(member__year=year, kind="gathered").select_related(*marking.JOINS):
        if row.by is not None:
            perform(marking.FLOW, row, "send", actor=story.head(row.by.unit))
    texts = {
        "results": "Các đơn vị hoàn thành chỉ tiêu được giao; hồ sơ trực tuyến tăng so với năm trước.",
        "limits": "Một số báo cáo còn gửi sát hạn.",
        "tasks": "Đẩy mạnh dùng chung dữ liệu giữa các đơn vị trong khối.",
    }
    actions.tell_review(year, texts, actor=lead)
    _step(story, year, "hand_over")
    marking.confirm_rest(year, actor=office)
    marking.confirm_rest(year, actor=story.actor("thamdinh"))
    _step(story, year, "settle", "thuongtruc")
    days = {"self_due": 5, "cross_due": 10, "appraisal_due": 18, "meets_on": 25}
    past = {name: date(year.year, 12, day) for name, day in days.items()}
    actions.reschedule(year, past, "Dữ liệu trình diễn của năm đã qua", actor=office)
    _acclaimed(story, year)
    _step(story, year, "publish", "chutich")
    for member in members:
        read_notices(story.head(member.unit))


def _crossed(story: "Story", year: BlockYear) -> None:
    for number, row in enumerate(
        Marking.objects.filter(member__year=year, kind="cross").select_related(*marking.JOINS)
    ):
        assert row.by is not None  # noqa: S101  # a cross-marking has its marker
        head = story.head(row.by.unit)
        if number % 3 == 0:
            first = Criterion.objects.filter(year=year, kind="task").first()
            assert first is not None  # noqa: S101  # the table above has one
            less = marking.Entered(first.full * Decimal("0.8"), "Còn nhiệm vụ chậm so với tiến độ")
            marking.save(row, {first.key: less}, actor=head)
        marking.agree_rest(row, actor=head)
        perform(marking.FLOW, row, "send", actor=head)


def _acclaimed(story: "Story", year: BlockYear) -> None:
    lead = _lead(story, year)
    members = list(year.members.select_related("unit").order_by("rank"))
    acclaiming.put_forward(year, members[:2], actor=lead)
    acclaiming.take_roll(year, {m.pk: story.heads[m.unit_id] for m in members}, actor=lead)
    _step(story, year, "call")
    for candidate in members[0].candidacies.select_related("member", "motion"):
        for member in members[1:]:
            acclaiming.cast(candidate, "yes", actor=story.head(member.unit))
    for candidate in members[1].candidacies.select_related("member", "motion"):
        for member in [members[0], *members[2:]]:
            acclaiming.cast(candidate, "no" if member is members[0] else "yes", actor=story.head(member.unit))
    _step(story, year, "conclude")
