"""An inspection is the office's; the unit sees it once it is announced."""

from django.db.models import Q, QuerySet

from thidua.inspections.models import Advice, Inspection
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, inspection: Inspection) -> frozenset[str]:
    return actor.at_unit(inspection.unit_id) | actor.in_province(inspection.province_id)


def advice_rights_on(actor: Actor, advice: Advice) -> frozenset[str]:
    return rights_on(actor, advice.inspection)


def visible_to(actor: Actor) -> QuerySet[Inspection]:
    office = Q(movement__province__in=actor.province_ids("office.read"))
    own = Q(unit__in=actor.unit_ids("unit.read"), announced_on__isnull=False)
    return Inspection.objects.filter(office | own)


def visible_advice(actor: Actor) -> QuerySet[Advice]:
    return Advice.objects.filter(inspection__in=visible_to(actor))
