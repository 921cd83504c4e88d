"""The first text of a part of a dossier, from what the system knows. A person edits it; what is not known is left as dots."""

from collections.abc import Callable, Iterator

from django.db.models import Q
from django.utils.translation import override

from thidua.awards.models import Grant, Initiative
from thidua.kernel.vietnamese import format_date
from thidua.movements.rules.measures import asked, told
from thidua.nominations import queries
from thidua.nominations.models import Nomination, Part
from thidua.reports.queries import rows_of
from thidua.ui.names import name_of

DOTS = "………………"
_ITSELF = ("collective", "enterprise")


def _plan(nomination: Nomination) -> str:
    plan = nomination.round.movement.plan
    number = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    day = f" ngày {format_date(plan.date)}" if plan.date else ""
    return f"{number}{day} của {plan.issuer}" if plan.issuer else number + day


def _who(nomination: Nomination) -> str:
    told_ = nomination.subject_name
    return f"{told_}, {nomination.position}" if nomination.position else told_


def _submission(nomination: Nomination) -> Iterator[str]:
    movement, kind = nomination.round.movement, name_of("subject_kind", nomination.subject_kind)
    above = nomination.round.awarder
    yield f"Kính gửi: Hội đồng Thi đua - Khen thưởng {above.name if above else f'tỉnh {movement.province.name}'}"
    yield f"Căn cứ {_plan(nomination)} về phong trào thi đua “{movement.name}”;"
    yield (
        f"Căn cứ kết quả xét của {nomination.unit.name}, {nomination.unit.name} trình Hội đồng xem xét, đề nghị khen thưởng "
        f"trong đợt “{nomination.round.name}”:"
    )
    yield f"1. Đối tượng ({kind}): {_who(nomination)}."
    clause = f" (mục {nomination.offer.clause} của Kế hoạch)" if nomination.offer.clause else ""
    yield f"2. Hình thức đề nghị: {nomination.offer.award_name}{clause}."
    yield f"3. Tóm tắt thành tích: {nomination.achievement or DOTS}"
    yield "4. Hồ sơ kèm theo:"
    for part in nomination.parts.all():
        if part.source != "submission":
            yield f"- {part.name};"
    yield f"{nomination.unit.name} chịu trách nhiệm về tính chính xác của hồ sơ."


def _about(nomination: Nomination) -> Iterator[str]:
    yield "I. SƠ LƯỢC"
    if nomination.subject_kind in _ITSELF:
        yield f"Tên đơn vị: {nomination.subject_name}"
        yield f"Địa chỉ trụ sở chính: {DOTS}"
        yield f"Chức năng, nhiệm vụ được giao; số lượng người lao động: {DOTS}"
    elif nomination.subject_kind == "household":
        yield f"Chủ hộ: {nomination.subject_name}"
        yield f"Nơi ở: {nomination.position or DOTS}. Số người trong hộ: {DOTS}"
    elif nomination.subject_kind == "overseas":
        yield f"Họ và tên: {nomination.subject_name}. Nước đang định cư: {nomination.position or DOTS}"
        yield f"Quê quán; nghề nghiệp; địa chỉ ở nước ngoài: {DOTS}"
    else:
        yield f"Họ và tên: {nomination.subject_name}. Ngày sinh; giới tính; quê quán: {DOTS}"
        yield f"Chức vụ, nơi công tác: {nomination.position or nomination.unit.name}"
        yield f"Trình độ chuyên môn: {DOTS}"


def _work(nomination: Nomination) -> Iterator[str]:
    """What the accepted registration and report of the unit say."""
    held = queries.held(nomination)
    if held.registration is not None and held.registration.commitment:
        yield f"Nội dung đã đăng ký: {held.registration.commitment}"
    if held.report is None:
        yield f"Kết quả thực hiện các nội dung, chỉ tiêu thi đua: {DOTS}"
        return
    rows = [row for row in rows_of(held.report) if row.judgement.share is not None]
    if rows:
        yield f"Kết quả các chỉ tiêu theo báo cáo của {nomination.unit.name} đã được tiếp nhận:"
    for row in rows:
        verdict = "đạt" if row.judgement.reached else "chưa đạt"
        yield f"- {row.target.subject}: {told(row.fact, row.judgement.share)} (yêu cầu {asked(row.fact)}; {verdict});"
    if held.report.narrative:
        yield held.report.narrative


def _earlier(nomination: Nomination) -> Iterator[str]:
    """Awards and initiatives of the one whom a person has said the nominee to be, or of that very name in the unit."""
    known = Q(recipient=nomination.recipient_id) if nomination.recipient_id else Q(folded=nomination.folded)
    rows = Grant.objects.filter(known, province=nomination.province_id, revoked=False)
    if not nomination.recipient_id:
        rows = rows.filter(unit=nomination.unit_id)
    for grant in rows[:30]:
        yield f"- {grant.award_name}, Quyết định số {grant.decision_number} ngày {format_date(grant.decision_date)};"
    if not rows:
        yield DOTS


def _initiatives(nomination: Nomination) -> Iterator[str]:
    rows = Initiative.objects.filter(recipient=nomination.recipient_id) if nomination.recipient_id else []
    for row in rows:
        yield f"- {row.name} ({row.get_level_display()}, công nhận tại {row.number});"


def _achievement(nomination: Nomination) -> Iterator[str]:
    yield from _about(nomination)
    yield "II. THÀNH TÍCH ĐẠT ĐƯỢC"
    yield nomination.achievement or DOTS
    yield from _work(nomination)
    if found := list(_initiatives(nomination)):
        yield "Sáng kiến được công nhận:"
        yield from found
    yield "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"
    yield from _earlier(nomination)


def _summary(nomination: Nomination) -> Iterator[str]:
    yield f"Đối tượng: {_who(nomination)} ({name_of('subject_kind', nomination.subject_kind)})."
    yield f"Đơn vị trình: {nomination.unit.name}. Hình thức đề nghị: {nomination.offer.award_name}."
    yield f"Thành tích: {nomination.achievement or DOTS}"
    held = queries.held(nomination)
    if held.report is not None:
        rows = [row for row in rows_of(held.report) if row.judgement.state != "unknown"]
        yield f"Chỉ tiêu đạt: {sum(row.judgement.reached for row in rows)}/{len(rows)}."
    yield "Đã được khen:"
    yield from _earlier(nomination)


def _minutes(nomination: Nomination) -> Iterator[str]:
    yield f"Thời gian, địa điểm: {DOTS}"
    yield f"Thành phần: có mặt {DOTS} trên tổng số {DOTS} thành viên; vắng mặt: {DOTS}"
    yield f"Chủ trì: {DOTS}. Thư ký: {DOTS}"
    yield (
        f"Hội đồng xét đề nghị tặng {nomination.offer.award_name} cho {_who(nomination)} trong phong trào thi đua "
        f"“{nomination.round.movement.name}”."
    )
    yield f"Tóm tắt thành tích: {nomination.achievement or DOTS}"
    yield f"Ý kiến của các thành viên: {DOTS}"
    yield f"Kết quả biểu quyết: tán thành {DOTS}; không tán thành {DOTS}; đạt tỷ lệ {DOTS} %."
    yield f"Biên bản lập xong hồi {DOTS} và đã thông qua."


_WRITE: dict[str, Callable[[Nomination], Iterator[str]]] = {
    "submission": _submission,
    "achievement": _achievement,
    "summary": _summary,
    "minutes": _minutes,
}
TITLES = {
    "submission": ("Tờ trình", "Về việc đề nghị khen thưởng"),
    "achievement": ("Báo cáo thành tích", "Đề nghị tặng"),
    "summary": ("Bản tóm tắt thành tích", "Đề nghị tặng"),
    "minutes": ("Biên bản", "Họp xét, đề nghị khen thưởng"),
}


@override("vi")
def first_text(part: Part) -> str:
    """The paragraphs of a part that can be drafted, a line each."""
    return "\n".join(_WRITE[part.source](part.nomination))
