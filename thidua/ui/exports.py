"""Lists as Excel files."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.http import HttpResponse

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
Cell = str | int | float | Decimal | date | None


def as_excel(name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """One sheet with bold heads that stay in sight and filters; numbers and days are numbers and days. name: of the
    file, without its ending."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    bold = book.add_format({"bold": True, "bg_color": "#ECEFF5", "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(0, 0, [str(head) for head in heads], bold)
    widths, last = [len(str(head)) for head in heads], 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            widths[column] = min(max(widths[column], len(str(cell or ""))), 70)
            if isinstance(cell, date):
                page.write_datetime(last, column, cell, day)
            elif isinstance(cell, int | float | Decimal):
                page.write_number(last, column, float(cell))
            elif cell is not None:
                page.write_string(last, column, str(cell))
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 2)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), len(heads) - 1)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
