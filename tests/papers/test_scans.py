"""Scans, with the real tesseract."""

import io
import time

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from tests.papers.documents import pdf, pictures, saved
from tests.papers.test_formats import LINES
from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import fold
from thidua.papers import scans
from thidua.papers.scans import Cancelled, Scan, read_scan, straightened, turn_of
from thidua.papers.text import text_of


def words_missing(text: str) -> float:
    """The share of the words of LINES that are not in the text, marks aside."""
    wanted = fold(" ".join(LINES)).split()
    found = set(fold(text).split())
    return sum(word not in found for word in wanted) / len(wanted)


@pytest.mark.parametrize("form", ["PDF", "PNG", "JPEG", "TIFF"])
def test_every_form_of_scan_is_read(form: str) -> None:
    content = saved(pictures(LINES), form)
    with pytest.raises(Refused) as refused:
        text_of(content)
    assert [r.code for r in refused.value.refusals] == ["paper.scan"]
    told: list[int] = []
    assert words_missing(read_scan(Scan(content), told.append)) < 0.1
    assert told == [1]


@pytest.mark.parametrize("turn", [-5.0, -2.0, 0.0, 1.5, 4.0])
def test_pages_are_straightened(turn: float) -> None:
    page = pictures([*LINES, *LINES, *LINES], turn)[0]
    assert turn_of(page) == pytest.approx(-turn, abs=0.3)
    assert abs(turn_of(straightened(page))) <= 0.5


def test_a_page_with_a_text_layer_is_not_read_twice() -> None:
    document = scans.open_pdf(pdf(LINES), "")
    drawn = scans.open_pdf(saved(pictures(LINES), "PDF"), "")
    document.import_pages(drawn)
    buffer = io.BytesIO()
    document.save(buffer)
    drawn.close()
    document.close()
    scan = Scan(buffer.getvalue())
    assert scan.blank == [1]
    told: list[int] = []
    assert LINES[2][:40] in read_scan(scan, told.append)
    assert told == [2]


def test_a_reading_can_be_stopped_between_pages() -> None:
    content = saved(pictures(LINES) * 6, "TIFF")

    def stop(done: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_scan(Scan(content), stop, workers=1)


def test_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(Refused) as refused:
        Scan(buffer.getvalue(), "to.png")
    assert [r.code for r in refused.value.refusals] == ["paper.huge_image"]


def test_a_broken_picture_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        Scan(b"\x89PNG\r\n\x1a\n" + b"0" * 50, "hong.png")
    assert [r.code for r in refused.value.refusals] == ["paper.damaged"]


def test_without_tesseract_the_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "_tesseract", lambda: None)
    with pytest.raises(Refused) as refused:
        read_scan(Scan(saved(pictures(LINES), "PNG")), lambda done: None)
    assert refused.value.refusals[0].values["command"].startswith("sudo apt-get install")


def test_no_more_pages_are_under_way_than_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps memory bounded however long the document is."""
    at_once: list[int] = []
    under_way: list[Image.Image] = []

    def read(page: Image.Image) -> str:
        under_way.append(page)
        at_once.append(len(under_way))
        time.sleep(0.005)
        under_way.pop()
        return "x"

    monkeypatch.setattr(scans, "read_picture", read)
    small = Image.new("L", (1200, 50), 255)
    ImageDraw.Draw(small).line((0, 20, 1200, 20), fill=0)
    assert read_scan(Scan(saved([small] * 40, "TIFF")), lambda done: None, workers=2).count("x") == 40
    assert max(at_once) == 2


def test_a_page_that_is_one_picture_looks_as_when_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = Scan(saved(pictures(LINES, 2.0), "PDF"))
    taken = scan.picture(0)
    monkeypatch.setattr(scans, "_only_picture", lambda page: None)
    drawn = scan.picture(0)
    assert abs(taken.width - drawn.width) <= 1
    small = [image.resize((200, 280), Image.Resampling.BOX).tobytes() for image in (taken, drawn)]
    assert sum(abs(a - b) for a, b in zip(*small, strict=True)) / len(small[0]) < 3


def test_a_picture_turned_or_in_a_corner_is_drawn() -> None:
    document = pypdfium2.PdfDocument(saved(pictures(LINES), "PDF"))
    page = document[0]
    assert scans._only_picture(page) is not None
    picture = next(iter(page.get_objects()))
    picture.set_matrix(pypdfium2.PdfMatrix(300, 0, 0, 400, 50, 50))
    assert scans._only_picture(page) is None
    page.set_rotation(90)
    assert scans._only_picture(page) is None
    document.close()
