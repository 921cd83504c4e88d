"""A list is for everybody while it is open; opinions are for those who answer and audit them."""

from django.db.models import QuerySet

from thidua.consultations.models import Consultation, Opinion
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, row: Consultation | Opinion) -> frozenset[str]:
    return actor.in_province(row.province_id)


def visible_to(actor: Actor) -> QuerySet[Consultation]:
    held = actor.province_ids("consult.run") | actor.province_ids("council.read") | actor.province_ids("journal.read")
    return Consultation.objects.filter(round__movement__province__in=held)


def visible_opinions(actor: Actor) -> QuerySet[Opinion]:
    return Opinion.objects.filter(consultation__in=visible_to(actor))


def published() -> QuerySet[Consultation]:
    """What strangers see: lists that are open."""
    return Consultation.objects.filter(state="open")
