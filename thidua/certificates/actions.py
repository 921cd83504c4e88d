"""Issuing and revoking certificates."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from thidua.awards.authority import words_at
from thidua.certificates import printing
from thidua.certificates.models import Blank, Certificate, FormerPaper, Handover, new_public_id
from thidua.certificates.rules import Payload, Spot, spot_refusals, told_merit
from thidua.decisions.models import Decision, Line
from thidua.journal import keys
from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date, long_date
from thidua.papers import signing
from thidua.papers.actions import keep
from thidua.units.models import Province, Unit


def payload_of(line: Line) -> Payload:
    """The words of a line's certificate."""
    decision = line.decision
    province = decision.province.name
    day = decision.issued_on
    if day is None or decision.signer is None:
        raise ValueError("only an issued decision has certificates")
    return Payload(
        heading=line.award_name.split(" của ")[0],
        authority=_authority(decision),
        place=province,
        award=line.award_name,
        subject=line.subject_name,
        position=line.position,
        achievement=told_merit(line.achievement),
        decision=f"{decision.full_number} ngày {format_date(day)}",
        date=long_date(day),
        signer_position=decision.signer_position,
        signer=decision.signer.full_name,
        self_made=signing.self_made(),
    )


def _authority(decision: Decision) -> str:
    """Who awards, as the certificate has it: the signer's post with the unit or province, where it does not name it."""
    whose = decision.awarder.name if decision.awarder else decision.province.name
    return decision.signer_position if whose in decision.signer_position else f"{decision.signer_position} {whose}"


def address_of(public_id: str) -> str:
    """What the QR says: the public check of this installation."""
    return f"{settings.ORIGIN}{reverse('certificate_check', args=[public_id])}"


@transaction.atomic
def issue(line: Line, *, actor: Actor | None = None) -> Certificate:
    """The certificate of a line; the same one when it was issued before."""
    found = Certificate.objects.filter(line=line).first()
    if found is not None:
        return found
    public_id = new_public_id()
    pdf = signing.sign(printing.typeset(payload_of(line), address_of(public_id)), reason=line.decision.full_number)
    paper = keep(pdf, name=f"{line.award_code.lower()}-{line.pk}.pdf", actor=actor or system())
    certificate = Certificate.objects.create(line=line, public_id=public_id, paper=paper)
    record("certificate.issue", certificate, actor=actor or system(), data={"sha256": paper.sha256})
    return certificate


@transaction.atomic
def reissue(certificate: Certificate, *, actor: Actor | None = None) -> Certificate:
    """The same certificate with the words of today, under the same id; the file of before is known as replaced."""
    line = certificate.line
    FormerPaper.objects.create(certificate=certificate, paper=certificate.paper)
    address = address_of(certificate.public_id)
    pdf = signing.sign(printing.typeset(payload_of(line), address), reason=line.decision.full_number)
    certificate.paper = keep(pdf, name=f"{line.award_code.lower()}-{line.pk}.pdf", actor=actor or system())
    certificate.save(update_fields=["paper"])
    record("certificate.reissue", certificate, actor=actor or system(), data={"sha256": certificate.paper.sha256})
    return certificate


def reissue_corrected(decision: Decision) -> int:
    """Every certificate of the decision whose words were corrected after it was made; may be run again."""
    rows = Certificate.objects.filter(
        line__decision=decision, line__nomination__state="awarded", line__corrections__isnull=False
    ).distinct()
    count = 0
    for row in rows.select_related(
        "line__decision__province", "line__decision__awarder", "line__decision__signer", "paper"
    ):
        if row.line.corrections.count() > row.former.count():
            reissue(row)
            count += 1
    return count


def issue_all(decision: Decision) -> int:
    """Every certificate of a decision, each in its own transaction; may be run again."""
    near = ("decision__province", "decision__awarder", "decision__signer")
    lines = decision.lines.filter(dropped=False, certificate=None, nomination__state="awarded").select_related(*near)
    return sum(bool(issue(line)) for line in lines)


def install_key(province: Province, key_pem: bytes, certificate_pem: bytes, *, actor: Actor) -> str:
    """The agency's own key in place of the present one, for the whole installation."""
    if "admin.keys" not in actor.in_province(province.pk):
        raise Refused([Refusal("machine.right", {"right": "admin.keys"})])
    try:
        mark = keys.install(key_pem, certificate_pem)
    except keys.UnfitKey as error:
        raise Refused([Refusal("key.unfit")]) from error
    record("key.install", province, actor=actor, data={"fingerprint": mark.replace(" ", "")})
    return mark


def _may_print(province_id: int, awarder_id: int | None, actor: Actor) -> list[Refusal]:
    if "certificate.print" in words_at(actor, province_id, awarder_id):
        return []
    return [Refusal("machine.right", {"right": "certificate.print"})]


@transaction.atomic
def keep_blank(
    province: Province,
    blank: Blank | None,
    fields: Mapping[str, Any],
    spots: Mapping[str, Spot],
    *,
    awarder: Unit | None = None,
    actor: Actor,
) -> Blank:
    """A new blank (None), or another state of one. fields: of ``Blank`` but for its spots; awarder: the unit whose it is."""
    refusals = _may_print(province.pk, awarder.pk if awarder else None, actor)
    refusals += spot_refusals(float(fields["width"]), float(fields["height"]), spots)
    if refusals:
        raise Refused(refusals)
    row = blank or Blank(province=province, awarder=awarder)
    for name, value in fields.items():
        setattr(row, name, value)
    row.spots = {name: asdict(spot) for name, spot in spots.items()}
    row.save()
    record("blank.keep", row, actor=actor, data={"spots": row.spots, "shift": [str(row.shift_x), str(row.shift_y)]})
    return row


@transaction.atomic
def undo_handover(certificate: Certificate, *, reason: str, actor: Actor) -> None:
    """It was written down by mistake: the certificate was not handed over, or not so."""
    refusals = _may_print(certificate.province_id, certificate.awarder_id, actor)
    row = Handover.objects.select_for_update().filter(certificate=certificate).first()
    if row is None:
        refusals.append(Refusal("handover.none"))
    if not reason.strip():
        refusals.append(Refusal("machine.reason"))
    if refusals or row is None:
        raise Refused(refusals)
    told = {"day": row.day.isoformat(), "occasion": row.occasion}
    row.delete()
    record("certificate.undo_handover", certificate, actor=actor, reason=reason.strip(), data=told)


@transaction.atomic
def hand_over(
    certificates: Iterable[Certificate], *, day: date, occasion: str = "", receiver: str = "", actor: Actor
) -> int:
    """Certificates given into hands on a day; how many. One that was revoked or given before is refused with all others."""
    keys_ = [one.pk for one in certificates]
    rows = list(
        Certificate.objects.select_for_update(of=("self",))
        .filter(pk__in=keys_)
        .select_related("line__decision", "line__nomination")
    )
    refusals = [] if rows else [Refusal("handover.nobody")]
    refusals += [
        one for name in {(row.province_id, row.awarder_id) for row in rows} for one in _may_print(*name, actor)
    ]
    if day > timezone.localdate():
        refusals.append(Refusal("handover.future"))
    given = set(Handover.objects.filter(certificate__in=rows).values_list("certificate", flat=True))
    for row in rows:
        if row.pk in given:
            refusals.append(Refusal("handover.twice", {"name": row.line.subject_name}))
        elif row.is_revoked:
            refusals.append(Refusal("handover.revoked", {"name": row.line.subject_name}))
        elif row.line.decision.issued_on and day < row.line.decision.issued_on:
            refusals.append(Refusal("handover.early", {"name": row.line.subject_name}))
    if refusals:
        raise Refused(refusals)
    for row in rows:
        Handover.objects.create(
            certificate=row, day=day, occasion=occasion.strip(), receiver=receiver.strip(), by_id=actor.user_id
        )
        record("certificate.hand_over", row, actor=actor, data={"day": day.isoformat(), "occasion": occasion.strip()})
    return len(rows)
