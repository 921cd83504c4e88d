"""Text out of a DOCX: numbered lists with their labels, header tables by column, data tables by row."""

import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.simpletypes import ST_Merge
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number

_DEEPEST = 6
_MOST_CELLS = 100_000
# ISO/IEC 29500-1 has nine levels of a list; Word itself has 63 columns and counts to 32,767. A file may say more.
_LEVELS, _COLUMNS, _COUNT = 9, 63, 32_767
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def text_of_document(content: bytes, name: str) -> str:
    """The document in reading order. Raises Refused for a damaged file or a table without end."""
    return "\n".join(_read(content, name, lambda document: list(_lines(document, Numbering(document), 0))))


def tables_of_document(content: bytes, name: str) -> list[list[list[str]]]:
    """The tables that stand in the text itself: the words of each cell, its paragraphs on lines of their own. Raises
    Refused as ``text_of_document``."""

    def cells(document: Any) -> list[list[list[str]]]:
        numbering = Numbering(document)
        return [
            [["\n".join(_lines(cell, numbering, _DEEPEST)).strip() for cell in row] for row in _rows(table)]
            for table in document.tables
        ]

    return _read(content, name, cells)


Found = TypeVar("Found")


def _read(content: bytes, name: str, reader: Callable[[Any], Found]) -> Found:
    try:
        document = Document(io.BytesIO(content))
        cells = sum(1 for _ in islice(document.element.iter(qn("w:tc")), _MOST_CELLS + 1))
        if cells > _MOST_CELLS:
            raise Refused([Refusal("paper.endless", {"name": name, "limit": format_number(_MOST_CELLS)})])
        return reader(document)
    except Refused:
        raise
    except Exception as error:  # the library raises many kinds for a damaged file
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error


def _lines(holder: Any, numbering: "Numbering", depth: int) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            yield numbering.label(block) + block.text
        elif isinstance(block, Table) and depth < _DEEPEST:
            yield from _table(block, numbering, depth + 1)


def _table(table: Table, numbering: "Numbering", depth: int) -> Iterator[str]:
    """One or two rows set a page head or a signature: column by column. Longer ones hold data: row by row."""
    rows = list(_rows(table))
    if len(rows) < 3:
        seen: set[Any] = set()
        for column in range(max(map(len, rows), default=0)):
            for row in rows:
                if column < len(row) and row[column]._tc not in seen:
                    seen.add(row[column]._tc)
                    yield from _lines(row[column], numbering, depth)
        return
    for row in rows:
        yield " | ".join(" ".join(" ".join(_lines(cell, numbering, depth)).split()) for cell in row)


def _rows(table: Table) -> Iterator[list[_Cell]]:
    """The cells of each row, one that is merged across columns once, one merged downwards in every row it covers.

    Not by the library's own rows, which repeat a cell as often as the file says that it spans.
    """
    above: dict[int, Any] = {}
    for row in table._tbl.tr_lst:
        found, column = [], min(row.grid_before, _COLUMNS)
        for cell in row.tc_lst:
            origin = above.get(column, cell) if cell.vMerge == ST_Merge.CONTINUE else cell
            above[column] = origin
            found.append(_Cell(origin, table))
            column += min(cell.grid_span, _COLUMNS)
        yield found


class Numbering:
    """Counts automatic labels as Word shows them (ISO/IEC 29500-1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[str, list[int]] = {}
        self.lists: dict[str, tuple[str, dict[int, Any]]] = {}
        self.styles: dict[str | None, tuple[str, int] | None] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        levels = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            abstract = levels.get(link.get(qn("w:val"))) if link is not None else None
            if abstract is None:
                continue
            own = {int(x.get(qn("w:ilvl"))): x for x in abstract.findall(qn("w:lvl"))}
            restarts = num.findall(qn("w:lvlOverride"))
            key = f"num{num.get(qn('w:numId'))}" if restarts else f"abstract{abstract.get(qn('w:abstractNumId'))}"
            self.lists[num.get(qn("w:numId"))] = (key, own)

    def _number_of(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """(list, level) of a paragraph, its own or its style's."""
        if found := _numbered(paragraph._p.pPr):
            return found
        name = paragraph._p.style
        if name not in self.styles:
            self.styles[name] = _numbered_by_style(paragraph.style)
        return self.styles[name]

    def label(self, paragraph: Paragraph) -> str:
        """The label with a blank after it, or nothing."""
        found = self._number_of(paragraph)
        if found is None or found[0] not in self.lists or not paragraph.text.strip():
            return ""
        key, levels = self.lists[found[0]]
        depth = found[1]
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(key, [])
        while len(counts) <= depth:
            counts.append(_start(levels.get(len(counts))) - 1)
        counts[depth] += 1
        del counts[depth + 1 :]
        if _value(level, "w:numFmt") == "bullet":
            return "- "
        text = _value(level, "w:lvlText") or ""
        for above in range(depth + 1):
            text = text.replace(f"%{above + 1}", _written(counts[above], _value(levels.get(above), "w:numFmt")))
        return f"{text} " if text else ""


def _numbered(holder: Any) -> tuple[str, int] | None:
    """(list, level) that the properties of a paragraph or style set themselves; list ``0`` takes numbering away."""
    number = holder.numPr if holder is not None else None
    if number is None or number.numId is None:
        return None
    return str(number.numId.val), min(number.ilvl.val if number.ilvl is not None else 0, _LEVELS - 1)


def _numbered_by_style(style: Any) -> tuple[str, int] | None:
    for _ in range(_LEVELS):
        if style is None:
            return None
        if found := _numbered(style.element.pPr):
            return found
        style = style.base_style
    return None


def _value(level: Any, tag: str) -> str | None:
    element = level.find(qn(tag)) if level is not None else None
    return element.get(qn("w:val")) if element is not None else None


def _start(level: Any) -> int:
    return min(int(_value(level, "w:start") or 1), _COUNT)


def _written(number: int, form: str | None) -> str:
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
        return text.upper() if form == "upperRoman" else text
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)
