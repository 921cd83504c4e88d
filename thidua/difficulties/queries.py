"""Reads of difficulties."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from thidua.difficulties.access import visible_to
from thidua.difficulties.machine import DifficultyFacts
from thidua.difficulties.models import Difficulty
from thidua.difficulties.rules import Told, similar
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_date
from thidua.movements.models import Movement
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


WAITING = ("what", "state", "unit__name", "text", "due", "pk")


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """What the actor owes an answer to, what came back, what a head has to send. Rows as ``WAITING``, to be asked together
    with what the next stages have."""
    heads = actor.unit_ids("unit.submit")
    held = Q(state="open", holder__in=actor.unit_ids("unit.draft"))
    signing = Q(state="open", holder__kind="committee", movement__province__in=actor.province_ids("decision.sign"))
    own = Q(state="returned", unit__in=actor.unit_ids("unit.draft")) | Q(state="draft", unit__in=heads)
    rows = Difficulty.objects.filter(held | signing | own).order_by().annotate(what=Value("difficulty"))
    return [rows.values_list("what", "state", "unit__name", "subject", "due", "pk")]


def told(state: str, unit: str, subject: str, due: date | None, pk: int) -> tuple[str, str, str]:
    """A waiting row as (code, what, address)."""
    code = {"open": "answer", "returned": "returned", "draft": "draft"}[state]
    until = f" – {format_date(due)}" if due and state == "open" else ""
    return f"wait.difficulty_{code}", f"{unit}: {subject}{until}", reverse("difficulty_detail", args=[pk])
