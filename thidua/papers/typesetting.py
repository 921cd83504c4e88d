"""PDFs and pictures by Typst: the words go in as data, never as template source."""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
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


@lru_cache(1 << 16)
def _strokes(row: int, left: int, modules: int) -> str:
    """The dark runs among eight modules of a row, as strokes of a path; modules: one bit each, the leftmost the highest."""
    runs = re.finditer("1+", f"{modules:08b}")
    return "".join([f"M{left + run.start()} {row}.5H{left + run.end()}" for run in runs])


def qr(text: str) -> str:
    """A QR code as SVG, without a quiet zone; of the level that stands 15 % of damage (M). Each run of dark modules is a
    stroke of a single path, put together from eight modules at once: typesetting many certificates would else spend as long
    on the code as on their words."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    light = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    rows = enumerate(np.packbits(light == 0, axis=1).tolist())
    drawn = "".join(
        [_strokes(row, 8 * place, eight) for row, line in rows for place, eight in enumerate(line) if eight]
    )
    box = f"0 0 {light.shape[1]} {light.shape[0]}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path stroke="#000" d="{drawn}"/></svg>'
