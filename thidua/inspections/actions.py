"""Every change of an inspection and of what it recommends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.inspections import access, queries
from thidua.inspections.machine import ADVICE, INSPECTION
from thidua.inspections.models import Advice, Finding, Inspection
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement
from thidua.papers.models import Paper
from thidua.people.actions import notify
from thidua.people.queries import office_people, unit_people
from thidua.units.models import Unit


def _tell(inspection: Inspection, code: str) -> None:
    values = {"unit": inspection.unit.name, "due": inspection.held_on.isoformat(), "movement": inspection.movement.name}
    notify(unit_people(inspection.unit, timezone.localdate()), code, values, inspection.get_absolute_url())


def _announced(inspection: Inspection, actor: Actor, data: Mapping[str, Any]) -> None:
    inspection.announced_on = timezone.localdate()
    inspection.save(update_fields=["announced_on"])
    _tell(inspection, "notice.inspection")


def _concluded(inspection: Inspection, actor: Actor, data: Mapping[str, Any]) -> None:
    _tell(inspection, "notice.concluded")


FLOW = register(
    Flow(
        INSPECTION,
        Inspection,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"announce": _announced, "conclude": _concluded},
        reasons={"cancel": ("postponed", "other")},
    )
)


def _advice_answered(advice: Advice, actor: Actor, data: Mapping[str, Any]) -> None:
    inspection = advice.inspection
    values = {"unit": inspection.unit.name, "subject": advice.text[:120]}
    told = office_people(inspection.movement.province, timezone.localdate())
    notify(told, "notice.advice_answered", values, advice.get_absolute_url())


ADVICE_FLOW = register(
    Flow(
        ADVICE,
        Advice,
        access.advice_rights_on,
        queries.advice_facts_of,
        access.visible_advice,
        apply={"answer": _advice_answered},
        reasons={"return": ("unclear", "evidence_missing", "other")},
    )
)


def require_office(actor: Actor, province_id: int) -> None:
    if "office.review" not in actor.in_province(province_id):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])


@transaction.atomic
def plan(movement: Movement, unit: Unit, fields: Mapping[str, Any], *, actor: Actor) -> Inspection:
    """A visit that is planned; nobody outside the office sees it before it is announced."""
    require_office(actor, movement.province_id)
    if unit.province_id != movement.province_id:
        raise Refused([Refusal("inspection.other_province")])
    inspection = Inspection.objects.create(movement=movement, unit=unit, **fields)
    record("inspection.plan", inspection, actor=actor, after="planned")
    return inspection


def _open(inspection: Inspection, actor: Actor, states: tuple[str, ...]) -> Inspection:
    fresh = Inspection.objects.select_for_update(of=("self",)).select_related("movement").get(pk=inspection.pk)
    require_office(actor, fresh.province_id)
    if fresh.state not in states:
        raise Refused([Refusal("draft.closed", {"state": f"inspection.{fresh.state}"})])
    return fresh


@transaction.atomic
def save(
    inspection: Inspection, fields: Mapping[str, Any], *, actor: Actor, minutes: Paper | None = None
) -> Inspection:
    """Corrects the plan of the visit before it is concluded, and keeps its conclusion and minutes."""
    fresh = _open(inspection, actor, ("planned", "announced"))
    before = {name: str(getattr(fresh, name)) for name in fields if getattr(fresh, name) != fields[name]}
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.minutes = minutes or fresh.minutes
    fresh.save()
    record("inspection.save", fresh, actor=actor, data={"before": before})
    return fresh


@transaction.atomic
def find(
    inspection: Inspection, text: str, *, actor: Actor, paper: Paper | None = None, reference: str = ""
) -> Finding:
    """Writes down what the team saw, before the visit is concluded."""
    fresh = _open(inspection, actor, ("announced",))
    finding = Finding.objects.create(inspection=fresh, text=text.strip(), paper=paper, reference=reference.strip())
    record(
        "inspection.find", fresh, actor=actor, data={"finding": finding.pk, "paper": paper.sha256 if paper else None}
    )
    return finding


@transaction.atomic
def advise(inspection: Inspection, text: str, due: date, *, actor: Actor) -> Advice:
    """Recommends what the unit is to mend by a day, until the inspection is closed."""
    fresh = _open(inspection, actor, ("announced", "concluded"))
    if due < fresh.held_on:
        raise Refused([Refusal("advice.too_early")])
    advice = Advice.objects.create(inspection=fresh, text=text.strip(), due=due)
    record("inspection.advise", fresh, actor=actor, data={"advice": advice.pk, "due": due.isoformat()})
    return advice


@transaction.atomic
def answer(advice: Advice, text: str, *, actor: Actor) -> Advice:
    """The unit says what it did."""
    fresh = Advice.objects.select_for_update(of=("self",)).select_related("inspection__movement").get(pk=advice.pk)
    if "unit.draft" in actor.at_unit(fresh.inspection.unit_id) and fresh.state in ("open", "returned"):
        fresh.answer = text.strip()
        fresh.save(update_fields=["answer"])
    return perform(ADVICE_FLOW, fresh, "answer", actor=actor)  # type: ignore[no-any-return]  # an Advice
