"""What follows in the background: a plan that was written becomes a PDF; an accepted one goes to its recipients; a superseded parent marks the items it changed."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.journal.follow import on
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.papers.actions import keep
from thidua.papers.pdf import to_pdf
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.plans.queries import standing_items
from thidua.plans.rules.cascade import INHERITED
from thidua.plans.rules.comparing import Entry as Compared
from thidua.plans.rules.comparing import pairs
from thidua.registrations.models import OwnItem, OwnPlan, Registration
from thidua.registrations.sending import send


@touches
def registrations(movement: Movement) -> list[Touched]:
    """What a new version of the movement finds here."""
    rows = Registration.objects.filter(movement=movement)
    return [
        Touched("registration", rows.count(), "/dang-ky/"),
        Touched("own_plan", OwnPlan.objects.filter(registration__movement=movement).count(), "/dang-ky/"),
    ]


@on("registration.accept")
def send_own_plan(registration: Registration, entry: Entry) -> None:
    send(registration, timezone.localdate(entry.at))


@on("own.write")
def make_pdf(own: OwnPlan, entry: Entry) -> None:
    """The document as PDF beside it, where LibreOffice is present; one that was written meanwhile wins."""
    written = own.pdf_of
    if written is None:
        return
    try:
        pdf = keep(to_pdf(written.content()), name=f"{Path(written.name).stem}.pdf", actor=system())
    except Refused:
        pdf = None
    OwnPlan.objects.filter(pk=own.pk, pdf_of=written).update(pdf=pdf, pdf_of=None)


@on("movement.supersede")
def mark_changed_items(old: Movement, entry: Entry) -> None:
    """Marks the inherited items that the new version has otherwise or not at all, and tells the units. Idempotent."""
    new = Movement.objects.filter(plan__supersedes=old.plan_id).select_related("plan").first()
    if new is None:
        return
    above, below = standing_items(old.plan, *INHERITED), standing_items(new.plan, *INHERITED)
    known = {item.pk: item for item in below}
    changes = {
        pair.old: (known[pair.new].data if pair.new is not None else None)
        for pair in pairs(
            [Compared(i.pk, i.kind, i.data) for i in above], [Compared(i.pk, i.kind, i.data) for i in below]
        )
        if pair.old is not None and pair.state in ("changed", "gone")
    }
    for own in OwnPlan.objects.filter(registration__movement=old).select_related("registration__unit"):
        with transaction.atomic():
            _mark(own, changes, new)


def _mark(own: OwnPlan, changes: dict[int, object], new: Movement) -> None:
    items = list(own.items.filter(parent__in=changes, dropped=False, superseding__isnull=True, gone=False))
    for item in items:
        found = changes[item.parent_id or 0]
        item.superseding, item.gone = found, found is None
    OwnItem.objects.bulk_update(items, ["superseding", "gone"])
    if items:
        record("own.superseded", own.registration, actor=system(), data={"items": len(items), "movement": new.pk})
        values = {"movement": new.name, "count": len(items)}
        notify(
            unit_people(own.registration.unit, new.published_on), "notice.superseded", values, own.get_absolute_url()
        )
