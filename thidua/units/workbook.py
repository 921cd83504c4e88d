"""Units in Excel, read with errors pointed to by row."""

import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override
from python_calamine import CalamineError, CalamineWorkbook

from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.units.models import Tier, UnitKind

HEADS = ("Mã", "Tên đơn vị", "Loại", "Cấp", "Từ ngày", "Mã đơn vị cấp trên")
_TOLD = 8  # names that an error lists
_NAMES = ("code", "name", "kind", "tier", "valid_from", "parent_code")


def choices() -> dict[str, list[str]]:
    """Head → what may be picked, in the language of whoever asks."""
    return {"Loại": [str(label) for label in UnitKind.labels], "Cấp": [str(label) for label in Tier.labels]}


def spellings(names: Callable[[], Iterable[tuple[str, object]]]) -> dict[str, str]:
    """What may stand for a code in a sheet, folded, whatever the language of whoever filled it in → the code. names: the codes
    with their names in the language of the moment."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {fold(str(name)): code for code, name in names()}
    return found


def bad_cell(row: int, column: str, value: object, allowed: Iterable[str] = ()) -> Refusal:
    """What is wrong with a cell: that it is empty, that it is none of what may stand there, or that it cannot be read."""
    text, names = str(value).strip(), list(allowed)
    told: dict[str, object] = {"row": row, "column": column}
    if not text:
        return Refusal("unit.row_empty", told)
    if names:
        some = "; ".join(names[:_TOLD]) + ("; …" if len(names) > _TOLD else "")
        return Refusal("unit.row_choice", told | {"value": text, "allowed": some})
    return Refusal("unit.row_bad", told | {"value": text})


def rows_in(content: bytes, name: str, width: int) -> list[list[Any]]:
    """The filled rows below the heads, each with its number in the sheet before its cells. Raises Refused for what is no workbook or holds nothing."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        raw = book.get_sheet_by_index(0).to_python()
    except (CalamineError, ValueError, OSError) as error:
        broken = Refusal("paper.damaged", {"name": name}), Refusal("paper.kind", {"name": name, "taken": "XLSX"})
        raise Refused([broken[not name.lower().endswith(".xlsx")]]) from error
    rows = [
        [number, *[*row, *[""] * width][:width]]
        for number, row in enumerate(raw[1:], 2)
        if any(str(c).strip() for c in row)
    ]
    if not rows:
        raise Refused([Refusal("unit.no_rows")])
    return rows


def read_units(content: bytes, name: str) -> list[dict[str, Any]]:
    """Rows as the fields of ``units.actions.add_units``; every bad cell is named."""
    found, refusals = [], []
    labels = spellings(lambda: (*UnitKind.choices, *Tier.choices))
    for number, *cells in rows_in(content, name, len(HEADS)):
        row: dict[str, Any] = dict(zip(_NAMES, (_text(c) for c in cells), strict=True))
        row["valid_from"] = read_day(cells[4])
        for field, column, allowed in (("kind", "Loại", UnitKind.values), ("tier", "Cấp", Tier.values)):
            row[field] = labels.get(fold(row[field]), row[field])
            if row[field] not in allowed:
                refusals.append(bad_cell(number, column, row[field], choices()[column]))
        for field, column in (("code", "Mã"), ("name", "Tên đơn vị"), ("valid_from", "Từ ngày")):
            if not row[field]:
                refusals.append(bad_cell(number, column, cells[4] if field == "valid_from" else ""))
        found.append(row)
    if refusals:
        raise Refused(refusals)
    return found


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell).strip()


def read_day(cell: Any) -> date | None:
    """A date cell, or ``01/7/2025`` as text; None for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(str(cell).strip(), pattern).date()
        except ValueError:
            continue
    return None
