"""Reads of registrations."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from thidua.kernel.actor import Actor
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import lineage
from thidua.registrations.access import received_by, visible_to
from thidua.registrations.machine import RegistrationFacts
from thidua.registrations.models import Registration
from thidua.units.models import Unit


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
    """The unit's accepted registration, in this version of the movement or one before it."""
    rows = Registration.objects.filter(movement__in=lineage(movement), unit=unit, state="accepted")
    return rows.order_by("-movement_id").first()


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """Two queries: what the office has to look at, what came back to a unit, what a head has to send; plans received."""
    heads = actor.unit_ids("unit.submit")
    office = Q(state="submitted", movement__province__in=actor.province_ids("office.review"))
    own = Q(state="returned", unit__in=actor.unit_ids("unit.draft")) | Q(state="draft", unit__in=heads)
    found = []
    for r in visible_to(actor).filter(office | own).select_related("unit", "movement")[:60]:
        code = {"submitted": "review", "returned": "returned", "draft": "draft"}[r.state]
        found.append((f"wait.registration_{code}", f"{r.unit.name} – {r.movement.name}", r.get_absolute_url()))
    received = received_by(actor).filter(at=None, unit__in=actor.unit_ids("unit.draft"))
    for sender, name in received.values_list("plan__registration__unit__name", "plan__registration__movement__name")[
        :20
    ]:
        found.append(("wait.received", f"{sender} – {name}", reverse("received_list")))
    return found
