"""A difficulty is seen by its unit, by who holds it and by the office; an answer that helps others by every unit."""

from django.db.models import Q, QuerySet

from thidua.difficulties.models import Difficulty
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, difficulty: Difficulty) -> frozenset[str]:
    words = actor.at_unit(difficulty.unit_id) | actor.in_province(difficulty.province_id)
    return words | ({"difficulty.holder"} if holds(actor, difficulty) else set())


def holds(actor: Actor, difficulty: Difficulty) -> bool:
    """Whether the actor answers for the holder: its own people, and for the committee who signs its decisions."""
    holder = difficulty.holder
    if holder is None:
        return False
    return "unit.draft" in actor.at_unit(holder.pk) or (
        holder.kind == "committee" and "decision.sign" in actor.in_province(difficulty.province_id)
    )


def visible_to(actor: Actor) -> QuerySet[Difficulty]:
    raised = ~Q(state="draft")
    own = Q(unit__in=actor.unit_ids("unit.read"))
    held = Q(holder__in=actor.unit_ids("unit.draft")) & raised
    office = Q(movement__province__in=actor.province_ids("office.read")) & raised
    shown = Q(open_to_all=True, state="answered", movement__province__units__in=actor.unit_ids())
    return Difficulty.objects.filter(own | held | office | shown).distinct()
