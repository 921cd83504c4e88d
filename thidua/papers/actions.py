"""Storing files."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.papers.models import Paper
from thidua.papers.rules.files import FileFacts, check_file, sniff, unpacked_size

DOCUMENTS = ("pdf", "docx", "xlsx", "html", "txt", "png", "jpg", "tif")
EVIDENCE = ("pdf", "docx", "xlsx", "txt", "png", "jpg")


def take(upload: "UploadedFile[Any]", *, actor: Actor, taken: tuple[str, ...] = EVIDENCE) -> Paper:
    """Checks an upload by its content and keeps it. Raises Refused, which says what would be taken."""
    limit = settings.UPLOAD_BYTES
    if (upload.size or 0) > limit:
        facts = FileFacts(upload.name or "", upload.size or 0, "")
        raise Refused(check_file(facts, taken=taken, limit=limit))
    return keep(upload.read(), name=upload.name or "", actor=actor, taken=taken)


def keep(content: bytes, *, name: str, actor: Actor, taken: tuple[str, ...] = EVIDENCE) -> Paper:
    """Keeps bytes as a paper. The file and its place in the folder are on the disk before the row exists."""
    facts = FileFacts(name, len(content), sniff(content), unpacked_size(content))
    if refusals := check_file(facts, taken=taken, limit=settings.UPLOAD_BYTES):
        raise Refused(refusals)
    paper = Paper(
        name=Path(name).name[-200:],
        kind=facts.kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        by_id=actor.user_id,
    )
    if not paper.path.exists():
        paper.path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=paper.path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, paper.path)
        _sync(paper.path.parent)
    paper.save()
    return paper


def _sync(folder: Path) -> None:
    """Writes a folder's names to the disk, and its own in the one above, which may be new."""
    for one in (folder, folder.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
