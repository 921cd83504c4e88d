"""A list is for everybody while it is open; opinions are for those who answer and audit them."""

from django.db.models import Q, QuerySet

from thidua.awards.authority import held, words_over
from thidua.consultations.models import Consultation, Opinion
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, row: Consultation | Opinion) -> frozenset[str]:
    return words_over(actor, row)


def visible_to(actor: Actor) -> QuerySet[Consultation]:
    where = ("round__movement__province", "round__awarder")
    found = held(actor, "consult.run", *where) | held(actor, "council.read", *where)
    found |= Q(round__movement__province__in=actor.province_ids("journal.read"))
    return Consultation.objects.filter(found)


def visible_opinions(actor: Actor) -> QuerySet[Opinion]:
    return Opinion.objects.filter(consultation__in=visible_to(actor))


def published() -> QuerySet[Consultation]:
    """What strangers see: lists that are open."""
    return Consultation.objects.filter(state="open")
