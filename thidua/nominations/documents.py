"""A written part of a dossier as an official document, and dossiers packed for whoever they are handed to."""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import override

from thidua.kernel.vietnamese import fold
from thidua.movements.rules.measures import asked, told
from thidua.nominations import queries
from thidua.nominations.drafting import heads
from thidua.nominations.models import Nomination, Part
from thidua.papers.models import Paper
from thidua.papers.official import Official, build
from thidua.reports.models import Report
from thidua.reports.queries import rows_of
from thidua.units.models import Unit

FORMAT = "thidua-dossier/1"


@override("vi")
def official(part: Part, body: str) -> Official:
    """The part with its heads. What Nghị định 30/2020/NĐ-CP has above and below comes from the nomination."""
    nomination = part.nomination
    province, unit = nomination.round.movement.province, nomination.unit
    kind, subject = heads(part)
    own = part.source in ("achievement", "summary") and nomination.subject_kind in (
        "individual",
        "household",
        "overseas",
    )
    return Official(
        parent=parent_of(unit),
        issuer=unit.name,
        number="      /TTr" if part.source == "submission" else "      ",
        place=province.name,
        day=timezone.localdate(),
        kind=kind,
        subject=subject,
        paragraphs=[line for line in body.splitlines() if line.strip()],
        capacity="NGƯỜI BÁO CÁO" if own else "THƯ KÝ" if part.source == "minutes" else "THỦ TRƯỞNG ĐƠN VỊ",
        signer=nomination.subject_name if own else "",
        recipients=("Như trên", "Lưu: VT") if part.source == "submission" else (),
    )


def parent_of(unit: Unit) -> str:
    """What stands above the unit in the head of its papers: the People's Committee, of what belongs to it."""
    return f"Ủy ban nhân dân tỉnh {unit.province.name}" if unit.kind in ("department", "commune") else ""


def _name(text: str) -> str:
    """A file name of plain letters, the same on every system."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60] or "tep"


@override("vi")
def _report(nomination: Nomination, report: Report) -> Official:
    """The accepted report of the movement, as far as a dossier needs it: what was told, and each target."""
    rows = [row for row in rows_of(report) if row.judgement.share is not None]
    table = [["STT", "Chỉ tiêu", "Yêu cầu", "Kết quả"]] if rows else []
    for number, row in enumerate(rows, 1):
        told_ = told(row.fact, row.judgement.share)
        table.append([str(number), row.target.subject, asked(row.fact), told_])
    return Official(
        parent="",
        issuer=report.unit.name,
        number="      /BC",
        place=nomination.round.movement.province.name,
        day=timezone.localdate(),
        kind="Báo cáo",
        subject=f"{report.get_kind_display()} phong trào thi đua “{nomination.round.movement.name}”",
        paragraphs=[line for line in report.narrative.splitlines() if line.strip()],
        table=table,
        capacity="THỦ TRƯỞNG ĐƠN VỊ",
    )


def _files(nomination: Nomination) -> Iterator[tuple[Part, str, bytes | Path]]:
    """(part, file name, content or where it is on the disk): the brought file, the last text, what the movement holds."""
    held = queries.held(nomination)
    for number, part in enumerate(nomination.parts.select_related("paper").prefetch_related("texts"), 1):
        paper: Paper | None = part.paper
        if part.source == "launch_plan" and held.registration is not None:
            paper = held.registration.plan_paper
        start = f"{number:02d}-{_name(part.name)}"
        texts = list(part.texts.all())
        if paper is not None:
            yield part, f"{start}.{paper.kind}", paper.path
        if part.source == "review_report" and held.report is not None:
            yield part, f"{start}.docx", build(_report(nomination, held.report))
        if texts:
            part.nomination = nomination
            yield part, f"{start}-soan.docx", build(official(part, texts[-1].body))


def _told(nomination: Nomination, files: list[dict[str, Any]]) -> dict[str, Any]:
    movement, plan = nomination.round.movement, nomination.round.movement.plan
    return {
        "id": nomination.pk,
        "subject": {
            "kind": nomination.subject_kind,
            "name": nomination.subject_name,
            "position": nomination.position,
            "direct_worker": nomination.is_direct_worker,
        },
        "unit": {"code": nomination.unit.code, "name": nomination.unit.name},
        "award": {"code": nomination.offer.award_code, "name": nomination.offer.award_name},
        "clause": nomination.offer.clause,
        "round": {"name": nomination.round.name, "occasion": nomination.round.occasion},
        "movement": {
            "name": movement.name,
            "plan": plan.number,
            "issued": plan.date.isoformat() if plan.date else None,
        },
        "achievement": nomination.achievement,
        "received": nomination.received_on.isoformat() if nomination.received_on else None,
        "state": nomination.state,
        "opinions": [
            {
                "step": row.kind,
                "agency": row.agency,
                "opinion": row.opinion or None,
                "text": row.text,
                "due": row.due.isoformat() if row.due else None,
            }
            for row in nomination.route.exclude(state="withdrawn")
        ],
        "files": files,
    }


def package(nominations: Iterable[Nomination]) -> IO[bytes]:
    """A ZIP of ``ho-so.json`` (docs/reference/dossier.schema.json) and a folder of files for each dossier, every file with
    its SHA-256. Large ones lie on the disk, not in memory; the file is gone once it is closed."""
    buffer, listing = tempfile.SpooledTemporaryFile(8 * 1024 * 1024), []  # noqa: SIM115 -- closed by whoever reads it
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for nomination in nominations:
            folder, listed = f"{nomination.pk}-{_name(nomination.subject_name)}", []
            for part, name, content in _files(nomination):
                sum_ = _put(archive, f"{folder}/{name}", content)
                listed.append({"part": part.name, "source": part.source, "path": f"{folder}/{name}", "sha256": sum_})
            listing.append(_told(nomination, listed))
        whole = {"format": FORMAT, "made": timezone.now().isoformat(), "dossiers": listing}
        archive.writestr("ho-so.json", json.dumps(whole, ensure_ascii=False, indent=1))
    buffer.seek(0)
    return buffer


def _put(archive: zipfile.ZipFile, name: str, content: bytes | Path) -> str:
    """Its SHA-256. Papers are mostly packed already, so they are only stored."""
    if isinstance(content, bytes):
        archive.writestr(name, content)
        return hashlib.sha256(content).hexdigest()
    archive.write(content, name, zipfile.ZIP_STORED)
    return content.name
