"""The PDF of a certificate: typeset with Typst, signed with the installation's key.

The words go in as data, never as template source.
"""

import io
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
import segno
import typst
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_signer import PdfSigner

from thidua.certificates.rules import Payload
from thidua.journal import keys

_TEMPLATE = Path(__file__).parent / "certificate.typ"


@cache
def _compiler() -> Any:
    fonts = [str(Path(m.__file__).parent / "files") for m in (fontpkg_be_vietnam_pro, fontpkg_noto_serif)]
    return typst.Compiler(str(_TEMPLATE), font_paths=fonts, ignore_system_fonts=True)


def typeset(payload: Payload, address: str) -> bytes:
    """An unsigned A4 landscape PDF; ``address`` is what the QR leads to."""
    svg = io.BytesIO()
    segno.make(address, error="m").save(svg, kind="svg", border=0, xmldecl=False, svgns=True)
    data = asdict(payload) | {"address": address, "qr": svg.getvalue().decode()}
    pdf = _compiler().compile(format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    return bytes(pdf)


@cache
def _signer(stamp: float) -> Any:
    """Loaded once for each version of the key file."""
    return signers.SimpleSigner.load(  # type: ignore[no-untyped-call]  # the library is typed in part
        str(keys.key_path()), str(keys.certificate_path())
    )


def sign(pdf: bytes, reason: str) -> bytes:
    """The PDF with an embedded signature over all of it."""
    keys.ensure()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(field_name="ThiDuaSo", reason=reason, md_algorithm="sha256")
    signer = PdfSigner(
        metadata, signer=_signer(keys.key_path().stat().st_mtime), new_field_spec=fields.SigFieldSpec("ThiDuaSo")
    )
    out = signer.sign_pdf(writer)
    return bytes(out.getvalue())
