"""Movements are public; what units owe is for the office and for each unit itself."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.models import Movement, Obligation, Receiver


def rights_on(actor: Actor, movement: Movement) -> frozenset[str]:
    return actor.in_province(movement.province_id)


def received_by(actor: Actor) -> QuerySet[Receiver]:
    """The places of the actor's units among those to which plans have reports sent."""
    return Receiver.objects.filter(unit__in=actor.unit_ids("unit.draft"))


def within(actor: Actor, word: str) -> QuerySet[Movement]:
    """The movements of the provinces where the actor holds the word; to be asked for as ``movement__in``, by which a
    database finds rows through the index on their movement and reads no others."""
    return Movement.objects.filter(province__in=actor.province_ids(word)).order_by().values("pk")  # type: ignore[return-value]  # keys


def receives(actor: Actor, movement: Movement, kind: str = "") -> bool:
    """Whether the actor takes in the movement's reports (of one kind, where given): for the office, or for an agency
    that the plan names."""
    if "office.review" in actor.in_province(movement.province_id):
        return True
    if not actor.unit_ids("unit.draft"):
        return False
    return received_by(actor).filter(Q(kinds="") | Q(kinds__contains=kind), movement=movement).exists()


def visible_to(actor: Actor) -> QuerySet[Movement]:
    own = Q(province__units__in=actor.unit_ids())
    return Movement.objects.filter(own | Q(province__in=actor.province_ids())).distinct()


def visible_obligations(actor: Actor) -> QuerySet[Obligation]:
    office = Q(movement__in=within(actor, "office.read"))
    office |= Q(movement__in=received_by(actor).values("movement"))
    return Obligation.objects.filter(office | Q(unit__in=actor.unit_ids("unit.read")))
