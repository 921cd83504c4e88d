"""PDF out of DOCX, with the real LibreOffice where this machine has it."""

import pytest

from tests.papers.documents import numbered_docx
from thidua.kernel.refusal import Refused
from thidua.papers import pdf
from thidua.papers.text import text_of

needs_office = pytest.mark.skipif(pdf.office() is None, reason="LibreOffice is not installed here")


@needs_office
def test_the_words_are_the_same_in_the_pdf() -> None:
    content = numbered_docx([], [(None, "Tối thiểu 80% hồ sơ được giải quyết trực tuyến.")])
    assert "80% hồ sơ được giải quyết trực tuyến" in " ".join(text_of(pdf.to_pdf(content), "a.pdf").split())


@needs_office
def test_what_is_no_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_SECONDS", 0.01)
    with pytest.raises(Refused):
        pdf.to_pdf(b"no document")


def test_without_libreoffice_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "office", lambda: None)
    with pytest.raises(Refused) as refused:
        pdf.to_pdf(b"")
    assert [r.code for r in refused.value.refusals] == ["paper.no_office"]
