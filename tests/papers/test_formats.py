"""Every kind of document gives the same words."""

import io
from contextlib import suppress

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.documents import numbered_docx, pdf, table_docx, workbook
from thidua.kernel.refusal import Refused
from thidua.papers import sheets, word
from thidua.papers.rules.legacy import _TCVN3, _VNI, decode_bytes, to_unicode
from thidua.papers.text import text_of

LINES = (
    "KẾ HOẠCH",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "Ủy ban nhân dân tỉnh phát động phong trào thi đua; những đơn vị xuất sắc được khen thưởng kịp thời.",
    "- Tỷ lệ hồ sơ trực tuyến đạt 80% trở lên; người dân hài lòng, quy trình dễ hiểu.",
)
TEXT = "\n".join(LINES)


def old(text: str, table: dict[str, str]) -> str:
    backwards = {new: code for code, new in table.items()}
    return "".join(backwards.get(c, backwards.get(c.lower(), c)) for c in text)


def test_pdf_with_a_text_layer() -> None:
    assert [line for line in text_of(pdf(LINES)).split("\n") if line.strip()][:2] == list(LINES[:2])


def test_legacy_encodings_become_unicode() -> None:
    tcvn3 = old(TEXT, {chr(code): new for code, new in _TCVN3.items()})
    vni = old(TEXT, _VNI)
    assert to_unicode(tcvn3).casefold() == TEXT.casefold()
    assert to_unicode(vni) == TEXT
    assert decode_bytes(tcvn3.encode("latin-1")).casefold() == TEXT.casefold()  # type: ignore[union-attr]  # it is text
    assert text_of(vni.encode("cp1252")) == TEXT


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_other_text_is_left_alone(text: str) -> None:
    assert to_unicode(f"{TEXT}\n{TEXT}\n{TEXT}\n{text[:60]}").startswith(TEXT)


def test_word_labels_are_counted_as_word_shows_them() -> None:
    levels = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "•"))
    words = [(None, "KẾ HOẠCH"), (0, "Mục đích"), (1, "Một"), (1, "Hai"), (2, "Nhỏ"), (0, "Nội dung"), (1, "Lại một")]
    content = numbered_docx(levels, [*words, (3, "Gạch đầu dòng")])
    assert text_of(content).split("\n") == [
        "KẾ HOẠCH",
        "I. Mục đích",
        "1. Một",
        "2. Hai",
        "a) Nhỏ",
        "II. Nội dung",
        "1. Lại một",
        "- Gạch đầu dòng",
    ]


def test_a_page_head_is_read_by_column_and_a_table_of_facts_by_row() -> None:
    document = Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "SỞ Y TẾ\nSố: 12/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    facts = document.add_table(3, 3)
    for row, cells in enumerate((("STT", "Tiêu chí", "Điểm"), ("1", "Có kế hoạch", "5"), ("2", "Có báo cáo", "10"))):
        for column, text in enumerate(cells):
            facts.cell(row, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    lines = [line for line in text_of(buffer.getvalue()).split("\n") if line]
    assert lines[:3] == ["SỞ Y TẾ", "Số: 12/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert lines[3:] == ["STT | Tiêu chí | Điểm", "1 | Có kế hoạch | 5", "2 | Có báo cáo | 10"]


def test_a_portal_page_gives_its_document_alone() -> None:
    menu = "".join(f"<li><a href='#'>Mục {n}</a></li>" for n in range(30))
    body = "".join(f"<p>{line}</p>" for line in LINES)
    table = "<table><tr><th><p>STT</p></th><th>Tiêu chí</th></tr><tr><td>1</td><td>Có <b>kế hoạch</b></td></tr></table>"
    page = f"<!DOCTYPE html><html><body><nav>{menu}</nav><div><ul>{menu}</ul></div><div>{body}{table}</div>"
    page += "<footer>Bản quyền</footer><script>var x</script></body></html>"
    assert text_of(page.encode()) == f"{TEXT}\nSTT | Tiêu chí\n1 | Có kế hoạch"


def test_a_workbook_gives_its_rows_and_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook([["STT", "Tiêu chí", "Điểm tối đa"], [1, "Có kế hoạch", 5], [2, "Có báo cáo", 7.5]])
    assert text_of(content) == "STT | Tiêu chí | Điểm tối đa\n1 | Có kế hoạch | 5\n2 | Có báo cáo | 7,5"
    monkeypatch.setattr(sheets, "MAX_CELLS", 4)
    with pytest.raises(Refused) as refused:
        text_of(content)
    assert [r.code for r in refused.value.refusals] == ["paper.endless"]


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"<html>", b"%PDF-1.4\n", b"PK\x03\x04"):
        with suppress(Refused):
            assert text_of(start + content).strip()


def test_a_cell_merged_downwards_stands_in_every_row_it_covers() -> None:
    rows = [["TT", "Nhóm", "Tiêu chí"], ["1", "Hạ tầng", "Mạng"], ["2", "", "Máy"], ["3", "Nhân lực", "Tập huấn"]]
    text = text_of(table_docx(rows, down=[(1, 1, 2)]), "bang.docx")
    assert text.split("\n") == [
        "TT | Nhóm | Tiêu chí",
        "1 | Hạ tầng | Mạng",
        "2 | Hạ tầng | Máy",
        "3 | Nhân lực | Tập huấn",
    ]


def test_a_cell_that_claims_a_billion_columns_is_read_once() -> None:
    assert text_of(table_docx([["a", "b"]] * 3, span=1_000_000_000), "rong.docx") == "\n".join(["a | b"] * 3)


def test_an_endless_table_is_refused_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_MOST_CELLS", 20)
    with pytest.raises(Refused) as refused:
        text_of(table_docx([["a", "b"]] * 11), "dai.docx")
    assert [r.code for r in refused.value.refusals] == ["paper.endless"]
