"""Lists as Excel files."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from xlsxwriter.utility import xl_range_formula

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
_TO_FILL = 5_000  # rows in which a choice is offered
Cell = str | int | float | Decimal | date | None


def as_excel(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]] = (),
    *,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> HttpResponse:
    """One sheet with bold heads that stay in sight and filters; numbers and days are numbers and days. name: of the
    file, without its ending; choices: head → what may be picked below it, in a form to be filled in."""
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
    if choices:
        _offer(book, page, heads, choices)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _offer(book: Any, page: Any, heads: Sequence[str], choices: Mapping[str, Sequence[str]]) -> None:
    """The choices stand on a sheet of their own: a list in the rule of a cell holds 255 letters and is parted at commas."""
    lists = book.add_worksheet("Danh mục")
    for place, (head, names) in enumerate(choices.items()):
        lists.write_column(0, place, [head, *names])
        column, source = heads.index(head), xl_range_formula("Danh mục", 1, place, len(names), place)
        page.data_validation(1, column, _TO_FILL, column, {"validate": "list", "source": f"={source}"})
