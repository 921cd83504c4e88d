"""Reads of registrations."""

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from thidua.kernel.actor import Actor
from thidua.movements.access import waiting_parts, within
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import lineage
from thidua.registrations.access import received_by
from thidua.registrations.machine import RegistrationFacts
from thidua.registrations.models import Registration
from thidua.units.models import Unit
from thidua.units.queries import predecessors


def facts_of(registration: Registration) -> RegistrationFacts:
    owed = Obligation.objects.filter(
        movement=registration.movement_id, unit=registration.unit_id, kind="launch"
    ).first()
    return RegistrationFacts(
        has_plan=registration.plan_paper_id is not None,
        has_commitment=bool(registration.commitment.strip()),
        closes=owed.closes if owed else None,
        today=timezone.localdate(),
        movement_running=registration.movement.state == "running",
    )


def launched(movement: Movement, unit: Unit) -> Registration | None:
    """The accepted registration of the unit or one it stands for, in this version of the movement or one before it."""
    rows = Registration.objects.filter(movement__in=lineage(movement), unit__in=predecessors(unit), state="accepted")
    return rows.order_by("-movement_id").first()


WAITING = ("what", "state", "unit__name", "movement__name", "pk", "kind", "period")


def waiting_rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """What the office has to look at, what came back to a unit, what a head has to send; plans received. Rows as
    ``WAITING``, to be asked together with the reports of the next stage."""
    blank = {"kind": Value(""), "period": Value("")}
    rows = Registration.objects.annotate(what=Value("registration"), **blank)
    received = received_by(actor).filter(at=None, unit__in=actor.unit_ids("unit.draft")).order_by()
    received = received.annotate(what=Value("received"), state=Value("received"), **blank)
    office = Q(movement__in=within(actor, "office.review"))
    return [
        *(part.values_list(*WAITING) for part in waiting_parts(rows, actor, office)),
        received.values_list(
            "what",
            "state",
            "plan__registration__unit__name",
            "plan__registration__movement__name",
            "plan__registration_id",
            "kind",
            "period",
        ),
    ]


def told(state: str, unit: str, movement: str, pk: int) -> tuple[str, str, str]:
    """A waiting row as (code, what, address)."""
    address = reverse("received_list") if state == "received" else _address(pk)
    return _WAITS[state], f"{unit} – {movement}", address


_WAITS = {
    "submitted": "wait.registration_review",
    "returned": "wait.registration_returned",
    "draft": "wait.registration_draft",
    "received": "wait.received",
}


def _address(pk: int) -> str:
    return reverse("registration_detail", args=[pk])
