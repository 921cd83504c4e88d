"""The sheet of a report, or of many units' reports, in Excel: written to be filled offline and read back cell by cell."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from thidua.kernel.vietnamese import format_number, parse_number
from thidua.movements.models import Target
from thidua.units.models import Unit
from thidua.units.workbook import rows_in

HEADS = ("Mã đơn vị", "Đơn vị", "Mã chỉ tiêu", "Chỉ tiêu", "Yêu cầu", "Tử số", "Mẫu số", "Giải trình")
_WIDTHS = (12, 34, 12, 60, 16, 14, 14, 50)
TEXTS = {"narrative": "Tình hình, kết quả thực hiện", "difficulties": "Khó khăn, vướng mắc và đề xuất"}
_SIGNS = {">=": "≥ ", "<=": "≤ ", "=": ""}


@dataclass(frozen=True)
class Sheet:
    """One unit's part: its targets and what is typed so far, by the name of its box (see ``queries.fields_of``)."""

    unit: Unit
    targets: list[Target]
    fields: dict[str, str]


def write(sheets: Iterable[Sheet]) -> bytes:
    """A workbook in which only the boxes to be filled can be changed."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("Báo cáo")
    bold = book.add_format({"bold": True, "bg_color": "#ECEFF5", "text_wrap": True})
    fixed = book.add_format({"text_wrap": True, "valign": "top"})
    open_ = book.add_format({"locked": False, "text_wrap": True, "valign": "top", "bg_color": "#FFFBE6", "border": 1})
    for column, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        page.write(0, column, head, bold)
        page.set_column(column, column, width)
    row = 0
    for sheet in sheets:
        for target in sheet.targets:
            row += 1
            asked = f"{_SIGNS[target.comparator]}{format_number(target.value)} {target.unit}"
            texts = (sheet.unit.code, sheet.unit.name, str(target.pk), target.subject, asked)
            for column, text in enumerate(texts):
                page.write_string(row, column, text, fixed)
            _number(page, row, 5, sheet.fields.get(f"n{target.pk}", ""), open_)
            _number(page, row, 6, sheet.fields.get(f"d{target.pk}", ""), open_ if target.unit == "%" else fixed)
            page.write_string(row, 7, sheet.fields.get(f"t{target.pk}", ""), open_)
        for name, label in TEXTS.items():
            row += 1
            for column, text in enumerate((sheet.unit.code, sheet.unit.name, name, label, "", "", "")):
                page.write_string(row, column, text, fixed)
            page.write_string(row, 7, sheet.fields.get(name, ""), open_)
    page.freeze_panes(1, 0)
    page.protect()
    book.close()
    return buffer.getvalue()


def _number(page: Any, row: int, column: int, text: str, form: Any) -> None:
    if text:
        page.write_number(row, column, float(parse_number(text)), form)
    else:
        page.write_blank(row, column, None, form)


@dataclass(frozen=True)
class Line:
    """One row as filled: its number in the sheet, the unit's code, the target's key or the name of a text, and the boxes."""

    row: int
    unit: str
    key: str
    numerator: str
    denominator: str
    note: str

    def cell(self, column: str) -> str:
        """The address of a box as Excel shows it: ``F12``."""
        return f"{column}{self.row}"


def read(content: bytes, name: str) -> list[Line]:
    """The rows of a filled workbook. Raises Refused for a file that is none."""
    found = []
    for number, *cells in rows_in(content, name, len(HEADS)):
        unit, _, key, _, _, top, bottom, note = (_text(cell) for cell in cells)
        found.append(Line(number, unit, key, top, bottom, note))
    return found


def _text(cell: Any) -> str:
    return format_number(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else str(cell).strip()
