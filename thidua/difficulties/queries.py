"""Reads of difficulties."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from thidua.difficulties.access import visible_to
from thidua.difficulties.machine import DifficultyFacts
from thidua.difficulties.models import Difficulty
from thidua.difficulties.rules import Told, similar
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_date
from thidua.movements.models import Movement
from thidua.questions import Question
from thidua.units.models import Unit


def facts_of(difficulty: Difficulty) -> DifficultyFacts:
    holder = difficulty.holder
    return DifficultyFacts(
        subject=f"{difficulty.subject} {difficulty.text}",
        proposal=difficulty.proposal,
        held=holder is not None or holder_of(difficulty) is not None,
        answer=difficulty.answer,
        joined=difficulty.joined.count(),
        above=holder is not None and holder.kind != "committee" and committee_of(difficulty.movement) is not None,
    )


def holder_of(difficulty: Difficulty) -> Unit | None:
    """Who answers first: the agency that the plan names to receive reports, else who issued it; nobody its own."""
    movement = difficulty.movement
    named = movement.receivers.filter(unit__isnull=False).values_list("unit_id", flat=True)
    found = named.first() or movement.plan.issuing_unit_id
    if found is None or found == difficulty.unit_id:
        return committee_of(movement)
    return Unit.objects.filter(pk=found).first()


def committee_of(movement: Movement) -> Unit | None:
    rows = Unit.objects.filter(province=movement.province_id, kind="committee").on(timezone.localdate())
    return rows.first()


def like(difficulty: Difficulty, actor: Actor) -> list[Difficulty]:
    """Others of the movement that the actor may see and that tell much the same, the nearest first."""
    rows = visible_to(actor).filter(movement=difficulty.movement_id, state__in=["open", "answered"])
    others = {d.pk: d for d in rows.exclude(pk=difficulty.pk).select_related("unit")[:300]}
    told = [Told(d.pk, f"{d.subject} {d.text}") for d in others.values()]
    return [others[key] for key in similar(f"{difficulty.subject} {difficulty.text}", told)]


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """One query: what the actor owes an answer to, what came back, what a head has to send."""
    found = []
    for d in _waiting(actor=actor):
        code = {"open": "answer", "returned": "returned", "draft": "draft"}[d.state]
        until = f" – {format_date(d.due)}" if d.due and d.state == "open" else ""
        found.append((f"wait.difficulty_{code}", f"{d.unit.name}: {d.subject}{until}", d.get_absolute_url()))
    return found


@Question
def _waiting(actor: Actor) -> QuerySet[Difficulty]:
    heads = actor.unit_ids("unit.submit")
    held = Q(state="open", holder__in=actor.unit_ids("unit.draft"))
    signing = Q(state="open", holder__kind="committee", movement__province__in=actor.province_ids("decision.sign"))
    own = Q(state="returned", unit__in=actor.unit_ids("unit.draft")) | Q(state="draft", unit__in=heads)
    return Difficulty.objects.filter(held | signing | own).select_related("unit").order_by("due", "pk")[:60]
