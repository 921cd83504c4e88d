"""Public checks of a certificate, by id or by file."""

import math
import subprocess
import sys
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from thidua.awards.rules.selecting import Book
from thidua.certificates.models import Certificate, FormerPaper
from thidua.certificates.rules import Payload, Verdict, digest, judge
from thidua.decisions.models import Decision
from thidua.kernel.vietnamese import format_date, long_date
from thidua.nominations.rules.places import COUNTED_AS
from thidua.units.models import Province

_RELATED = ("line__decision__province", "line__nomination__grant__revocation", "paper")


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


def sample_payload(province: Province) -> Payload:
    """Words of usual length, to place the words on a blank by."""
    today = timezone.localdate()
    return Payload(
        heading="Bằng khen",
        authority=f"Chủ tịch Ủy ban nhân dân tỉnh {province.name}",
        place=province.name,
        award="Bằng khen",
        subject="Nguyễn Thị Minh Nguyệt",
        position="Phó Trưởng phòng, Sở Khoa học và Công nghệ",
        achievement="Có thành tích xuất sắc trong phong trào thi đua về chuyển đổi số",
        decision=f"000/QĐ-UBND ngày {format_date(today)}",
        date=long_date(today),
        signer_position="Chủ tịch",
        signer="Trần Văn Bảo",
        self_made=False,
    )


def printable(decision: Decision) -> QuerySet[Certificate]:
    """Those of the decision that still count, in the order of its list."""
    rows = Certificate.objects.filter(line__decision=decision, line__decision__state="issued")
    rows = rows.filter(line__nomination__state="awarded")
    return rows.select_related(
        "line__decision__province", "line__decision__awarder", "line__decision__signer"
    ).order_by("line__subject_kind", "line")


def in_order(decision: Decision, book: Book) -> list[Certificate]:
    """The decision's certificates as they are called out: the highest award first, one that
    the register does not know last; collectives before individuals."""
    rows = Certificate.objects.filter(line__decision=decision).select_related(
        "line__decision", "line__nomination__unit", "handover"
    )
    day = decision.issued_on or timezone.localdate()
    forms = {code: book.get("form", code, day=day) for code in {r.line.award_code for r in rows}}
    ranks = {code: float(form.get("rank", math.inf)) for code, form in forms.items()}
    kinds = list(COUNTED_AS)
    return sorted(rows, key=lambda r: (ranks[r.line.award_code], kinds.index(r.line.subject_kind), r.line_id))
