"""Tables that lost their lines on the way to plain text: a cell a line, or cells parted by runs of blanks.

Only what begins with a column of numbers (``TT``, ``STT``) is taken for one; its rows count themselves.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from thidua.plans.rules.columns import Line

_NUMBERING = ("TT", "STT", "SỐ TT", "Stt", "Tt", "Số TT")
_COUNT = re.compile(r"(\d{1,3})[.)]?$")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?$")
_GAP = re.compile(r"\s{2,}")
_MOST_COLUMNS = 10
_LONGEST_HEADING = 60
Stretch = tuple[int, int]


def tables_in(lines: Sequence[Line], source: str) -> dict[int, tuple[int, list[Line]]]:
    """Where a table begins → where the text goes on, and its rows (the heading first), each as one line with cells."""
    found: dict[int, tuple[int, list[Line]]] = {}
    after = 0
    for at, line in enumerate(lines):
        if at < after or not line.text.startswith(_NUMBERING) or "|" in line.text or "\t" in line.text:
            continue
        table = _cell_a_line(lines, at) if line.text in _NUMBERING else _aligned(lines, at, source)
        if table is not None:
            found[at] = table
            after = table[0]
    return found


def _row(cells: Sequence[Sequence[Stretch]], source_text: Sequence[str]) -> Line:
    start, end = cells[0][0][0], cells[-1][-1][1]
    return Line(start, end, " | ".join(source_text), cells=tuple(tuple(cell) for cell in cells))


def _of_lines(groups: Sequence[Sequence[Line]]) -> Line:
    """A row of which each cell is one line or several."""
    cells = [[(line.start, line.end) for line in group] for group in groups]
    return _row(cells, [" ".join(line.text for line in group) for group in groups])


def _cell_a_line(lines: Sequence[Line], at: int) -> tuple[int, list[Line]] | None:
    heading = list(
        takewhile(
            lambda line: len(line.text) < _LONGEST_HEADING and not _begins(line.text, 1),
            lines[at : at + _MOST_COLUMNS + 1],
        )
    )
    width, n = len(heading), at + len(heading)
    if not 3 <= width <= _MOST_COLUMNS:
        return None
    if [line.text for line in lines[n : n + width]] == [str(number) for number in range(1, width + 1)]:
        n += width
    rows = [_of_lines([[line] for line in heading])]
    expected = 1
    while n < len(lines) and _begins(lines[n].text, expected):
        if _GROUP.match(lines[n].text):
            title = list(takewhile(lambda line: not _begins(line.text, 1, groups=False), lines[n + 1 : n + 4]))
            if not 1 <= len(title) <= 2:
                break
            rows.append(_of_lines([[lines[n]], title]))
            n, expected = n + 1 + len(title), 1
            continue
        expected = int(lines[n].text.rstrip(".)")) + 1
        stop = _next_row(lines, n, width, expected)
        cells = _cells(list(lines[n + 1 : stop]), width - 1)
        rows.append(_of_lines([[lines[n]], *cells]))
        n = stop
    return (n, rows) if len(rows) > 1 else None


def _begins(text: str, expected: int, *, groups: bool = True) -> bool:
    """Whether a line is the number with which the next row begins, or the letter or numeral of a group of rows."""
    counted = _COUNT.match(text)
    return bool(counted and counted[1] in (str(expected), "1")) or (groups and _GROUP.match(text) is not None)


def _next_row(lines: Sequence[Line], at: int, width: int, expected: int) -> int:
    """Where the row after the one at ``at`` begins; of the last row, what follows its cells."""
    for n in range(at + width, min(at + width + 4, len(lines))):
        if _begins(lines[n].text, expected):
            return n
    n = min(at + width, len(lines))
    while n < len(lines) and lines[n].text[:1].islower():
        n += 1
    return n


def _cells(lines: list[Line], width: int) -> list[list[Line]]:
    """Lines as cells: one that goes on in lower case belongs to the cell before; what is then too many, to the first."""
    cells: list[list[Line]] = []
    for line in lines:
        if cells and len(lines) > width and line.text[:1].islower():
            cells[-1].append(line)
        else:
            cells.append([line])
    while len(cells) > width > 0:
        cells[0:2] = [cells[0] + cells[1]]
    return cells


def _aligned(lines: Sequence[Line], at: int, source: str) -> tuple[int, list[Line]] | None:
    heading = _parts(lines[at], source)
    if not 3 <= len(heading) <= _MOST_COLUMNS:
        return None
    rows = [[[part] for part in heading]]
    n = at + 1
    while n < len(lines):
        parts = _parts(lines[n], source)
        first = source[parts[0][0] : parts[0][1]]
        if _COUNT.match(first) or (_GROUP.match(first) and len(parts) > 1):
            if len(parts) < 2:
                break
            rows.append([[part] for part in parts])
        elif len(rows) > 1 and _goes_on(rows[-1], parts, len(heading), source):
            rows[-1][1].append(parts[0])
            rows[-1] += [[part] for part in parts[1:]]
        else:
            break
        n += 1
    if len(rows) < 3:
        return None
    return n, [_row(row, [" ".join(source[a:b] for a, b in cell) for cell in row]) for row in rows]


def _goes_on(row: list[list[Stretch]], parts: list[Stretch], width: int, source: str) -> bool:
    """Whether a line without a number is the rest of the row above: what it lacked, or a wrapped cell."""
    if len(row) < width and not _GROUP.match(source[slice(*row[0][0])]):
        return len(row) + len(parts) - 1 <= width
    return len(parts) == 1 and source[parts[0][0]].islower()


def _parts(line: Line, source: str) -> list[Stretch]:
    """The cells of a line that is laid out by blanks; a number at its beginning is one whatever follows it."""
    found: list[Stretch] = []
    at = line.start
    if counted := re.match(r"\d{1,3}[.)]?\s+(?=\S)", line.text):
        found.append((at, at + len(counted[0].rstrip())))
        at += counted.end()
    for gap in _GAP.finditer(source, at, line.end):
        found.append((at, gap.start()))
        at = gap.end()
    return [*found, (at, line.end)]


def with_tables(lines: list[Line], source: str) -> list[Line]:
    """The lines, those of such a table joined to rows."""
    tables = tables_in(lines, source)
    if not tables:
        return lines
    found: list[Line] = []
    n = 0
    while n < len(lines):
        if n in tables:
            n, rows = tables[n]
            found += rows
        else:
            found.append(lines[n])
            n += 1
    return found
