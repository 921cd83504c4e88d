"""A list is for everybody while it is open; who wrote an opinion is for those who answer it alone."""

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
    """With who wrote them and what they sent along: for whoever answers, and nobody else. What was said without who said
    it is on the page of the list."""
    where = ("consultation__round__movement__province", "consultation__round__awarder")
    return Opinion.objects.filter(held(actor, "consult.run", *where))


def published() -> QuerySet[Consultation]:
    """What strangers see: lists that are open."""
    return Consultation.objects.filter(state="open")
