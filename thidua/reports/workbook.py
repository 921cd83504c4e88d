"""The sheet of a report, or of many units' reports, in Excel: written to be filled offline and read back cell by cell."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from thidua.kernel.vietnamese import format_date, format_number, parse_number
from thidua.movements.models import Target
from thidua.movements.rules.measures import NO, YES, asked
from thidua.plans.rules.kinds import RATIO, RUBRIC, YES_NO
from thidua.units.models import Unit
from thidua.units.workbook import rows_in

HEADS = (
    "Mã đơn vị",
    "Đơn vị",
    "Mã chỉ tiêu",
    "Chỉ tiêu",
    "Yêu cầu",
    "Đã thực hiện",
    "Mẫu số",
    "Loại trừ",
    "Giải trình",
)
_WIDTHS = (12, 34, 12, 60, 24, 14, 14, 12, 50)
TEXTS = {
    "as_of": "Số liệu tính đến ngày (ngày/tháng/năm)",
    "narrative": "Tình hình, kết quả thực hiện",
    "difficulties": "Khó khăn, vướng mắc và đề xuất",
}
_NOTE = len(HEADS) - 1


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
            texts = (sheet.unit.code, sheet.unit.name, str(target.pk), _subject(target), asked(target.fact()))
            for column, text in enumerate(texts):
                page.write_string(row, column, text, fixed)
            _boxes(page, row, target, sheet.fields, (open_, fixed))
        for name, label in TEXTS.items():
            row += 1
            for column, text in enumerate((sheet.unit.code, sheet.unit.name, name, label, "", "", "", "")):
                page.write_string(row, column, text, fixed)
            page.write_string(row, _NOTE, sheet.fields.get(name, ""), open_)
    page.freeze_panes(1, 0)
    page.protect()
    book.close()
    return buffer.getvalue()


def _subject(target: Target) -> str:
    parts = [target.subject, f"({target.excludes})" if target.excludes else ""]
    if target.measure == RUBRIC:
        parts += [f"\n{level}: {name}" for level, name in enumerate(target.level_names)]
    return " ".join(part for part in parts if part)


def _boxes(page: Any, row: int, target: Target, fields: dict[str, str], forms: tuple[Any, Any]) -> None:
    """The boxes of one target; those that its measure has not are closed."""
    open_, fixed = forms
    ratio = target.measure == RATIO
    is_open = (True, ratio, ratio and bool(target.excludes))
    for column, (box, free) in enumerate(zip("ndx", is_open, strict=True), 5):
        text = fields.get(f"{box}{target.pk}", "")
        if text and target.measure == YES_NO:
            page.write_string(row, column, YES if text == "1" else NO, open_)
        elif text:
            page.write_number(row, column, float(parse_number(text)), open_ if free else fixed)
        else:
            page.write_blank(row, column, None, open_ if free else fixed)
    if target.measure == YES_NO:
        page.data_validation(row, 5, row, 5, {"validate": "list", "source": [YES, NO]})
    elif target.measure == RUBRIC:
        levels = [str(level) for level in range(len(target.level_names))]
        page.data_validation(row, 5, row, 5, {"validate": "list", "source": levels})
    page.write_string(row, _NOTE, fields.get(f"t{target.pk}", ""), open_)


@dataclass(frozen=True)
class Line:
    """One row as filled: its number in the sheet, the unit's code, the target's key or the name of a text, and the boxes."""

    row: int
    unit: str
    key: str
    numerator: str
    denominator: str
    excluded: str
    note: str

    def cell(self, column: str) -> str:
        """The address of a box as Excel shows it: ``F12``."""
        return f"{column}{self.row}"


def read(content: bytes, name: str) -> list[Line]:
    """The rows of a filled workbook. Raises Refused for a file that is none."""
    found = []
    for number, *cells in rows_in(content, name, len(HEADS)):
        unit, _, key, _, _, *boxes = (_text(cell) for cell in cells)
        found.append(Line(number, unit, key, *boxes))
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, date):
        return format_date(cell)
    return format_number(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else str(cell).strip()
