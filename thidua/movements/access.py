"""Movements are public; what units owe is for the office and for each unit itself."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.models import Movement, Obligation


def rights_on(actor: Actor, movement: Movement) -> frozenset[str]:
    return actor.in_province(movement.province_id)


def visible_to(actor: Actor) -> QuerySet[Movement]:
    own = Q(province__units__in=actor.unit_ids())
    return Movement.objects.filter(own | Q(province__in=actor.province_ids())).distinct()


def visible_obligations(actor: Actor) -> QuerySet[Obligation]:
    office = Q(movement__province__in=actor.province_ids("office.read"))
    return Obligation.objects.filter(office | Q(unit__in=actor.unit_ids("unit.read")))
