import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from thidua.papers.rules.files import FileFacts, check_file, sniff, unpacked_size


def zipped(*names: str, size: int = 1) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return buffer.getvalue()


def test_kinds_are_told_by_content() -> None:
    assert sniff(b"%PDF-1.7 ...") == "pdf"
    assert sniff(zipped("word/document.xml")) == "docx"
    assert sniff(zipped("xl/workbook.xml")) == "xlsx"
    assert sniff(zipped("evil.exe")) == ""
    assert sniff(b"\x89PNG\r\n\x1a\n....") == "png"
    assert sniff("Kế hoạch".encode()) == "txt"
    assert sniff("Kế hoạch".encode("utf-16")) == "txt"
    assert sniff(b"MZ\x90\x00") == ""
    assert sniff(b"\x00\x01\x02\xff") == ""


@given(st.binary(max_size=300))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert sniff(content) in ("", "pdf", "docx", "xlsx", "txt", "png", "jpg", "tif", "html")


def codes(facts: FileFacts) -> list[str]:
    return [r.code for r in check_file(facts, taken=("pdf", "docx", "txt"), limit=1000)]


def test_bad_files_are_refused_with_the_reason() -> None:
    assert codes(FileFacts("a.txt", 0, "")) == ["paper.empty"]
    assert codes(FileFacts("a.txt", 1001, "txt")) == ["paper.too_large"]
    assert codes(FileFacts("a.exe", 10, "")) == ["paper.kind"]
    assert codes(FileFacts("a.docx", 10, "pdf")) == ["paper.posing"]
    assert codes(FileFacts("a.docx", 10, "docx", unpacked=10**9)) == ["paper.bomb"]
    assert codes(FileFacts("a.PDF", 10, "pdf")) == []


def test_a_bomb_is_seen_before_it_is_unpacked() -> None:
    assert unpacked_size(zipped("word/document.xml", size=5_000_000)) == 5_000_000
