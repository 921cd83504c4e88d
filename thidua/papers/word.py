"""Text out of a DOCX: numbered lists with their labels, header tables by column, data tables by row."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from thidua.kernel.refusal import Refusal, Refused

_DEEPEST = 6
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def text_of_document(content: bytes, name: str) -> str:
    """The document in reading order. Raises Refused for a damaged file."""
    try:
        document = Document(io.BytesIO(content))
        numbering = Numbering(document)
        return "\n".join(_lines(document, numbering, 0))
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
    rows = [_cells(row) for row in table.rows]
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


def _cells(row: Any) -> list[_Cell]:
    """The cells of a row, a merged one once."""
    found: dict[Any, _Cell] = {}
    for cell in row.cells:
        found.setdefault(cell._tc, cell)
    return list(found.values())


class Numbering:
    """Counts automatic labels as Word shows them (ISO/IEC 29500-1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self.counts: dict[str, list[int]] = {}
        self.lists: dict[str, tuple[str, dict[int, Any]]] = {}
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

    def label(self, paragraph: Paragraph) -> str:
        """The label with a blank after it, or nothing."""
        found = _number_of(paragraph)
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


def _number_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """(list, level) of a paragraph, its own or its style's; None when it is not numbered."""
    holders: list[Any] = [paragraph._p.pPr]
    style: Any = paragraph.style
    while style is not None:
        holders.append(style.element.pPr)
        style = style.base_style
    for holder in holders:
        number = holder.numPr if holder is not None else None
        if number is not None and number.numId is not None:
            value = str(number.numId.val)
            return None if value == "0" else (value, number.ilvl.val if number.ilvl is not None else 0)
    return None


def _value(level: Any, tag: str) -> str | None:
    element = level.find(qn(tag)) if level is not None else None
    return element.get(qn("w:val")) if element is not None else None


def _start(level: Any) -> int:
    return int(_value(level, "w:start") or 1)


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
