"""What the nominee says of their own file: that it is right, or what is not."""

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations import access
from thidua.nominations.models import Nomination
from thidua.people.actions import notify
from thidua.people.queries import unit_people


def _own(nomination: Nomination, actor: Actor) -> Nomination:
    fresh = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("round__movement", "unit")
        .get(pk=nomination.pk)
    )
    if "self.confirm" not in access.rights_on(actor, fresh) or fresh.nominee_id != actor.user_id:
        raise Refused([Refusal("machine.right", {"right": "self.confirm"})])
    if fresh.state not in ("draft", "returned"):
        raise Refused([Refusal("draft.closed", {"state": f"nomination.{fresh.state}"})])
    return fresh


@transaction.atomic
def confirm(nomination: Nomination, *, actor: Actor) -> Nomination:
    """The nominee has read their own file, and it is right."""
    fresh = _own(nomination, actor)
    fresh.nominee_confirmed = True
    fresh.save(update_fields=["nominee_confirmed"])
    record("nomination.confirm", fresh, actor=actor)
    return fresh


@transaction.atomic
def object_to(nomination: Nomination, words: str, *, actor: Actor) -> Nomination:
    """The nominee says what is not right; their unit is told, and sends nothing before they confirm."""
    fresh = _own(nomination, actor)
    if not words.strip():
        raise Refused([Refusal("machine.reason")])
    fresh.nominee_confirmed = False
    fresh.save(update_fields=["nominee_confirmed"])
    record("nomination.object", fresh, actor=actor, reason=words.strip())
    values = {"name": fresh.subject_name, "words": words.strip()[:300]}
    notify(unit_people(fresh.unit, timezone.localdate()), "notice.not_right", values, fresh.get_absolute_url())
    return fresh
