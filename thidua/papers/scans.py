"""Text out of scans and photographs, by tesseract with its Vietnamese model, each page in a process of its own.

A page is drawn, straightened and handed over in a file without a name, of which a crash leaves nothing; as many pages
are under way as there are processors, so that memory stays bounded however long the document is. (Through a pipe
tesseract takes the same page a character at a time, which costs a quarter of its own work.)
"""

import io
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from itertools import islice, pairwise

from PIL import Image, ImageOps
from pypdfium2 import PdfPage, raw

from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.rules.files import sniff
from thidua.papers.text import MAX_PAGES, open_pdf, pdf_pages

DPI = 240
_A4_LONG = 2806
_LONGEST = 4200
MAX_PIXELS = 120_000_000
PAGE_SECONDS = 300
COMMAND = "sudo apt-get install -y tesseract-ocr tesseract-ocr-vie"
_PLAIN_COLOURS = (raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_DEVICERGB, raw.FPDF_COLORSPACE_ICCBASED)
_WIDEST_TURN = 7.0
_INK = 140
_pdfium = threading.Lock()
Image.MAX_IMAGE_PIXELS = None  # the library would only warn; ``_check_size`` refuses


class Cancelled(Exception):
    """Somebody stopped the reading."""


@cache
def _tesseract() -> str | None:
    """The path of tesseract, None when it or its Vietnamese model is missing. Found once; a restart looks again."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    told = subprocess.run([path, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603 -- a fixed program
    return path if "vie" in told.stdout.split() else None


def require_tesseract() -> str:
    path = _tesseract()
    if path is None:
        raise Refused([Refusal("paper.no_tesseract", {"command": COMMAND})])
    return path


class Scan:
    """A document whose pages are pictures, or some of them. ``texts`` holds the layer of those that have one."""

    def __init__(self, content: bytes, name: str = "") -> None:
        self.content, self.name, self.kind = content, name, sniff(content)
        self.texts: list[str]
        if self.kind == "pdf":
            self.texts = pdf_pages(content, name)
        else:
            self.texts = [""] * self._frames()

    def _frames(self) -> int:
        with _picture(self.content, self.name) as image:
            frames = int(getattr(image, "n_frames", 1))
            if frames > MAX_PAGES:
                raise Refused([Refusal("paper.too_many_pages", {"name": self.name, "limit": MAX_PAGES})])
            return frames

    @property
    def blank(self) -> list[int]:
        """The pages that have to be read from their picture."""
        return [n for n, text in enumerate(self.texts) if not text]

    def picture(self, number: int) -> Image.Image:
        """One page, in grey, at 240 dots an inch or as large as it is.

        More dots cost tesseract time, and on a noisy page they cost it words.
        """
        if self.kind == "pdf":
            return self._drawn(number)
        with _picture(self.content, self.name) as image:
            image.seek(number)
            _check_size(image, self.name)
            dots = float(image.info.get("dpi", (0, 0))[0])
            grey = ImageOps.exif_transpose(image).convert("L")
        return _at_size(grey, dots)

    def _drawn(self, number: int) -> Image.Image:
        with _pdfium:
            document = open_pdf(self.content, self.name)
            try:
                page = document[number]
                width, height = page.get_size()
                scale = _scale(page)
                if width * height * scale * scale > MAX_PIXELS:
                    raise Refused([Refusal("paper.huge_image", {"name": self.name})])
                if (picture := _only_picture(page)) is not None:
                    size = (max(1, round(width * scale)), max(1, round(height * scale)))
                    return (
                        picture
                        if size == picture.size
                        else picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
                    )
                return page.render(scale=scale, grayscale=True).to_pil().convert("L")  # type: ignore[no-any-return]
            finally:
                document.close()


def _scale(page: PdfPage) -> float:
    """Pixels per point. A page as large as a poster, as telephones make them of a photograph, is drawn at its pixels."""
    longest = max(page.get_size())
    images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    pixels = max((max(image.get_px_size()) for image in images), default=0)
    scale: float = min(DPI / 72, max(min(pixels, _LONGEST), _A4_LONG) / longest)
    return scale


def _only_picture(page: PdfPage) -> Image.Image | None:
    """The one picture that fills the page, as a scanner puts it there; to take it as it is costs a tenth of drawing it."""
    objects = list(islice(page.get_objects(max_depth=1), 2))
    if len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE or page.get_rotation():
        return None
    (width, height), matrix = page.get_size(), objects[0].get_matrix()
    level = abs(matrix.b) < 0.01 and abs(matrix.c) < 0.01
    fills = abs(matrix.a - width) < 0.02 * width and abs(matrix.d - height) < 0.02 * height
    facts = objects[0].get_metadata()
    if not level or not fills or facts.bits_per_pixel not in (8, 24) or facts.colorspace not in _PLAIN_COLOURS:
        return None
    if facts.width * facts.height > MAX_PIXELS:
        return None
    return objects[0].get_bitmap(render=False).to_pil().convert("L")  # type: ignore[no-any-return]


@contextmanager
def _picture(content: bytes, name: str) -> Iterator[Image.Image]:
    """Opens a picture without unpacking it; one that is damaged or would unpack to too much is refused."""
    try:
        image = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    with image:
        _check_size(image, name)
        try:
            yield image
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise Refused([Refusal("paper.damaged", {"name": name})]) from error


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise Refused([Refusal("paper.huge_image", {"name": name})])


def _at_size(grey: Image.Image, dots: float) -> Image.Image:
    """A picture whose dots an inch are known comes down to 240; others to 4,200 pixels; small ones are enlarged."""
    longest = max(grey.size)
    factor = min(1.0, _LONGEST / longest, DPI / dots if dots > DPI else 1.0)
    if grey.width < 1000:
        factor = float(min(3, 2000 // max(grey.width, 1)))
    if factor == 1.0:
        return grey
    size = (max(1, round(grey.width * factor)), max(1, round(grey.height * factor)))
    return grey.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def turn_of(image: Image.Image) -> float:
    """The angle in degrees by which a page has to be turned for its lines to lie level.

    Level lines make the rows of the page differ most in ink (Postl, US patent 4,723,297).
    """
    small = image.reduce(max(1, max(image.size) // 1000))
    ink = small.point(lambda value: 255 if value < _INK else 0)
    ink = ink.crop(ink.getbbox())
    ink.thumbnail((400, 400), Image.Resampling.BOX)
    best = max(range(-7, 8), key=lambda angle: _difference(ink, angle, Image.Resampling.NEAREST))
    fine = max((best + step / 4 for step in range(-3, 4)), key=lambda angle: _difference(ink, angle))
    return fine if abs(fine) <= _WIDEST_TURN and _difference(ink, fine) > 1.02 * _difference(ink, 0.0) else 0.0


def _difference(ink: Image.Image, angle: float, sampled: Image.Resampling = Image.Resampling.BILINEAR) -> float:
    turned = ink.rotate(angle, sampled) if angle else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in pairwise(rows)))


def straightened(image: Image.Image) -> Image.Image:
    angle = turn_of(image)
    return image.rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor=255) if abs(angle) >= 0.3 else image


def read_picture(image: Image.Image) -> str:
    """What tesseract reads on one page."""
    image = straightened(image)
    with tempfile.TemporaryFile() as page:
        page.write(b"P5 %d %d 255\n" % image.size + image.tobytes())
        page.seek(0)
        told = subprocess.run(  # noqa: S603 -- a fixed program, the page is a file without a name
            [require_tesseract(), f"/dev/fd/{page.fileno()}", "-", "-l", "vie", "--dpi", str(DPI)],
            pass_fds=[page.fileno()],
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=False,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    return told.stdout.decode("utf-8", "replace").replace("\f", "").strip()


def read_scan(scan: Scan, progress: Callable[[int], None], workers: int | None = None) -> str:
    """The text of every page in order. ``progress`` is told how many pages are done; what it raises stops the reading."""
    require_tesseract()
    texts = list(scan.texts)
    blank = iter(scan.blank)
    done = len(texts) - len(scan.blank)
    count = workers or os.cpu_count() or 1

    def one(number: int) -> tuple[int, str]:
        return number, read_picture(scan.picture(number))

    with ThreadPoolExecutor(count) as pool:
        under_way: set[Future[tuple[int, str]]] = {pool.submit(one, n) for n in islice(blank, count)}
        while under_way:
            finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                number, texts[number] = future.result()
                done += 1
                progress(done)
                if (following := next(blank, None)) is not None:
                    under_way.add(pool.submit(one, following))
    return "\n".join(texts)
