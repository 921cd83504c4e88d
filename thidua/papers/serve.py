"""Answering with a stored file. Only views of the stage that owns the link call this, after their check."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from thidua.papers.models import Paper
from thidua.papers.rules.files import MEDIA


def answer(paper: Paper) -> FileResponse:
    """Always a download, with its type by content and sniffing forbidden."""
    response = FileResponse(
        paper.path.open("rb"), as_attachment=True, filename=paper.name, content_type=MEDIA.get(paper.kind)
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def document(content: bytes, name: str) -> HttpResponse:
    """A document that was just written, as a download."""
    response = HttpResponse(content, content_type=MEDIA["docx"])
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
