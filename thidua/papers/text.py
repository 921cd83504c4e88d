"""Text out of PDF, DOCX and TXT."""

import io

import pypdfium2
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.rules import decode, sniff

MAX_PAGES = 2000


def text_of(content: bytes, name: str = "") -> str:
    """The text of a document in reading order. Raises Refused: encrypted, damaged, a scan without a text layer."""
    kind = sniff(content)
    match kind:
        case "pdf":
            text = _pdf(content, name)
        case "docx":
            text = _docx(content, name)
        case "txt":
            text = decode(content)
        case _:
            raise Refused([Refusal("paper.kind", {"name": name, "taken": "PDF, DOCX, TXT"})])
    if not text.strip():
        raise Refused([Refusal("paper.scan" if kind == "pdf" else "paper.empty", {"name": name})])
    return text


def _pdf(content: bytes, name: str) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = "paper.encrypted" if "password" in str(error).lower() else "paper.damaged"
        raise Refused([Refusal(code, {"name": name})]) from error
    try:
        if len(document) > MAX_PAGES:
            raise Refused([Refusal("paper.too_many_pages", {"name": name, "limit": MAX_PAGES})])
        return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    except pypdfium2.PdfiumError as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    finally:
        document.close()


def _docx(content: bytes, name: str) -> str:
    try:
        document = Document(io.BytesIO(content))
    except Exception as error:  # the library raises many kinds for a damaged file
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                lines.append(" | ".join(cells))
    return "\n".join(lines)
