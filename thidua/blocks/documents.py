"""The agreement and the yearly review of a block, as official documents."""

import hashlib
import json
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import override

from thidua.blocks.models import BlockYear, Candidate
from thidua.blocks.queries import whole
from thidua.blocks.rules.points import full_points
from thidua.kernel.vietnamese import format_date, format_number
from thidua.papers.official import Official, build
from thidua.ui.names import name_of

RULES = ("markers", "flags", "votes_own", "quorum_percent", "approval_percent", "denominator", "regulation")


def agreement_digest(year: BlockYear) -> str:
    """SHA-256 of what the members sign: the text, the rules of the year and the table of criteria."""
    fields = ("part", "name", "kind", "full", "how", "evidence", "source")
    rows = [[str(getattr(one, name)) for name in fields] for one in whole(year).criteria]
    rules = [str(getattr(year, name)) for name in ("year", "agreement", "index_code", "movement_id", *RULES)]
    signed = json.dumps([rules, rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(signed.encode()).hexdigest()


def _kind(year: BlockYear) -> str:
    return "Khối" if year.group.kind == "block" else "Cụm"


def _official(year: BlockYear, kind: str, code: str, subject: str, **more: object) -> Official:
    province = year.group.province.name
    return Official(
        parent=f"Ủy ban nhân dân tỉnh {province}",
        issuer=year.group.name,
        number=f"     /{code}",
        place=province,
        day=timezone.localdate(),
        kind=kind,
        subject=subject,
        **more,  # type: ignore[arg-type]  # the other parts of the document
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@override("vi")
def agreement(year: BlockYear) -> bytes:
    """DOCX of the agreement with its table of criteria and the members who signed."""
    found = whole(year)
    head = [["TT", "Nhóm", "Tiêu chí", "Loại", "Điểm tối đa"]]
    rows = [
        [str(n), one.part, one.name, one.get_kind_display(), format_number(one.full)]
        for n, one in enumerate(found.criteria, 1)
    ]
    signed = [
        f"{m.unit.name}: {'đã ký ngày ' + format_date(m.signed_on) if m.signed_on else 'chưa ký'}"
        for m in found.members
    ]
    basis = "Các đơn vị thành viên thống nhất ký kết giao ước thi đua như sau:"
    return build(
        _official(
            year,
            "Giao ước thi đua",
            "GƯTĐ",
            f"{year.group.name} năm {year.year}",
            paragraphs=[basis, *_lines(year.agreement), "Bảng tiêu chí chấm điểm:"],
            table=head + rows,
            after=[
                f"Tổng điểm không kể điểm thưởng: {format_number(full_points(found.facts))}.",
                "Đại diện các đơn vị thành viên ký kết:",
                *signed,
                f"Mã băm nội dung được ký (SHA-256): {agreement_digest(year)}.",
            ],
            capacity=f"{_kind(year).upper()} TRƯỞNG",
            signer=year.lead.name,
        )
    )


@override("vi")
def review(year: BlockYear, writer: str) -> bytes:
    """DOCX of the year's review: what was done, points and places, the acclamation, who leads next."""
    found = whole(year)
    ranked = sorted(found.members, key=lambda m: (m.rank is None, m.rank or 0, m.unit.order))
    head = [["Thứ hạng", "Đơn vị", "Tự chấm", "Tổng hợp", "Thẩm định"]]
    rows = []
    for member in ranked:
        own, gathered = found.one(member, "self"), found.one(member, "gathered")
        parts = [own.total if own and own.state == "sent" else None, gathered.total if gathered else None, member.total]
        place = str(member.rank) if member.rank else "không xếp"
        rows.append([place, member.unit.name, *(format_number(p) if p is not None else "–" for p in parts)])
    after = ["Kết quả suy tôn:", *_acclaimed(year), *_rules(year)]
    if year.tasks:
        after += [f"Phương hướng, nhiệm vụ năm {year.year + 1}:", *_lines(year.tasks)]
    if year.next_lead is not None:
        after.append(f"{_kind(year)} trưởng năm {year.year + 1}: {year.next_lead.name}.")
    return build(
        _official(
            year,
            "Báo cáo",
            "BC-TĐ",
            f"Tổng kết công tác thi đua của {year.group.name} năm {year.year}",
            paragraphs=_opening(year),
            table=head + rows,
            after=after,
            capacity=f"{_kind(year).upper()} TRƯỞNG",
            signer=year.lead.name,
            recipients=["Hội đồng Thi đua - Khen thưởng tỉnh", "Các đơn vị thành viên", f"Người lập: {writer}"],
        )
    )


def _opening(year: BlockYear) -> list[str]:
    found = whole(year)
    deputy = f"; {_kind(year).lower()} phó: {year.deputy.name}" if year.deputy else ""
    lines = [
        f"{year.group.name} có {len(found.members)} đơn vị thành viên; {_kind(year).lower()} trưởng: {year.lead.name}{deputy}.",
        f"Giao ước thi đua được {sum(m.signed_on is not None for m in found.members)}/{len(found.members)} đơn vị ký kết.",
    ]
    if year.movement is not None:
        lines.append(f"Kết quả thực hiện phong trào “{year.movement.name}” được tính là tiêu chí chấm điểm.")
    if year.results:
        lines += ["Kết quả nổi bật:", *_lines(year.results)]
    if year.limits:
        lines += ["Hạn chế, nguyên nhân:", *_lines(year.limits)]
    return [
        *lines,
        f"Kết quả chấm điểm, xếp hạng (điểm tối đa {format_number(full_points(found.facts))}, chưa kể điểm thưởng):",
    ]


def _approval(year: BlockYear) -> str:
    """More than half where half is asked, as the tally takes it."""
    return "quá 50" if year.approval_percent == Decimal(50) else f"từ {format_number(year.approval_percent)}"


def _acclaimed(year: BlockYear) -> list[str]:
    rows = [row for row in whole(year).candidates if row.turn == 1]
    rows.sort(key=lambda row: (row.place is None, row.place or 0))
    later: dict[int, list[Candidate]] = {}
    for row in whole(year).candidates:
        if row.turn > 1 and row.result:
            later.setdefault(row.member_id, []).append(row)
    found = []
    for row in rows:
        tally = row.result
        votes = f"{tally['yes']}/{tally['base']} tán thành" if tally else "chưa kiểm phiếu"
        outcome = row.get_outcome_display() or "không suy tôn"
        again = [f"lượt {r.turn} {r.result['yes']}/{r.result['base']}" for r in later.get(row.member_id, [])]
        found.append(f"- {row.member.unit.name}: {'; '.join([votes, *again, outcome])}.")
    return found or ["- Không có đơn vị được đưa ra suy tôn."]


def _rules(year: BlockYear) -> list[str]:
    basis = year.regulation or "chưa ghi quy chế của khối, cụm; tỷ lệ này chưa được xác nhận"
    return [
        f"Tỷ lệ: họp khi có mặt từ {format_number(year.quorum_percent)}% thành viên; suy tôn khi tán thành "
        f"{_approval(year)}% {name_of('denominator', year.denominator)} ({basis}).",
        "Thứ tự suy tôn: theo số phiếu tán thành; bằng phiếu thì theo điểm thẩm định; vẫn bằng thì bỏ phiếu lượt sau. "
        "Đơn vị bằng điểm cùng thứ hạng.",
    ]
