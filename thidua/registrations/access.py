"""A registration is seen by its unit and by the office; drafts by the unit alone."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.access import within
from thidua.registrations.models import OPEN_STATES, Recipient, Registration


def rights_on(actor: Actor, registration: Registration) -> frozenset[str]:
    return actor.at_unit(registration.unit_id) | actor.in_province(registration.province_id)


def visible_to(actor: Actor) -> QuerySet[Registration]:
    office = Q(movement__in=within(actor, "office.read")) & ~Q(state="draft")
    return Registration.objects.filter(Q(unit__in=actor.unit_ids("unit.read")) | office)


def may_write(actor: Actor, registration: Registration) -> bool:
    """Whether the actor may change the draft, for showing the form; the act asks again under a lock."""
    return registration.state in OPEN_STATES and "unit.draft" in actor.at_unit(registration.unit_id)


def received_by(actor: Actor) -> QuerySet[Recipient]:
    """The plans of other units that were sent to the actor's."""
    return Recipient.objects.filter(unit__in=actor.unit_ids("unit.read"), sent_on__isnull=False)
