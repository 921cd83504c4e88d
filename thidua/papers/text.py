"""Text out of a document of any kind that carries text; scans are read by ``scans``."""

import pypdfium2

from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.grids import text_of_page
from thidua.papers.rules.files import decode, sniff
from thidua.papers.rules.legacy import to_unicode
from thidua.papers.sheets import text_of_workbook
from thidua.papers.web import text_of_web_page
from thidua.papers.word import text_of_document

MAX_PAGES = 2000


def text_of(content: bytes, name: str = "") -> str:
    """The text of a document in reading order. Raises Refused: encrypted, damaged, a scan without a text layer."""
    scanned = False
    match sniff(content):
        case "pdf":
            pages = pdf_pages(content, name)
            scanned = not all(pages)
            text = "" if scanned else "\n".join(pages)
        case "docx":
            text = text_of_document(content, name)
        case "xlsx":
            text = text_of_workbook(content, name)
        case "html":
            text = text_of_web_page(decode(content), name)
        case "txt":
            text = decode(content)
        case "png" | "jpg" | "tif":
            text, scanned = "", True
        case _:
            taken = "PDF, DOCX, XLSX, HTML, TXT, PNG, JPG, TIFF"
            raise Refused([Refusal("paper.kind", {"name": name, "taken": taken})])
    if not text.strip():
        raise Refused([Refusal("paper.scan" if scanned else "paper.empty", {"name": name})])
    return to_unicode(text)


def open_pdf(content: bytes, name: str) -> pypdfium2.PdfDocument:
    """Raises Refused for what is encrypted, damaged, or has too many pages."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        code = "paper.encrypted" if "password" in str(error).lower() else "paper.damaged"
        raise Refused([Refusal(code, {"name": name})]) from error
    if len(document) > MAX_PAGES:
        document.close()
        raise Refused([Refusal("paper.too_many_pages", {"name": name, "limit": MAX_PAGES})])
    return document


def pdf_pages(content: bytes, name: str) -> list[str]:
    """The text layer of each page; "" for a page that has none but carries an image."""
    document = open_pdf(content, name)
    try:
        return [_page_text(page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = text_of_page(page).replace("\r\n", "\n")
    if len(text.split()) > 3:
        return text
    images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return "" if next(iter(images), None) is not None else text or "\n"
