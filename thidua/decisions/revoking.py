"""Taking awards back on a ground, by a document: a whole decision, some of its lines, or what a higher level or an old paper
gave."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from thidua.awards.actions import correct_grant, revoke_grants
from thidua.awards.authority import words_over
from thidua.awards.models import Grant, Revocation
from thidua.decisions.actions import FLOW
from thidua.decisions.models import Decision, Line
from thidua.journal.door import perform
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.models import Nomination
from thidua.ui.names import name_of


def standing(decision: Decision) -> QuerySet[Line]:
    """Lines of an issued decision whose awards stand."""
    return decision.lines.filter(dropped=False, nomination__state="awarded").select_related("nomination__grant")


def revocations_of(decision: Decision) -> QuerySet[Revocation]:
    """The documents that took awards of it back."""
    return Revocation.objects.filter(grants__nomination__lines__decision=decision).distinct()


def entered(actor: Actor) -> QuerySet[Grant]:
    """Standing lines of the ledger that no decision of this register made, from above or from old papers, of those who keep
    such records."""
    return Grant.objects.filter(province__in=actor.province_ids("record.enter"), of_register=None, revoked=False)


@transaction.atomic
def correct_entry(grant: Grant, fields: Mapping[str, Any], *, reason: str, actor: Actor) -> Grant:
    """As ``awards.actions.correct_grant``, its dossier, where it has one here, going with it."""
    made = correct_grant(grant, fields, reason=reason, actor=actor)
    Nomination.objects.filter(grant=made).update(recipient=made.recipient)
    return made


def _said(document: Revocation) -> str:
    why = ": ".join(part for part in (name_of("reason", document.ground), document.words) if part)
    return f"{why} ({document.number}, {format_date(document.day)})"


@transaction.atomic
def revoke_lines(decision: Decision, lines: Collection[int], document: Revocation, *, actor: Actor) -> Revocation:
    """Takes awards of an issued decision back; with its last standing line the decision itself falls. lines: keys;
    document: not saved yet. Raises Refused."""
    fresh = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if "decision.sign" not in words_over(actor, fresh):
        raise Refused([Refusal("machine.right", {"right": "decision.sign"})])
    rows = list(standing(fresh)) if fresh.state == "issued" else []
    chosen = [line for line in rows if line.pk in lines]
    grants = [line.nomination.grant for line in chosen if line.nomination.grant is not None]
    made = revoke_grants(grants, document, actor=actor)
    for line in chosen:
        perform(NOMINATION_FLOW, line.nomination, "revoke", actor=actor, reason=_said(made))
    if len(chosen) == len(rows):
        perform(FLOW, fresh, "revoke", actor=actor, reason=_said(made))
    return made


@transaction.atomic
def revoke_entry(grant: Grant, document: Revocation, *, actor: Actor) -> Revocation:
    """An award that no decision of this register gave was taken back by whoever gave it. document: not saved yet. Raises
    Refused."""
    fresh = entered(actor).select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if fresh is None:
        raise Refused([Refusal("machine.right", {"right": "record.enter"})])
    made = revoke_grants([fresh], document, actor=actor)
    nomination = getattr(fresh, "nomination", None)
    if nomination is not None and nomination.state == "awarded":
        perform(NOMINATION_FLOW, nomination, "revoke_above", actor=actor, reason=_said(made))
    return made
