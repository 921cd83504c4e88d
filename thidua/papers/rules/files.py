"""What a file is, by its first bytes; its name is never believed."""

import io
import re
import zipfile
from dataclasses import dataclass

from thidua.kernel.refusal import Refusal
from thidua.papers.rules.legacy import decode_bytes, to_unicode

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "html": "text/html",
}
_ZIP_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
MAX_UNPACKED = 200 * 1024 * 1024


@dataclass(frozen=True)
class FileFacts:
    """name: as the sender called it; kind: by content, or "" when it is none that is taken; size in bytes."""

    name: str
    size: int
    kind: str
    unpacked: int = 0


def sniff(content: bytes) -> str:
    """The kind of a file by its content: pdf, docx, xlsx, png, jpg, tif, html, txt, or "" for anything else."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return "tif"
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return ""
        return next((kind for part, kind in _ZIP_PARTS.items() if part in names), "")
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    if content[:2] in (b"MZ",) or content[:4] == b"\x7fELF" or content[:2] == b"#!":
        return ""
    try:
        text = decode(content)
    except UnicodeDecodeError:
        return ""
    return "html" if _HTML.match(text) else "txt"


def unpacked_size(content: bytes) -> int:
    """What a zipped document would unpack to, in bytes, by its directory; 0 for other files."""
    if not content.startswith(b"PK\x03\x04"):
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError):
        return 0


def decode(content: bytes) -> str:
    """Text in Unicode, from UTF-8, UTF-16 with a mark, TCVN3, VNI or Windows-1258. Raises UnicodeDecodeError."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return to_unicode(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = decode_bytes(content)
        if text is None:
            raise
        return text


def check_file(facts: FileFacts, *, taken: tuple[str, ...], limit: int) -> list[Refusal]:
    """Empty, too large, of a kind that is not taken here, posing as another type, or unpacking to too much."""
    values = {"name": facts.name}
    if facts.size == 0:
        return [Refusal("paper.empty", values)]
    if facts.size > limit:
        return [Refusal("paper.too_large", values | {"limit": limit // (1024 * 1024)})]
    if facts.unpacked > MAX_UNPACKED:
        return [Refusal("paper.bomb", values)]
    ending = facts.name.rsplit(".", 1)[-1].lower() if "." in facts.name else ""
    ending = {"jpeg": "jpg", "tiff": "tif", "htm": "html"}.get(ending, ending)
    if facts.kind not in taken:
        return [Refusal("paper.kind", values | {"taken": ", ".join(k.upper() for k in taken)})]
    if ending in MEDIA and ending != facts.kind:
        return [Refusal("paper.posing", values | {"said": ending.upper(), "kind": facts.kind.upper()})]
    return []
