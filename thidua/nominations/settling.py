"""Whom of the ledger a nominee is: a person says."""

from django.db import transaction

from thidua.awards.actions import merge
from thidua.awards.authority import words_over
from thidua.awards.models import Recipient
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations import judging
from thidua.nominations.models import Nomination


@transaction.atomic
def apart(nomination: Nomination, *, actor: Actor) -> Nomination:
    """The nominee and the others of that name who are under way are different people: each has an entry of its own."""
    fresh = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("unit", "round__movement")
        .get(pk=nomination.pk)
    )
    if not {"route.step", "office.review"} & words_over(actor, fresh):
        raise Refused([Refusal("machine.right", {"right": "route.step"})])
    others = judging.Known([fresh]).others(fresh)
    if not others:
        raise Refused([Refusal("nomination.other_recipient")])
    for row in (fresh, *others):
        if row.recipient_id is None:
            row.recipient = Recipient.objects.create(
                province=fresh.unit.province,
                kind=row.subject_kind,
                name=row.subject_name,
                unit=row.unit,
                person=row.nominee,
            )
            row.save(update_fields=["recipient"])
            record("nomination.settle", row, actor=actor, data={"recipient": row.recipient.pk, "apart": True})
    return fresh


@transaction.atomic
def settle(nomination: Nomination, recipient: Recipient | None, *, actor: Actor) -> Nomination:
    """Whom of the ledger the nominee is, or (None) that they are none of those who might be meant. A further entry that is
    the nominee too becomes one with the first."""
    fresh = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if not {"route.step", "office.review"} & words_over(actor, fresh):
        raise Refused([Refusal("machine.right", {"right": "route.step"})])
    asked = {row.pk: row for row, *_ in judging.Known([fresh]).to_settle(fresh)}
    if recipient is not None and recipient.pk not in asked:
        raise Refused([Refusal("nomination.other_recipient")])
    if recipient is None:
        fresh.unlike = sorted({*fresh.unlike, *asked})
    elif fresh.recipient is not None:
        merge(recipient, fresh.recipient, actor=actor)
        Nomination.objects.filter(recipient=recipient).update(recipient=fresh.recipient)
    else:
        fresh.recipient = recipient
    fresh.save(update_fields=["recipient", "unlike"])
    told = {"recipient": recipient.pk if recipient else None, "unlike": fresh.unlike}
    record("nomination.settle", fresh, actor=actor, data=told)
    return fresh
