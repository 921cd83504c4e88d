"""More days for a round; one that is closed is opened again by it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from thidua.awards.authority import words_over
from thidua.journal.door import perform
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations.actions import ROUND_FLOW
from thidua.nominations.models import Round


@transaction.atomic
def prolong(round_: Round, closes: date, *, reason: str, actor: Actor) -> Round:
    """Dossiers are taken until the end of the day. Raises Refused."""
    fresh = Round.objects.select_for_update(of=("self",)).select_related("movement").get(pk=round_.pk)
    refusals = []
    if "round.open" not in words_over(actor, fresh):
        refusals.append(Refusal("machine.right", {"right": "round.open"}))
    if closes < timezone.localdate():
        refusals.append(Refusal("round.not_later"))
    if not reason.strip():
        refusals.append(Refusal("machine.reason"))
    if refusals:
        raise Refused(refusals)
    told = {"from": fresh.closes.isoformat(), "to": closes.isoformat()}
    fresh.closes = closes
    fresh.save(update_fields=["closes"])
    record("round.prolong", fresh, actor=actor, reason=reason.strip(), data=told)
    if fresh.state == "closed":
        perform(ROUND_FLOW, fresh, "reopen", actor=actor, reason=reason.strip())
    return fresh
