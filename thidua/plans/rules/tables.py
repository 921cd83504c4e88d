"""Tables whose rows stand as lines with bars between the cells: what each column holds, by its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.plans.rules.characters import plain
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import OCCASIONS
from thidua.plans.rules.phrases.tables import COLUMNS


@dataclass(frozen=True)
class Cell:
    """A cell: its words and where they stand in the clause of the row."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A row below a heading: its clause and its cells by the column's name (see ``phrases.tables.COLUMNS``)."""

    clause: Clause
    cells: dict[str, Cell]


def cells_of(text: str) -> list[Cell]:
    """The cells of a line, stripped."""
    found, at = [], 0
    for part in text.split("|"):
        stripped = part.strip()
        start = at + (part.index(stripped[0]) if stripped else 0)
        found.append(Cell(stripped, start, start + len(stripped)))
        at += len(part) + 1
    return found


def rows_of(clauses: tuple[Clause, ...]) -> Iterator[Row]:
    """Every row of every table whose heading names at least two known columns."""
    columns: list[str] = []
    for clause in clauses:
        text = clause.paragraph.span.text
        if "|" not in text:
            columns = []
            continue
        cells = cells_of(text)
        names = _columns(cells)
        if (
            sum(name != "" for name in names) >= 2
            and len(set(names) - {""}) >= 2
            and not _has_number(cells, bool(columns))
        ):
            columns = names
            continue
        if columns:
            found = {name: cell for name, cell in zip(columns, cells, strict=False) if name and cell.text}
            if found:
                yield Row(clause, found)


def _columns(cells: list[Cell]) -> list[str]:
    """The name of each column. ``20xx``: what is to be reached in the year; beside targets ``đơn vị`` is what counts them."""
    names = [_column(cell.text) for cell in cells]
    if "target" in names:
        units = [n for n, cell in enumerate(cells) if plain(cell.text).strip(" .") == "don vi"]
        return ["unit" if n in units else name for n, name in enumerate(names)]
    return names


_YEAR = re.compile(r"(?:den |het |cuoi |muc tieu |chi tieu |ke hoach |phan dau |giao )*(?:nam )?(20\d{2})")
_WAS = re.compile(r"(?:thuc hien|ket qua|hien trang|da dat|uoc)\b.*")


def _column(heading: str) -> str:
    folded = plain(heading).strip(" .:()")
    if _WAS.match(folded):
        return "was" if re.search(r"20\d{2}", folded) else _named(folded)
    if year := _YEAR.fullmatch(folded):
        return year[1]
    if len(folded) < 30 and len(named := [n for n, words in OCCASIONS if any(w in folded for w in words)]) == 1:
        return f"dip {named[0]} {' '.join(re.findall(r'20[0-9]{2}', folded))}".strip()
    if "chi tieu" in folded and len(folded) < 40:
        return "target"
    return _named(folded)


def _named(folded: str) -> str:
    if folded in ("don vi", "co quan", "bo phan"):
        return "agency"
    return next((name for name, words in COLUMNS if len(folded) < 60 and any(w in folded for w in words)), "")


def _has_number(cells: list[Cell], inside: bool) -> bool:
    """Whether the line counts itself or, inside a table, gives an amount, as rows do and headings do not."""
    if inside and any(re.search(r"(?<!\d)\d{1,3}(?!\d)", cell.text) for cell in cells):
        return True
    return bool(re.fullmatch(r"\d{1,3}[.)]?|[IVX]{1,5}|[A-H]", cells[0].text))


def quote_of(outline: Outline, row: Row, first: str, last: str) -> tuple[str, int, int]:
    """The words of the row from one of its cells to another, as (quote, start, end) of the source."""
    one, two = row.cells[first], row.cells[last]
    offset = row.clause.paragraph.body
    return outline.quote(row.clause, min(one.start, two.start) - offset, max(one.end, two.end) - offset)
