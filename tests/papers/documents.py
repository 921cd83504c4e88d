"""Documents of every kind that is taken, made for tests from lines of text."""

import io
from collections.abc import Sequence
from typing import Any

import typst
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from pypdfium2 import PdfDocument
from xlsxwriter import Workbook


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF with a text layer."""
    paragraphs = "\n\n".join(f"#text(sys.inputs.p{n})" for n in range(len(lines)))
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Noto Serif", size: 12pt)\n'
    inputs = {f"p{n}": line for n, line in enumerate(lines)}
    return bytes(typst.compile((head + paragraphs).encode(), sys_inputs=inputs))


def pictures(lines: Sequence[str], turn: float = 0.0, dpi: int = 200) -> list[Image.Image]:
    """The pages as a scanner would hand them over, turned by so many degrees."""
    document = PdfDocument(pdf(lines))
    try:
        drawn = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
    return [page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=250) for page in drawn]


def saved(pages: Sequence[Image.Image], form: str) -> bytes:
    """The pages in one file: PDF, PNG, JPEG or TIFF."""
    buffer = io.BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(buffer, form, **more)
    return buffer.getvalue()


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def numbered_docx(levels: Sequence[tuple[str, str]], paragraphs: Sequence[tuple[int | None, str]]) -> bytes:
    """A DOCX whose labels Word makes itself.

    levels: (form of the number, text of the label) by depth; paragraphs: (depth or None, words).
    """
    document = Document()
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (form, label) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", label)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    root.append(number)
    for depth, words in paragraphs:
        paragraph = document.add_paragraph(words)
        if depth is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = depth
            properties.get_or_add_numId().val = 77
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def table_docx(rows: Sequence[Sequence[str]], *, down: Sequence[tuple[int, int, int]] = (), span: int = 1) -> bytes:
    """A DOCX with one table. down: (column, first row, last row) merged downwards; span: what every cell claims."""
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for cells, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, words, strict=True):
            cell.text = text
    for column, first, last in down:
        table.cell(first, column).merge(table.cell(last, column))
    if span > 1:
        for cell in table._tbl.iter(qn("w:tc")):
            cell.get_or_add_tcPr().get_or_add_gridSpan().val = span
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
