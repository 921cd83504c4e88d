"""Reading scans beside tesseract alone on the same pages, and the memory that a long scan needs."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3

MEMORY = """
import resource, sys
from pathlib import Path
from thidua.papers.scans import Scan, read_scan
import thidua.papers.scans as scans
scans.read_picture = lambda page: str(scans.straightened(page).size)
read_scan(Scan(Path(sys.argv[1]).read_bytes()), lambda done: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def pages_of(text: str) -> bytes:
    from tests.papers.documents import pictures, saved

    return saved(pictures([line for line in text.split("\n") if line.strip()], turn=1.5), "PDF")


def _spent(act: Any) -> tuple[float, float]:
    """(CPU seconds of this process and its children, seconds by the clock)."""
    before, start = _cpu(), time.perf_counter()
    act()
    return _cpu() - before, time.perf_counter() - start


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _tesseract_alone(folder: Path) -> None:
    """The same pages, as many at a time as the product takes, from files that lie ready."""
    from thidua.papers.scans import DPI

    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}

    def one(page: Path) -> None:
        command = ["tesseract", str(page), "-", "-l", "vie", "--dpi", str(DPI)]
        subprocess.run(command, check=True, capture_output=True, env=environment)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(one, sorted(folder.glob("*.pgm"))))


def scans(repeat: int) -> list[dict[str, Any]]:
    """``repeat`` times four pages, the best of three rounds side by side; then 500 pages for memory, with tesseract left out."""
    from thidua.papers.scans import Scan, read_scan, straightened

    text = (ROOT / "thidua/demo/data/ke-hoach.txt").read_text(encoding="utf-8")
    content = pages_of(text * repeat)
    scan = Scan(content)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(len(scan.texts)):
            straightened(scan.picture(number)).save(folder / f"{number:03d}.pgm")
        rounds = [
            (_spent(lambda: _tesseract_alone(folder)), _spent(lambda: read_scan(scan, lambda done: None)))
            for _ in range(ROUNDS)
        ]
        (alone, alone_clock), (ours, ours_clock) = (min(side) for side in zip(*rounds, strict=True))
        long = folder / "long.pdf"
        long.write_bytes(_repeated(content, 500))
        told = subprocess.run(
            [sys.executable, "-c", MEMORY, str(long)], check=True, capture_output=True, text=True, cwd=ROOT
        )
    pages = len(scan.texts)
    return [
        {"what": "scans: tesseract alone", "pages": pages, "CPU s": round(alone, 2), "s": round(alone_clock, 2)},
        {"what": "scans: product", "pages": pages, "CPU s": round(ours, 2), "s": round(ours_clock, 2)},
        {"what": "scans: product over tesseract by CPU", "ratio": round(ours / alone, 2)},
        {"what": "scans: 500 pages, memory of the product", "MB": int(told.stdout)},
    ]


def _repeated(content: bytes, pages: int) -> bytes:
    import io

    from pypdfium2 import PdfDocument

    source, target = PdfDocument(content), PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source)
    buffer = io.BytesIO()
    target.save(buffer)
    return buffer.getvalue()
