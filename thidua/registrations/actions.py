"""Every change of a registration."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.actions import settle
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.registrations import access, queries
from thidua.registrations.machine import REGISTRATION
from thidua.registrations.models import OPEN_STATES, Registration
from thidua.units.models import Unit


def _accepted(registration: Registration, actor: Actor, data: Mapping[str, Any]) -> None:
    settle(registration.movement, registration.unit, "launch", None, timezone.localdate())


FLOW = register(
    Flow(
        REGISTRATION,
        Registration,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"accept": _accepted},
        reasons={"return": ("plan_missing_content", "plan_unsigned", "wrong_movement", "other")},
    )
)


@transaction.atomic
def begin(movement: Movement, unit: Unit, *, actor: Actor) -> Registration:
    """The unit's draft; the same one when it was begun before."""
    if "unit.draft" not in actor.at_unit(unit.pk):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    if not movement.obligations.filter(unit=unit, kind="launch").exists():
        raise Refused([Refusal("movement.not_addressed")])
    row, made = Registration.objects.get_or_create(movement=movement, unit=unit)
    if made:
        record("registration.begin", row, actor=actor, after="draft")
    return row


def open_draft(registration: Registration, actor: Actor) -> Registration:
    """The registration, locked. Raises Refused when the actor may not write it or it was submitted."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("movement__plan", "unit")
    fresh = rows.get(pk=registration.pk)
    refusals = []
    if "unit.draft" not in actor.at_unit(fresh.unit_id):
        refusals.append(Refusal("machine.right", {"right": "unit.draft"}))
    if fresh.state not in OPEN_STATES:
        refusals.append(Refusal("draft.closed", {"state": f"registration.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    return fresh


@transaction.atomic
def save(
    registration: Registration, fields: Mapping[str, Any], *, actor: Actor, paper: Paper | None = None
) -> Registration:
    """Keeps the draft. Refused once it is submitted."""
    fresh = open_draft(registration, actor)
    for name, value in fields.items():
        setattr(fresh, name, value)
    if paper is not None:
        fresh.plan_paper = paper
    fresh.version += 1
    fresh.save()
    record("registration.save", fresh, actor=actor, data={"paper": paper.sha256 if paper else None})
    return fresh
