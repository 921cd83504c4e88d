"""What people upload by mistake or in malice: a clear answer in Vietnamese, and nothing is lost."""

import io
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.world import PLAN, World
from thidua.plans.models import Plan


def docx(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blank_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"28" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]/Size 5>>\n%%EOF"
)
CASES = [
    ("rong.txt", b"", "không có nội dung"),
    ("tho.txt", "Một bài thơ không có đề mục nào cả.".encode(), "Không nhận ra đề mục"),
    ("hong.pdf", b"%PDF-1.7\nkhong phai PDF", "bị hỏng"),
    ("khoa.pdf", ENCRYPTED, "có mật khẩu"),
    ("trang.pdf", blank_pdf(), "không có nội dung"),
    ("gia.docx", b"%PDF-1.7\n", "nội dung là PDF"),
    ("gia.pdf", PLAN.encode(), "nội dung là TXT"),
    ("ma.txt", b"MZ\x90\x00\x03" * 50, "không thuộc loại được nhận"),
    ("hong.docx", docx(PLAN)[:-400], "không thuộc loại được nhận"),
    ("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "bị hỏng"),
]


@pytest.mark.parametrize(("name", "content", "words"), CASES, ids=[case[0] for case in CASES])
def test_a_plan_that_cannot_be_read_says_why(world: World, name: str, content: bytes, words: str) -> None:
    client = world.client("office")
    data = {"province": world.province.pk, "file": SimpleUploadedFile(name, content)}
    answer = client.post("/ke-hoach/tai-len/", data)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Plan.objects.exists()


def test_two_hundred_megabytes_are_cut_off(world: World) -> None:
    file = SimpleUploadedFile("to.txt", b"I. MUC\n" * (30 * 1024 * 1024), "text/plain")
    answer = world.client("office").post("/ke-hoach/tai-len/", {"province": world.province.pk, "file": file})
    assert answer.status_code == 200
    assert "lớn hơn 20 MB" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("ke-hoach.docx", docx(PLAN)), ("ke-hoach.txt", PLAN.encode("utf-16"))])
def test_docx_and_other_encodings_are_read(world: World, name: str, content: bytes) -> None:
    data = {"province": world.province.pk, "file": SimpleUploadedFile(name, content)}
    assert world.client("office").post("/ke-hoach/tai-len/", data).status_code == 302
    assert Plan.objects.get().name == "Cửa Sông tiến nhanh trên nền tảng số"


def test_a_press_by_someone_who_may_not_changes_nothing(running: World) -> None:
    row = running.draft_registration()
    for name, status in (("neighbour", 404), ("office", 404), ("officer", 302)):
        answer = running.client(name).post(f"/buoc/registration/{row.pk}/submit/")
        assert answer.status_code == status, name
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_double_click_submits_once_and_says_so(running: World, client: Any) -> None:
    row = running.draft_registration()
    head = running.client("head")
    head.post(f"/buoc/registration/{row.pk}/submit/")
    second = head.post(f"/buoc/registration/{row.pk}/submit/", follow=True).content.decode()
    assert "Việc này đã được ghi nhận lúc" in second


def test_an_unknown_step_is_not_found(running: World) -> None:
    assert running.client("head").post(f"/buoc/registration/{running.draft_registration().pk}/fly/").status_code == 404
    assert running.client("head").post("/buoc/nothing/1/submit/").status_code == 404
