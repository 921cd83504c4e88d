"""A written part of a dossier as an official document, and dossiers packed for whoever they are handed to."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from thidua.kernel.vietnamese import fold
from thidua.nominations import queries
from thidua.nominations.drafting import TITLES
from thidua.nominations.models import Nomination, Part
from thidua.papers.models import Paper
from thidua.papers.official import Official, build

FORMAT = "thidua-dossier/1"


@override("vi")
def official(part: Part, body: str) -> Official:
    """The part with its heads. What Nghị định 30/2020/NĐ-CP has above and below comes from the nomination."""
    nomination = part.nomination
    province, unit = nomination.round.movement.province, nomination.unit
    kind, about = TITLES[part.source]
    subject = about if part.source in ("submission", "minutes") else f"{about} {nomination.offer.award_name}"
    above = f"Ủy ban nhân dân tỉnh {province.name}" if unit.kind in ("department", "commune") else ""
    own = part.source in ("achievement", "summary") and nomination.subject_kind in (
        "individual",
        "household",
        "overseas",
    )
    return Official(
        parent=above,
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


def _name(text: str) -> str:
    """A file name of plain letters, the same on every system."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60] or "tep"


def _files(nomination: Nomination) -> Iterator[tuple[Part, str, bytes]]:
    """(part, file name, content): the brought file first, else the last text, else what the movement holds."""
    held = queries.held(nomination)
    for number, part in enumerate(nomination.parts.select_related("paper").prefetch_related("texts"), 1):
        paper: Paper | None = part.paper
        if part.source == "launch_plan" and held.registration is not None:
            paper = held.registration.plan_paper
        start = f"{number:02d}-{_name(part.name)}"
        texts = list(part.texts.all())
        if paper is not None:
            yield part, f"{start}.{paper.kind}", paper.content()
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


def package(nominations: Iterable[Nomination]) -> bytes:
    """A ZIP of ``ho-so.json`` (docs/reference/dossier.schema.json) and a folder of files for each dossier, every file with
    its SHA-256."""
    buffer, told = io.BytesIO(), []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for nomination in nominations:
            folder, listed = f"{nomination.pk}-{_name(nomination.subject_name)}", []
            for part, name, content in _files(nomination):
                archive.writestr(f"{folder}/{name}", content)
                sum_ = hashlib.sha256(content).hexdigest()
                listed.append({"part": part.name, "source": part.source, "path": f"{folder}/{name}", "sha256": sum_})
            told.append(_told(nomination, listed))
        whole = {"format": FORMAT, "made": timezone.now().isoformat(), "dossiers": told}
        archive.writestr("ho-so.json", json.dumps(whole, ensure_ascii=False, indent=1))
    return buffer.getvalue()
