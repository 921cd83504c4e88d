"""Nominees of a unit from Excel: all rows or none."""

from typing import Any

from django.db import transaction

from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.nominations.actions import begin
from thidua.nominations.models import Nomination, Round, SubjectKind
from thidua.nominations.queries import offers_of
from thidua.ui.names import name_of
from thidua.units.models import Unit
from thidua.units.workbook import bad_cell, rows_in, spellings

HEADS = (
    "Loại đối tượng",
    "Tên tập thể, họ tên cá nhân",
    "Chức vụ, nơi công tác",
    "Hình thức",
    "Trực tiếp lao động (x)",
    "Tóm tắt thành tích",
)


def choices(round_: Round) -> dict[str, list[str]]:
    """Head → what may be picked below it."""
    kinds = [name_of("subject_kind", code) for code in SubjectKind.values]
    return {HEADS[0]: kinds, HEADS[3]: [offer.award_name for offer in offers_of(round_)], HEADS[4]: ["x"]}


def read_nominees(content: bytes, name: str, round_: Round) -> list[dict[str, Any]]:
    """Rows as ``begin`` takes them, with their offer; every bad cell is named."""
    kinds = spellings(lambda: ((code, name_of("subject_kind", code)) for code in SubjectKind.values))
    offers = {fold(offer.award_name): offer for offer in offers_of(round_)}
    found: list[dict[str, Any]] = []
    refusals = []
    seen: set[tuple[str, str, str]] = set()
    allowed = choices(round_)
    for number, *cells in rows_in(content, name, len(HEADS)):
        kind, subject, position, award, direct, achievement = (str(cell).strip() for cell in cells)
        offer = offers.get(fold(award)) if award else next(iter(offers.values()), None) if len(offers) == 1 else None
        checked = ((0, kinds.get(fold(kind))), (1, subject), (3, offer), (4, fold(direct) in ("", "x", "co", "khong")))
        bad = [column for column, value in checked if not value]
        if (kind, fold(subject), fold(position)) in seen:
            refusals.append(Refusal("unit.row_twice", {"row": number, "value": subject}))
        seen.add((kind, fold(subject), fold(position)))
        refusals += [bad_cell(number, HEADS[c], cells[c], allowed.get(HEADS[c], ())) for c in bad]
        if not bad:
            fields: dict[str, Any] = {"subject_kind": kinds[fold(kind)], "subject_name": subject[:200]}
            fields |= {"position": position[:200], "achievement": achievement}
            fields["is_direct_worker"] = fold(direct) in ("x", "co")
            found.append({"offer": offer, "fields": fields})
    if refusals:
        raise Refused(refusals)
    return found


@transaction.atomic
def begin_all(round_: Round, unit: Unit, rows: list[dict[str, Any]], *, actor: Actor) -> list[Nomination]:
    """A draft for each row; the round's drafts of the same kind, name and post are left as they are."""
    there = {
        (row.subject_kind, row.folded, fold(row.position))
        for row in Nomination.objects.filter(round=round_, unit=unit, state__in=["draft", "returned", "in_route"])
    }
    keys = [tuple(fold(row["fields"][name]) for name in ("subject_kind", "subject_name", "position")) for row in rows]
    fresh = [row for row, key in zip(rows, keys, strict=True) if key not in there]
    return [begin(round_, unit, offer=row["offer"], fields=row["fields"], actor=actor) for row in fresh]
