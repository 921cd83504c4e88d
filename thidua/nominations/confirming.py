"""What the nominee says of their own file: that it is right, or what is not."""

import hashlib

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import history, record
from thidua.journal.models import Entry
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations import access
from thidua.nominations.models import Nomination, PartText
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


def seen(nomination: Nomination) -> str:
    """A mark of what the file says now: its fields, papers and texts."""
    names = ("offer_id", "subject_kind", "subject_name", "position", "is_direct_worker", "achievement")
    texts = PartText.objects.filter(part__nomination=nomination).order_by("pk").values_list("pk", flat=True)
    papers = nomination.parts.order_by("pk").values_list("pk", "paper")
    told = [*(str(getattr(nomination, name)) for name in names), *map(str, texts), *map(str, papers)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def objection(nomination: Nomination) -> Entry | None:
    """What the nominee last said against it, where they did not confirm since."""
    verbs = ("nomination.object", "nomination.confirm")
    last = history(nomination).filter(verb__in=verbs).first()
    return last if last is not None and last.verb == verbs[0] else None


@transaction.atomic
def confirm(nomination: Nomination, mark: str, *, actor: Actor) -> Nomination:
    """The nominee has read their own file, and it is right. mark: of what they read, as ``seen``; refused where the file has
    changed since."""
    fresh = _own(nomination, actor)
    if mark != seen(fresh):
        raise Refused([Refusal("nomination.changed")])
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
