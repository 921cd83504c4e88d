"""PDFs and pictures by Typst: the words go in as data, never as template source."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
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
    """A QR code as SVG, without a quiet zone; of the level that stands 15 % of damage (M)."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(code.to_svg(add_quiet_zones=False))
