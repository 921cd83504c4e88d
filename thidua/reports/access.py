"""A report is seen by its unit and the office, drafts by the unit alone; accepted ones by the council too."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.access import of_received_kind, received_by, receives, together, within
from thidua.reports.models import Report


def rights_on(actor: Actor, report: Report) -> frozenset[str]:
    """An agency that the plan names to receive reports reviews those of other units, as the office does."""
    words = actor.at_unit(report.unit_id) | actor.in_province(report.province_id)
    if "office.review" in words or report.unit_id in actor.unit_ids():
        return words
    return words | ({"office.review"} if receives(actor, report.movement, report.kind) else set())


def visible_to(actor: Actor) -> QuerySet[Report]:
    """Found part by part, so that each part goes by its own index."""
    sent = Report.objects.exclude(state="draft")
    parts = [Report.objects.filter(unit__in=actor.unit_ids("unit.read"))]
    if actor.province_ids("office.read"):
        parts.append(sent.filter(movement__in=within(actor, "office.read")))
    if actor.unit_ids("unit.draft"):
        parts.append(sent.filter(of_received_kind(actor), movement__in=received_by(actor).values("movement")))
    if actor.province_ids("council.read"):
        parts.append(Report.objects.filter(movement__in=within(actor, "council.read"), state="accepted"))
    return together(Report.objects.all(), parts)


def sees(actor: Actor, report: Report) -> bool:
    """As ``visible_to``, for a report that is at hand: most are seen without a question to the database."""
    if "unit.read" in actor.at_unit(report.unit_id):
        return True
    words = actor.in_province(report.province_id)
    if "council.read" in words and report.state == "accepted":
        return True
    if report.state == "draft":
        return False
    if "office.read" in words:
        return True
    return receives(actor, report.movement, report.kind)


def may_load(actor: Actor, province_id: int) -> bool:
    """Whether the actor enters numbers for the units of the province: the office that receives their reports."""
    return "office.review" in actor.in_province(province_id)


def loadable_by(actor: Actor) -> QuerySet[Report]:
    """The reports into which a workbook of the actor's may be loaded: their units', and those of their office's units."""
    office = Q(movement__in=within(actor, "office.review"))
    return Report.objects.filter(office | Q(unit__in=actor.unit_ids("unit.draft")))


def received_reports(actor: Actor) -> tuple[Q, Q]:
    """The reports that the actor takes in: those for the office, and others for an agency that the plan names, never its
    own there. Two parts, since a database finds each by an index and none of them by an OR."""
    office = Q(movement__in=within(actor, "office.review"))
    named = Q(movement__in=received_by(actor).values("movement")) & Q(of_received_kind(actor))
    return office, named & ~office & ~Q(unit__in=actor.unit_ids())


def editable_by(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may write in: those of the units for which they draft."""
    return Report.objects.filter(unit__in=actor.unit_ids("unit.draft"))
