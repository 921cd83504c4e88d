"""To whom a unit's own plan goes, and their word that they have it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.queries import unit_facts
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.registrations.actions import open_draft
from thidua.registrations.models import OwnPlan, Recipient, Registration
from thidua.registrations.rules import receivers, recipient_lines
from thidua.units.models import Unit
from thidua.units.queries import parents


def address(own: OwnPlan, day: date) -> None:
    """One row for every unit that the lines of *Nơi nhận* mean; a line that stood before keeps its rows."""
    registration = own.registration
    province = registration.movement.province
    units, above = unit_facts(province, day), parents(province, day)
    lines = recipient_lines(own.recipients)
    own.addressees.exclude(name__in=lines).delete()
    known = set(own.addressees.values_list("name", flat=True))
    taken: set[int | None] = set(own.addressees.values_list("unit_id", flat=True))
    for line in lines:
        if line in known:
            continue
        found: list[int | None] = []
        found += [u.pk for u in receivers(line, registration.unit_id, units, above) if u.pk not in taken]
        taken.update(found)
        Recipient.objects.bulk_create(Recipient(plan=own, name=line, unit_id=pk) for pk in found or [None])


@transaction.atomic
def point(recipient: Recipient, unit: Unit, *, actor: Actor) -> Recipient:
    """A person says which unit a line means. Refused once the plan was submitted."""
    registration = open_draft(recipient.plan.registration, actor)
    if unit.province_id != registration.province_id or recipient.plan.addressees.filter(unit=unit).exists():
        raise Refused([Refusal("own.addressed", {"unit": unit.name})])
    recipient.unit = unit
    recipient.save(update_fields=["unit"])
    record("own.point", registration, actor=actor, data={"name": recipient.name, "unit": unit.pk})
    return recipient


@transaction.atomic
def send(registration: Registration, day: date) -> None:
    """Sends the plan, as it was accepted, to every unit of its *Nơi nhận* that has not got it yet."""
    paper = registration.plan_paper
    found = Recipient.objects.filter(plan__registration=registration, unit__isnull=False, sent_on=None)
    rows = list(found.select_related("unit"))
    if paper is None or not rows:
        return
    values = {"unit": registration.unit.name, "movement": registration.movement.name}
    for row in rows:
        row.paper, row.sent_on = paper, day
        if row.unit is not None:
            notify(unit_people(row.unit, day), "notice.received", values, reverse("received_list"))
    Recipient.objects.bulk_update(rows, ["paper", "sent_on"])
    record("own.send", registration, actor=system(), data={"units": len(rows), "paper": paper.sha256})


def acknowledge_all(rows: Iterable[Recipient], *, actor: Actor) -> int:
    """Acknowledges each; returns how many."""
    return len([acknowledge(row, actor=actor) for row in rows])


@transaction.atomic
def acknowledge(recipient: Recipient, *, actor: Actor) -> Recipient:
    """The unit says that it has the plan. Saying it twice changes nothing."""
    row = Recipient.objects.select_for_update(of=("self",)).select_related("plan__registration").get(pk=recipient.pk)
    if row.unit_id is None or row.sent_on is None or "unit.draft" not in actor.at_unit(row.unit_id):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    if row.at is None:
        row.at, row.by_id = timezone.now(), actor.user_id
        row.save(update_fields=["at", "by"])
        record("own.acknowledge", row.plan.registration, actor=actor, data={"unit": row.unit_id})
    return row
