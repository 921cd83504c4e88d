"""A report is seen by its unit and the office, drafts by the unit alone; accepted ones by the council too."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.access import received_by, receives, within
from thidua.reports.models import Report


def rights_on(actor: Actor, report: Report) -> frozenset[str]:
    """An agency that the plan names to receive reports reviews those of other units, as the office does."""
    words = actor.at_unit(report.unit_id) | actor.in_province(report.province_id)
    if "office.review" in words or report.unit_id in actor.unit_ids():
        return words
    return words | ({"office.review"} if receives(actor, report.movement, report.kind) else set())


def visible_to(actor: Actor) -> QuerySet[Report]:
    office = Q(movement__in=within(actor, "office.read"))
    office = (office | Q(movement__in=received_by(actor).values("movement"))) & ~Q(state="draft")
    council = Q(movement__in=within(actor, "council.read"), state="accepted")
    return Report.objects.filter(Q(unit__in=actor.unit_ids("unit.read")) | office | council)


def loadable_by(actor: Actor) -> QuerySet[Report]:
    """The reports into which a workbook of the actor's may be loaded: their units', and those that their office receives."""
    return Report.objects.filter(received_reports(actor) | Q(unit__in=actor.unit_ids("unit.draft")))


def received_reports(actor: Actor) -> Q:
    """The reports that the actor takes in: for the office, or for an agency that the plan names; never its own there."""
    office = Q(movement__in=within(actor, "office.review"))
    return office | (Q(movement__in=received_by(actor).values("movement")) & ~Q(unit__in=actor.unit_ids()))


def editable_by(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may write in: those of the units for which they draft."""
    return Report.objects.filter(unit__in=actor.unit_ids("unit.draft"))
