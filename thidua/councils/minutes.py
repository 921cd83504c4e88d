"""The minutes of a session, as an official document."""

from django.utils.translation import override

from thidua.councils.models import Session
from thidua.councils.queries import seats_on
from thidua.kernel.vietnamese import format_date, format_number
from thidua.papers.official import Official, build


@override("vi")
def write(session: Session, secretary: str) -> bytes:
    """DOCX of a closed session: who was there, each tally with its threshold and article."""
    seats = list(seats_on(session))
    present = {seat.pk for seat in session.present.all()}
    head = [["STT", "Đối tượng", "Hình thức", "Tán thành", "Không tán thành", "Không ý kiến", "Kết quả"]]
    rows = []
    for number, item in enumerate(session.items.select_related("nomination__offer"), 1):
        r = item.result
        outcome = "Đạt" if r["approved"] else "Không đạt"
        rows.append(
            [
                str(number),
                item.nomination.subject_name,
                item.nomination.offer.award_name,
                str(r["yes"]),
                str(r["no"]),
                str(r["abstain"]),
                outcome,
            ]
        )
    motion = session.items.select_related("motion")[0].motion
    standing = "" if motion.confirmed else " (căn cứ này chưa được đối chiếu với văn bản gốc)"
    rule = (
        f"Điều kiện thông qua: có mặt từ {format_number(motion.quorum_percent)}% thành viên; tán thành từ "
        f"{format_number(motion.approval_percent)}% {motion.denominator_text()}. Căn cứ: {motion.article}{standing}."
    )
    absent = [s.user.full_name for s in seats if s.pk not in present]
    return build(
        Official(
            parent=f"Ủy ban nhân dân tỉnh {session.body.province.name}",
            issuer=session.body.name,
            number="     /BB-HĐTĐKT",
            place=session.body.province.name,
            day=session.held_on,
            kind="Biên bản",
            subject=f"Họp xét khen thưởng: {session.round.name}",
            paragraphs=[
                f"Thời gian: ngày {format_date(session.held_on)}. Địa điểm: {session.place or 'trụ sở Ủy ban nhân dân tỉnh'}.",
                f"Có mặt {len(present)}/{len(seats)} thành viên: "
                + ", ".join(f"{s.user.full_name} ({s.post})" for s in seats if s.pk in present)
                + ".",
                *([f"Vắng mặt: {', '.join(absent)}."] if absent else []),
                rule,
                "Kết quả biểu quyết:",
            ],
            table=head + rows,
            after=["Biên bản được lập từ kết quả biểu quyết ghi trên hệ thống và đã thông qua tại phiên họp."],
            capacity="THƯ KÝ",
            signer=secretary,
        )
    )
