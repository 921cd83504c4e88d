"""A report is seen by its unit and the office, drafts by the unit alone; accepted ones by the council too."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.reports.models import Report


def rights_on(actor: Actor, report: Report) -> frozenset[str]:
    return actor.at_unit(report.unit_id) | actor.in_province(report.province_id)


def visible_to(actor: Actor) -> QuerySet[Report]:
    office = Q(movement__province__in=actor.province_ids("office.read")) & ~Q(state="draft")
    council = Q(movement__province__in=actor.province_ids("council.read"), state="accepted")
    return Report.objects.filter(Q(unit__in=actor.unit_ids("unit.read")) | office | council)


def may_load(actor: Actor, province_id: int) -> bool:
    """Whether the actor enters numbers for the units of the province: the office that receives their reports."""
    return "office.review" in actor.in_province(province_id)


def loadable_by(actor: Actor) -> QuerySet[Report]:
    """The reports into which a workbook of the actor's may be loaded: their units', and those that their office receives."""
    office = Q(movement__province__in=actor.province_ids("office.review"))
    return Report.objects.filter(office | Q(unit__in=actor.unit_ids("unit.draft")))


def editable_by(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may write in: those of the units for which they draft."""
    return Report.objects.filter(unit__in=actor.unit_ids("unit.draft"))
