"""Text out of a workbook: a line a row, bars between the cells."""

import io

from python_calamine import CalamineError, CalamineWorkbook

from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number

MAX_CELLS = 500_000


def text_of_workbook(content: bytes, name: str) -> str:
    """Every sheet in order. Raises Refused for a damaged one and for one without end."""
    lines: list[str] = []
    cells = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheet_names:
            for row in book.get_sheet_by_name(sheet).iter_rows():
                cells += len(row)
                if cells > MAX_CELLS:
                    raise Refused([Refusal("paper.endless", {"name": name, "limit": format_number(MAX_CELLS)})])
                words = [" ".join(_shown(cell).split()) for cell in row]
                if any(words):
                    lines.append(" | ".join(words).rstrip(" |") if len(words) > 1 else words[0])
    except (CalamineError, OSError, ValueError) as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    return "\n".join(lines)


def _shown(cell: object) -> str:
    return format_number(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else str(cell)
