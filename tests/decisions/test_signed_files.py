from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as some

from tests.world import World
from thidua.decisions import documents
from thidua.decisions.models import Decision
from thidua.decisions.rules import missing_words
from thidua.decisions.signed import bring_signed, write_signed
from thidua.kernel.refusal import Refused
from thidua.papers import signing
from thidua.papers.official import as_pdf


def text_of(content: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def test_numbering_writes_and_signs_the_decision(issued: World) -> None:
    decision = Decision.objects.get()
    assert decision.paper is not None
    content = decision.paper.content()
    (found,) = signing.signatures_in(content)
    assert (found.whole, found.intact) == (True, True)
    assert b"pdfaid:part>2<" in content
    assert not missing_words(text_of(content), ["01/QĐ-UBND", "Sở Y tế", "Điều 2"])
    before = decision.paper_id
    assert write_signed(decision).paper_id == before
    page = issued.client("officer").get(f"/quyet-dinh/{decision.pk}/ban-ky/")
    assert b"".join(page.streaming_content) == content


def test_a_copy_signed_elsewhere_takes_its_place(issued: World, settings: Any, tmp_path: Any) -> None:
    decision, client = Decision.objects.get(), issued.client("clerk")
    (tmp_path / "keys").mkdir()
    kept, settings.VAR = settings.VAR, tmp_path
    content = signing.sign(as_pdf(documents.official(decision)), "x")
    settings.VAR = kept
    address = f"/quyet-dinh/{decision.pk}/ban-ky/"
    client.post(address, {"file": SimpleUploadedFile("qd.pdf", content)})
    decision.refresh_from_db()
    assert decision.brought
    assert decision.paper is not None
    assert decision.paper.content() == content
    assert "Bản ký ở nơi khác" in client.get(decision.get_absolute_url()).content.decode()


def test_what_is_not_this_decision_or_was_changed_is_refused(issued: World) -> None:
    decision, clerk = Decision.objects.get(), issued.actor("clerk")
    official = documents.official(decision)
    other = as_pdf(replace(official, number="77/QĐ-UBND"))
    broken = bytearray(signing.sign(as_pdf(official), "x"))
    place = broken.index(b"/Producer") if b"/Producer" in broken else 30
    broken[place + 12] ^= 1
    for content, code, actor in (
        (other, "decision.other_paper", clerk),
        (b"hello", "paper.kind", clerk),
        (as_pdf(official), "machine.right", issued.actor("officer")),
    ):
        with pytest.raises(Refused) as refused:
            bring_signed(decision, content, name="a.pdf", actor=actor)
        assert refused.value.refusals[0].code == code
    with pytest.raises(Refused):
        bring_signed(decision, bytes(broken), name="a.pdf", actor=clerk)


def test_only_who_numbers_brings_a_copy(issued: World) -> None:
    decision = Decision.objects.get()
    file = SimpleUploadedFile("qd.pdf", as_pdf(documents.official(decision)))
    issued.client("officer").post(f"/quyet-dinh/{decision.pk}/ban-ky/", {"file": file})
    decision.refresh_from_db()
    assert not decision.brought


@given(some.lists(some.text(alphabet="ăâđêôơư ABCxyz0123456789/-", min_size=1, max_size=12), max_size=5))
def test_words_are_found_whatever_their_spaces_and_marks(words: list[str]) -> None:
    assert missing_words(" \n ".join(word.upper() for word in words), words) == []
    assert missing_words("", ["gì đó"]) == []
    assert missing_words("một hai", ["ba"]) == ["ba"]
