"""Every change of the book of activities."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thidua.activities import access
from thidua.activities.models import Activity, Trainee
from thidua.activities.rules import COMMUNICATION, roster_in
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.units.models import Unit

MOST = 5_000


@transaction.atomic
def enter(
    movement: Movement,
    unit: Unit,
    fields: Mapping[str, Any],
    *,
    roster: str = "",
    paper: Paper | None = None,
    actor: Actor,
) -> Activity:
    """A line of the unit's book, with its roster as pasted. Raises Refused for what reached nobody and told nothing."""
    if "unit.draft" not in actor.at_unit(unit.pk):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    if movement.state != "running":
        raise Refused([Refusal("movement.not_running")])
    row = Activity(movement=movement, unit=unit, paper=paper, by_id=actor.user_id, **fields)
    return _keep(row, roster, "activity.enter", actor)


@transaction.atomic
def correct(
    pk: int, fields: Mapping[str, Any], *, roster: str | None = None, paper: Paper | None = None, actor: Actor
) -> Activity:
    """Other values for a line of the book; roster None leaves the people as they are, paper None the evidence.

    Raises Activity.DoesNotExist where the actor does not keep the book.
    """
    row = access.editable_by(actor).select_for_update(of=("self",)).get(pk=pk)
    before = _told(row, roster is not None)
    for name, value in fields.items():
        setattr(row, name, value)
    if paper is not None:
        row.paper = paper
    return _keep(row, roster, "activity.correct", actor, before)


_FIELDS = ("kind", "name", "held_on", "place", "content", "field", "people", "channel", "items", "hours", "reference")


def _told(row: Activity, with_people: bool) -> dict[str, Any]:
    """A line of the book as the journal keeps it, so that what is corrected or dropped can be had back."""
    found: dict[str, Any] = {name: str(getattr(row, name)) for name in _FIELDS}
    found["paper"] = row.paper.sha256 if row.paper else None
    if with_people:
        found["roster"] = [
            f"{name}; {part}" if part else name for name, part in row.trainees.values_list("name", "part")
        ]
    return found


def _keep(row: Activity, roster: str | None, verb: str, actor: Actor, before: dict[str, Any] | None = None) -> Activity:
    people = roster_in(roster) if roster is not None else None
    if people is not None and len(people) > MOST:
        raise Refused([Refusal("activity.too_many", {"limit": MOST})])
    known = row.trainees.count() if row.pk else 0
    told = len(people) if people is not None else known
    if row.kind == COMMUNICATION and not row.items and not row.hours:
        raise Refused([Refusal("activity.nothing_told")])
    if row.kind != COMMUNICATION and not told and not row.people:
        raise Refused([Refusal("activity.nobody")])
    row.save()
    if people is not None:
        row.trainees.all().delete()
        Trainee.objects.bulk_create(Trainee(activity=row, name=p.name, part=p.part, key=p.key) for p in people)
    data: dict[str, Any] = {"kind": row.kind, "day": str(row.held_on), "people": told or row.people}
    record(verb, row, actor=actor, data=data | ({"before": before} if before else {}))
    return row


@transaction.atomic
def drop(pk: int, *, reason: str, actor: Actor) -> None:
    """Takes a line out of the book, with its reason; the journal keeps what it was.

    Raises Activity.DoesNotExist where the actor does not keep the book.
    """
    row = access.editable_by(actor).select_for_update(of=("self",)).get(pk=pk)
    if not reason.strip():
        raise Refused([Refusal("machine.reason")])
    record("activity.drop", row, actor=actor, reason=reason, data=_told(row, True))
    row.delete()
