"""DOCX and PDF in the layout of Nghị định 30/2020/NĐ-CP, phụ lục I: A4, margins, two heads, title, signer."""

import io
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from thidua.kernel.vietnamese import long_date
from thidua.papers.typesetting import typeset


@dataclass(frozen=True)
class Official:
    """What an official document consists of. paragraphs, after: one that begins with ``# `` stands in the middle, bold, one
    that begins with ``~ `` in italics; table: rows of cells, the first its head; beside: who signs on the left, capacity and
    name, where two sign."""

    parent: str
    issuer: str
    number: str
    place: str
    day: date
    kind: str
    subject: str
    paragraphs: Sequence[str]
    table: Sequence[Sequence[str]] = ()
    after: Sequence[str] = ()
    capacity: str = ""
    signer: str = ""
    recipients: Sequence[str] = field(default_factory=tuple)
    beside: tuple[str, str] = ("", "")


def build(content: Official) -> bytes:
    """The document as DOCX bytes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    _heads(document, content)
    _line(document, content.kind.upper(), bold=True, centre=True)
    _line(document, content.subject, bold=True, centre=True)
    for text in content.paragraphs:
        _paragraph(document, text)
    if content.table:
        table = document.add_table(rows=0, cols=len(content.table[0]), style="Table Grid")
        for number, row in enumerate(content.table):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                run = cell.paragraphs[0].add_run(_plain(text))
                run.bold, run.font.size = number == 0, Pt(12)
    for text in content.after:
        _paragraph(document, text)
    _foot(document, content)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(content: Official) -> bytes:
    """The same document as PDF/A; columns of its table as wide as their longest word asks."""
    columns = zip(*content.table, strict=True)
    widths = [min(max(max(len(word) for word in f"{cell} -".split()) for cell in column), 14) + 2 for column in columns]
    totals = [sum(len(row[n]) for row in content.table) for n in range(len(widths))]
    share = [width + 30 * total / (sum(totals) or 1) for width, total in zip(widths, totals, strict=True)]
    data = asdict(content) | {"day": long_date(content.day), "widths": share}
    return typeset(Path(__file__).parent / "official.typ", data)


_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _plain(text: str) -> str:
    """Without the characters that no XML may hold."""
    return _UNWRITABLE.sub("", text)


def _line(
    document: object,
    text: str,
    *,
    bold: bool = False,
    centre: bool = False,
    indent: bool = False,
    slanted: bool = False,
) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]  # the library is untyped
    run = paragraph.add_run(_plain(text))
    run.bold, run.italic = bold, slanted
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(10)


def _paragraph(document: object, text: str) -> None:
    """Of the body, as the mark at its beginning has it."""
    if text.startswith("# "):
        _line(document, text[2:], bold=True, centre=True)
    else:
        slanted = text.startswith("~ ")
        _line(document, text[2:] if slanted else text, indent=True, slanted=slanted)


def _heads(document: object, content: Official) -> None:
    left = [content.parent.upper(), content.issuer.upper(), f"Số: {content.number}"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"{content.place}, {long_date(content.day)}",
    ]
    table = document.add_table(rows=1, cols=2)  # type: ignore[attr-defined]  # the library is untyped
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.paragraphs[0].text = ""
        for number, text in enumerate(line for line in lines if line):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(_plain(text))
            run.bold, run.font.size = number < 2, Pt(13)
            run.italic = text.startswith(content.place + ",")


def _foot(document: object, content: Official) -> None:
    table = document.add_table(rows=1, cols=2)  # type: ignore[attr-defined]  # the library is untyped
    left, right = table.rows[0].cells
    if content.recipients:
        left.paragraphs[0].add_run("Nơi nhận:").bold = True
        for number, name in enumerate(content.recipients, 1):
            end = "." if number == len(content.recipients) else ";"
            left.add_paragraph(f"- {_plain(name)}{end}").runs[0].font.size = Pt(11)
    signing = [(right, (content.capacity, content.signer))]
    signing += [(left, content.beside)] if content.beside[0] else []
    for cell, (capacity, signer) in signing:
        for text in (capacity, "", "", signer):
            paragraph = cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(_plain(text)).bold = True
