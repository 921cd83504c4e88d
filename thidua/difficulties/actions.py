"""Every change of a difficulty."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.difficulties import access, queries
from thidua.difficulties.machine import DIFFICULTY
from thidua.difficulties.models import Difficulty
from thidua.difficulties.rules import answer_due
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.units.models import Unit

OPEN_STATES = ("draft", "returned")


def _raised(difficulty: Difficulty, actor: Actor, data: Mapping[str, Any]) -> None:
    today = timezone.localdate()
    difficulty.holder = difficulty.holder or queries.holder_of(difficulty)
    difficulty.raised_on = difficulty.raised_on or today
    difficulty.due = answer_due(today)
    difficulty.save(update_fields=["holder", "raised_on", "due"])
    _tell(difficulty, difficulty.holder, "notice.difficulty")


def _handed_on(difficulty: Difficulty, actor: Actor, data: Mapping[str, Any]) -> None:
    difficulty.holder = queries.committee_of(difficulty.movement)
    difficulty.due = answer_due(timezone.localdate())
    difficulty.save(update_fields=["holder", "due"])
    _tell(difficulty, difficulty.holder, "notice.difficulty")


def _answered(difficulty: Difficulty, actor: Actor, data: Mapping[str, Any]) -> None:
    difficulty.answered_on = timezone.localdate()
    difficulty.save(update_fields=["answered_on"])
    for one in (difficulty, *difficulty.joined.select_related("unit", "movement")):
        _tell(one, one.unit, "notice.answered")


def _tell(difficulty: Difficulty, unit: Unit | None, code: str) -> None:
    if unit is not None:
        values = {"subject": difficulty.subject, "unit": difficulty.unit.name}
        notify(unit_people(unit, timezone.localdate()), code, values, difficulty.get_absolute_url())


FLOW = register(
    Flow(
        DIFFICULTY,
        Difficulty,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"raise": _raised, "hand_on": _handed_on, "answer": _answered},
        reasons={
            "return": ("unclear", "not_of_movement", "other"),
            "hand_on": ("beyond_authority", "several_agencies", "other"),
        },
    )
)


@transaction.atomic
def begin(movement: Movement, unit: Unit, fields: Mapping[str, str], *, actor: Actor) -> Difficulty:
    """A draft of the unit's."""
    refusals = []
    if "unit.draft" not in actor.at_unit(unit.pk):
        refusals.append(Refusal("machine.right", {"right": "unit.draft"}))
    if movement.state != "running":
        refusals.append(Refusal("movement.not_running"))
    if refusals:
        raise Refused(refusals)
    difficulty = Difficulty.objects.create(movement=movement, unit=unit, **fields)
    record("difficulty.begin", difficulty, actor=actor, after="draft")
    return difficulty


@transaction.atomic
def save(difficulty: Difficulty, fields: Mapping[str, str], *, actor: Actor) -> Difficulty:
    """Keeps a draft. Refused once it is raised."""
    fresh = Difficulty.objects.select_for_update().get(pk=difficulty.pk)
    refusals = []
    if "unit.draft" not in actor.at_unit(fresh.unit_id):
        refusals.append(Refusal("machine.right", {"right": "unit.draft"}))
    if fresh.state not in OPEN_STATES:
        refusals.append(Refusal("draft.closed", {"state": f"difficulty.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(fields))
    record("difficulty.save", fresh, actor=actor)
    return fresh


@transaction.atomic
def answer(difficulty: Difficulty, text: str, *, open_to_all: bool, actor: Actor) -> Difficulty:
    """The holder's answer; it goes to the unit and to every unit whose difficulty was joined to it."""
    fresh = (
        Difficulty.objects.select_for_update(of=("self",)).select_related("holder", "movement").get(pk=difficulty.pk)
    )
    if fresh.state == "open" and access.holds(actor, fresh):
        fresh.answer, fresh.open_to_all = text.strip(), open_to_all
        fresh.save(update_fields=["answer", "open_to_all"])
    return perform(FLOW, fresh, "answer", actor=actor)  # type: ignore[no-any-return]  # a Difficulty


@transaction.atomic
def join(difficulty: Difficulty, other: Difficulty, *, actor: Actor) -> Difficulty:
    """Another asks the same: its answer, given or to come, is this one's too."""
    rows = Difficulty.objects.select_for_update().filter(pk__in=[difficulty.pk, other.joined_to_id or other.pk])
    main = next((row for row in rows.order_by("pk") if row.pk != difficulty.pk), difficulty)
    if main.pk == difficulty.pk or main.movement_id != difficulty.movement_id or main.state not in ("open", "answered"):
        raise Refused([Refusal("difficulty.not_joinable")])
    fresh = perform(FLOW, difficulty, "join", actor=actor)
    Difficulty.objects.filter(joined_to=fresh).update(joined_to=main)
    fresh.joined_to = main
    fresh.save(update_fields=["joined_to"])
    if main.state == "answered":
        _tell(fresh, fresh.unit, "notice.answered")
    return fresh  # type: ignore[no-any-return]  # a Difficulty


@transaction.atomic
def show(difficulty: Difficulty, shown: bool, *, actor: Actor) -> Difficulty:
    """Whether the answer is for every unit to read; the office says so, or takes it back."""
    if "office.review" not in actor.in_province(difficulty.province_id):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])
    difficulty.open_to_all = shown
    difficulty.save(update_fields=["open_to_all"])
    record("difficulty.show", difficulty, actor=actor, data={"shown": shown})
    return difficulty
