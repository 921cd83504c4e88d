"""The minutes of a session for one movement, as an official document."""

from django.utils import timezone
from django.utils.translation import override

from thidua.councils.models import Session, SessionItem
from thidua.councils.queries import Chamber, chamber
from thidua.journal.entries import history
from thidua.kernel.vietnamese import fold, format_date, format_number
from thidua.movements.models import Movement
from thidua.papers.official import Official, build

_HEAD = ["STT", "Đối tượng", "Hình thức", "Tán thành", "Không tán thành", "Không ý kiến", "Không hợp lệ", "Kết quả"]
_OUTCOMES = {
    "placed": "Đạt",
    "missed": "Không đạt",
    "reserve": "Đạt, dự bị",
    "waits": "Chưa đủ số người biểu quyết, xét ở phiên khác",
}


def _outcome(item: SessionItem) -> str:
    told = ("Bỏ phiếu lại: " if item.again else "") + _OUTCOMES[item.outcome]
    if item.outcome == "reserve":
        told += f" (thứ {item.place})"
    return told + (", bằng phiếu" if item.tied else "")


def _rule(item: SessionItem) -> str:
    motion = item.motion
    standing = "" if motion.confirmed else " (căn cứ này chưa được đối chiếu với văn bản gốc)"
    related = "vẫn tính" if motion.related_counted else "không tính"
    return (
        f"{item.nomination.offer.award_name}: có mặt từ {format_number(motion.quorum_percent)}% thành viên; tán thành {'quá' if motion.more_than else 'từ'} "
        f"{format_number(motion.approval_percent)}% {motion.denominator_text()}, {related} thành viên liên quan; "
        f"{'bỏ phiếu kín' if motion.poll_id else 'biểu quyết công khai'}. Căn cứ: {motion.article}{standing}."
    )


def _attended(room: Chamber) -> list[str]:
    there = {row.seat_id: row for row in room.attendances}
    came = [s for s in room.seats if s.pk in there and there[s.pk].deputy_id is None]
    sent = [there[s.pk] for s in room.seats if s.pk in there and there[s.pk].deputy_id is not None]
    absent = [s.user.full_name for s in room.seats if s.pk not in there]
    lines = [
        f"Có mặt {len(came)}/{len(room.seats)} thành viên: "
        + ", ".join(f"{s.user.full_name} ({s.post})" for s in came)
        + "."
    ]
    for row in sent:
        votes = "được biểu quyết" if row.votes else "không biểu quyết"
        deputy = row.deputy.full_name if row.deputy else ""
        lines.append(f"{deputy} dự thay {row.seat.user.full_name}, {votes}.")
    return lines + ([f"Vắng mặt: {', '.join(absent)}."] if absent else [])


def _related(room: Chamber, items: list[SessionItem]) -> list[str]:
    """Whom each item was decided without."""
    names = {seat.pk: seat.user.full_name for seat in room.seats}
    found = []
    for item in items:
        said = {seat: f" ({reason})" for seat, reason in item.said().items()}
        out = [names[pk] + said.get(pk, "") for pk in sorted(room.related(item)) if pk in names]
        if out:
            found.append(f"Không tham gia biểu quyết {item.nomination.subject_name} vì có liên quan: {', '.join(out)}.")
    return found


def _chair(room: Chamber) -> str:
    """Who presided: the first of those present whose post is that of a head, or of their deputy."""
    there = {row.seat_id for row in room.attendances if row.deputy_id is None}
    came = [seat for seat in room.seats if seat.pk in there]
    heads = [s for s in came if fold(s.post).startswith("chu tich")]
    deputies = [s for s in came if fold(s.post).startswith("pho chu tich")]
    return next((seat.user.full_name for seat in (*heads, *deputies)), "")


def _hours(session: Session) -> str:
    """From opening to closing, as the journal has them; the present moment ends it."""
    begun = history(session).filter(verb="session.open").values_list("at", flat=True).first()
    ended = timezone.localtime()
    begins = f"từ {timezone.localtime(begun):%H giờ %M} " if begun else ""
    day = f"ngày {format_date(session.held_on)}"
    until = f"{ended:%H giờ %M}" + (f" ngày {format_date(ended.date())}" if ended.date() != session.held_on else "")
    return f"{begins}{day} đến {until}" if begun else f"{day}, kết thúc lúc {until}"


def _share(item: SessionItem) -> str:
    """Votes for it, of how many, and the share that was asked for."""
    yes, base = item.result["yes"], item.result["base"]
    return f"{yes}/{base} ({format_number(round(100 * yes / base, 2))}%)" if base else str(yes)


@override("vi")
def write(session: Session, movement: Movement, secretary: str) -> bytes:
    """DOCX of a closed session: who was there, the rules that held, each tally and outcome."""
    room = chamber(session)
    items = [item for item in room.items if item.nomination.round.movement_id == movement.pk]
    rows = []
    for number, item in enumerate(items, 1):
        counts = [_share(item), *(str(item.result[name]) for name in ("no", "abstain", "invalid"))]
        rows.append(
            [str(number), item.nomination.subject_name, item.nomination.offer.award_name, *counts, _outcome(item)]
        )
    poll, tellers = session.poll, []
    if poll is not None:
        tellers = [f"Ban kiểm phiếu: {poll.first.full_name}, {poll.second.full_name}."]
    return build(
        Official(
            parent=f"Ủy ban nhân dân tỉnh {session.body.province.name}",
            issuer=session.body.name,
            number="     /BB-HĐTĐKT",
            place=session.body.province.name,
            day=session.held_on,
            kind="Biên bản",
            subject=f"Họp xét khen thưởng phong trào thi đua “{movement.name}”",
            paragraphs=[
                f"Thời gian: {_hours(session)}. Địa điểm: {session.place or '………………'}.",
                *_attended(room),
                *tellers,
                *_related(room, items),
                "Điều kiện thông qua:",
                *dict.fromkeys(_rule(item) for item in items),
                "Kết quả:",
            ],
            table=[_HEAD, *rows],
            after=["Biên bản được lập từ kết quả biểu quyết ghi trên hệ thống và đã thông qua tại phiên họp."],
            capacity="CHỦ TRÌ",
            signer=_chair(room),
            beside=("THƯ KÝ", secretary),
        )
    )
