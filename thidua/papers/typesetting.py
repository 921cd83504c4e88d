"""PDFs and pictures by Typst: the words go in as data, never as template source."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
import numpy as np
import typst
import zxingcpp

# PDF/A-2b (ISO 19005-2): what is printed today can be read in the archive's decades.
STANDARD = ["a-2b"]


@cache
def _compiler(template: Path) -> Any:
    fonts = [str(Path(m.__file__).parent / "files") for m in (fontpkg_be_vietnam_pro, fontpkg_noto_serif)]
    return typst.Compiler(str(template), font_paths=fonts, ignore_system_fonts=True)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF/A-2b of the template with the data in its ``sys.inputs.data`` (JSON)."""
    return bytes(_compiler(template).compile(format="pdf", sys_inputs=_inputs(data), pdf_standards=STANDARD))


def picture(template: Path, data: Mapping[str, Any]) -> str:
    """The first page as SVG, to be shown on screen."""
    found = _compiler(template).compile(format="svg", sys_inputs=_inputs(data))
    return bytes(found[0] if isinstance(found, list) else found).decode()


def qr(text: str) -> str:
    """A QR code as SVG, without a quiet zone; of the level that stands 15 % of damage (M). Each run of dark modules is one
    stroke of a single path: typesetting many certificates spends more time on drawing the code than on their words."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    light = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    size = light.shape[0]
    dark = np.zeros((size, size + 2), np.int8)
    dark[:, 1:-1] = light == 0
    edges = np.diff(dark, axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    runs = zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    drawn = "".join([f"M{start} {row}.5H{end}" for row, start, end in runs])
    box = f"0 0 {size} {size}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path stroke="#000" d="{drawn}"/></svg>'
