import io

import pypdfium2
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.world import World
from thidua.certificates.actions import issue_all
from thidua.certificates.models import Certificate
from thidua.journal import keys


@pytest.fixture(autouse=True)
def _fresh_limit() -> None:
    caches["shared"].clear()


def test_numbering_issues_one_signed_pdf_a_line(issued: World) -> None:
    certificate = Certificate.objects.get()
    content = certificate.paper.content()
    trusted = ValidationContext(trust_roots=[load_cert_from_pemder(str(keys.certificate_path()))])
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    status = validate_pdf_signature(signature, trusted)
    assert status.intact
    assert status.valid
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert "Sở Y tế" in text
    assert "01/QĐ-UBND" in text
    assert "khóa tự tạo" in text
    assert issue_all(issued.decision) == 0


def test_anybody_can_check_by_id_and_sees_no_more_than_is_public(issued: World) -> None:
    certificate = Certificate.objects.get()
    page = Client().get(certificate.get_absolute_url())
    text = page.content.decode()
    assert "đang có hiệu lực" in text
    assert "Sở Y tế" in text
    assert "testserver" in text
    for secret in ("officer", "Nguyễn Officer", "@"):
        assert secret not in text
    assert len(certificate.public_id) == 22


def test_an_unknown_id_is_said_to_be_unknown(issued: World) -> None:
    page = Client().get("/kiem-tra/AAAAAAAAAAAAAAAAAAAAAA/")
    assert page.status_code == 404
    assert "Không có bằng nào như vậy" in page.content.decode()


def upload(content: bytes) -> str:
    file = SimpleUploadedFile("bang.pdf", content, "application/pdf")
    return Client().post("/kiem-tra/", {"file": file}).content.decode()


def test_checking_by_file(issued: World) -> None:
    content = Certificate.objects.get().paper.content()
    assert "đang có hiệu lực" in upload(content)
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    assert "không phải bản đã cấp" in upload(bytes(changed)) or "Không có bằng nào" in upload(bytes(changed))
    assert "không phải bản đã cấp" in upload(content + b" ")
    assert "Không có bằng nào" in upload(b"%PDF-1.4 rac")
    assert "không có nội dung" in upload(b"")


def test_a_large_file_is_refused(issued: World) -> None:
    assert "lớn hơn 5 MB" in upload(b"%PDF-" + b"0" * (6 * 1024 * 1024))


def test_revocation_shows_at_once(issued: World) -> None:
    certificate = Certificate.objects.get()
    issued.revoke()
    assert "đã bị thu hồi" in Client().get(certificate.get_absolute_url()).content.decode()
    assert "đã bị thu hồi" in upload(certificate.paper.content())
    assert (
        "Sở Y tế</td><td>Sở Y tế" not in Client().get(f"/cong-khai/phong-trao/{issued.movement.pk}/").content.decode()
    )


def test_checks_are_rate_limited(issued: World, settings: object) -> None:
    settings.VERIFY_PER_MINUTE = 3  # type: ignore[attr-defined]  # pytest-django's fixture
    client = Client()
    address = Certificate.objects.get().get_absolute_url()
    assert [client.get(address).status_code for _ in range(5)][-1] == 429


def test_the_file_itself_is_not_public(issued: World) -> None:
    certificate = Certificate.objects.get()
    assert Client().get(f"/bang/{certificate.pk}/").status_code == 302
    assert issued.client("neighbour").get(f"/bang/{certificate.pk}/").status_code == 404
    answer = issued.client("clerk").get(f"/bang/{certificate.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # a file
    answer.close()
