"""PDF out of DOCX, by LibreOffice where it is installed."""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import fontpkg_noto_serif

from thidua.kernel.refusal import Refusal, Refused

_SECONDS = 180
# Without Times New Roman, LibreOffice takes Liberation Serif, whose older versions lack Vietnamese letters; the font that
# comes with the product has them all.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<selectfont><rejectfont><pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern></rejectfont>
</selectfont><alias><family>Times New Roman</family><prefer><family>Times New Roman</family>
<family>Noto Serif</family></prefer></alias></fontconfig>
"""


@cache
def office() -> str | None:
    """The path of LibreOffice, None when it is not installed. Found once; a restart looks again."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(docx: bytes) -> bytes:
    """The document as PDF; takes seconds, so call it in a job. Raises Refused where it cannot be made.

    Each call has a profile of its own: LibreOffice refuses to start twice on one.
    """
    program = office()
    if program is None:
        raise Refused([Refusal("paper.no_office")])
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.docx")
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        fonts = Path(folder, "fonts.conf")
        ours = Path(fontpkg_noto_serif.__file__).parent / "files"
        fonts.write_text(_FONTS.format(fonts=ours, cache=Path(folder, "fonts")), encoding="utf-8")
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True, env=environment)  # noqa: S603 -- a fixed program
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Refused([Refusal("paper.no_pdf")]) from error
