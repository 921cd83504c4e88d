"""Public checks of a certificate, by id or by file."""

import subprocess
import sys
from dataclasses import dataclass

from thidua.certificates.models import Certificate, FormerPaper
from thidua.certificates.rules import Verdict, digest, judge

_RELATED = ("line__decision__province", "line__nomination", "paper")


@dataclass(frozen=True)
class Check:
    """A verdict, and the certificate when it is known."""

    verdict: Verdict
    certificate: Certificate | None


def by_id(public_id: str) -> Check:
    found = Certificate.objects.filter(public_id=public_id).select_related(*_RELATED).first()
    return Check(judge(known=found is not None, same_bytes=None, revoked=bool(found and found.is_revoked)), found)


def by_file(content: bytes) -> Check:
    """Equal bytes prove the file. Otherwise its text is read apart, and an id in it shows what it pretends to be."""
    found = Certificate.objects.filter(paper__sha256=digest(content)).select_related(*_RELATED).first()
    if found is not None:
        return Check(judge(known=True, same_bytes=True, revoked=found.is_revoked), found)
    former = FormerPaper.objects.filter(paper__sha256=digest(content)).first()
    if former is not None:
        found = Certificate.objects.filter(pk=former.certificate_id).select_related(*_RELATED).first()
        return Check(Verdict("revoked" if found and found.is_revoked else "replaced"), found)
    claimed = _claimed_id(content)
    found = Certificate.objects.filter(public_id=claimed).select_related(*_RELATED).first() if claimed else None
    return Check(judge(known=found is not None, same_bytes=False, revoked=False), found)


def _claimed_id(content: bytes) -> str:
    """The id printed in a PDF, read by another process with little memory and time; empty when there is none."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "thidua.certificates.claimed"],
            input=content,
            capture_output=True,
            timeout=10,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("ascii", "ignore").strip() if done.returncode == 0 else ""
