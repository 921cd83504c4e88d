import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.awards.test_listing import TEXT
from tests.world import TODAY, World
from thidua.awards.models import Grant
from thidua.decisions.old import read_old_decision
from thidua.kernel.refusal import Refused

HEAD = """ỦY BAN NHÂN DÂN
TỈNH CỬA SÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1234/QĐ-UBND
Cửa Sông, ngày 15 tháng 3 năm 2019

QUYẾT ĐỊNH
Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh
"""
PAPER = (HEAD + "\n".join(TEXT)).encode()


def send(world: World, data: Any) -> Any:
    return world.client("appraiser").post("/so-khen-thuong/doc-quyet-dinh/", data)


def test_heads_and_list_are_read_and_units_found(world: World) -> None:
    found = read_old_decision(PAPER, "qd.txt", world.province, TODAY)
    assert (found.number, str(found.day)) == ("1234/QĐ-UBND", "2019-03-15")
    first, second, *rest = found.rows
    assert (first.name, first.unit, first.code) == ("Phòng Nghiệp vụ", world.units["SYT"].pk, "BK_TINH")
    assert second.unit == world.units["X1"].pk
    assert [row.kind for row in rest] == ["individual", "individual", "household", "individual"]
    assert rest[-1].code == "GK"


def test_a_table_in_word_is_read_by_its_columns(world: World) -> None:
    document = Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    document.add_paragraph("Điều 1. Tặng Bằng khen cho các cá nhân sau:")
    table = document.add_table(rows=0, cols=3)
    for row in (("STT", "Họ và tên", "Chức vụ, đơn vị"), ("1", "Bà Lê Thị Hoa", "Chuyên viên Sở Nội vụ")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    (row,) = read_old_decision(buffer.getvalue(), "qd.docx", world.province, TODAY).rows
    assert (row.name, row.rest, row.unit) == ("Lê Thị Hoa", "Chuyên viên Sở Nội vụ", world.units["SNV"].pk)


def test_a_person_looks_through_and_enters(world: World) -> None:
    page = send(world, {"file": SimpleUploadedFile("qd.txt", PAPER)}).content.decode()
    assert "Đọc được 6 dòng" in page
    assert not Grant.objects.exists()
    unit = "sở y tế"
    row = {"r3-use": "on", "r3-kind": "individual", "r3-name": "Nguyễn Văn An", "r3-unit": unit, "r3-award": "BK_TINH"}
    head = {"rows": "6", "number": "1234/QĐ-UBND", "day": "2019-03-15", "basis": "thematic"}
    missing = send(world, head | row | {"r3-unit": ""}).content.decode()
    assert 'value="Nguyễn Văn An"' in missing
    assert not Grant.objects.exists()
    assert "ít nhất một dòng" in send(world, head).content.decode()
    for _ in range(2):
        assert send(world, head | row).status_code == 302
    grant = Grant.objects.get()
    assert (grant.subject_name, grant.decision_number, grant.award_code) == ("Nguyễn Văn An", "1234/QĐ-UBND", "BK_TINH")


def test_what_holds_nobody_is_said_so(world: World) -> None:
    with pytest.raises(Refused) as refused:
        read_old_decision("Một trang không có ai".encode(), "a.txt", world.province, TODAY)
    assert refused.value.refusals[0].code == "old.nobody"
    assert world.client("officer").get("/so-khen-thuong/doc-quyet-dinh/").status_code == 404
