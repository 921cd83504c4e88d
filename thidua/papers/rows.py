"""The tables of a workbook or a document, row by row, with what stands in each cell."""

import io
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date, format_number
from thidua.papers.rules.files import sniff
from thidua.papers.sheets import MAX_CELLS
from thidua.papers.word import tables_of_document

Rows = list[list[object]]


def rows_of(content: bytes, name: str) -> list[Rows]:
    """Every table in order: of an Excel workbook its sheets, of a Word document its tables; numbers are numbers, a
    cell's lines stay apart. Raises Refused for another kind of file, a damaged one and one without end."""
    kind = sniff(content)
    if kind == "docx":
        return [[list(row) for row in table] for table in tables_of_document(content, name)]
    if kind != "xlsx":
        raise Refused([Refusal("paper.kind", {"name": name, "taken": "xlsx, docx"})])
    found: list[Rows] = []
    cells = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            rows: Rows = []
            for row in book.get_sheet_by_name(sheet).iter_rows():
                cells += len(row)
                if cells > MAX_CELLS:
                    raise Refused([Refusal("paper.endless", {"name": name, "limit": format_number(MAX_CELLS)})])
                rows.append([_said(cell) for cell in row])
            found.append(rows)
    except (CalamineError, OSError, ValueError) as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    return found


def _said(cell: object) -> object:
    if isinstance(cell, datetime | date):
        return format_date(cell.date() if isinstance(cell, datetime) else cell)
    return cell
