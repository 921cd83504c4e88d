"""Movements are public; what units owe is for the office and for each unit itself."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.movements.models import Movement, Obligation, Receiver

M = TypeVar("M", bound=Model)


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
    return received_by(actor).filter(_takes(kind), movement=movement).exists()


def visible_to(actor: Actor) -> QuerySet[Movement]:
    own = Q(province__units__in=actor.unit_ids())
    return Movement.objects.filter(own | Q(province__in=actor.province_ids())).distinct()


def of_received_kind(actor: Actor) -> Exists:
    """Whether a row with ``movement`` and ``kind`` is one of those that the actor's units receive."""
    rows = received_by(actor).filter(movement=OuterRef("movement"))
    return Exists(rows.annotate(wanted=OuterRef("kind")).filter(_takes(F("wanted"))))


def _takes(kind: str | F) -> Q:
    """The receivers that are named for a kind of report, or for all."""
    return Q(kinds="") | Q(kinds__contains=kind)


def visible_obligations(actor: Actor) -> QuerySet[Obligation]:
    """Found part by part, so that each part goes by its own index."""
    parts = [Obligation.objects.filter(unit__in=actor.unit_ids("unit.read"))]
    if actor.province_ids("office.read"):
        parts.append(Obligation.objects.filter(movement__in=within(actor, "office.read")))
    elif actor.unit_ids("unit.draft"):
        movements = received_by(actor).values("movement")
        parts.append(Obligation.objects.filter(of_received_kind(actor), movement__in=movements))
    return together(Obligation.objects.all(), parts)


def waiting_parts(rows: QuerySet[M], actor: Actor, *received: Q) -> list[QuerySet[M]]:
    """Rows with ``state`` and ``unit`` that wait for the actor: submitted ones that they receive, those that came back
    to their units, those that a head has to send; a part for each, so that a database goes by its index."""
    return [
        *(rows.filter(part, state="submitted").order_by() for part in received),
        rows.filter(state="returned", unit__in=actor.unit_ids("unit.draft")).order_by(),
        rows.filter(state="draft", unit__in=actor.unit_ids("unit.submit")).order_by(),
    ]


def together(rows: QuerySet[M], parts: Sequence[QuerySet[M]]) -> QuerySet[M]:
    """The rows of any of the parts. SQLite finds each part by its own index where they are joined by OR and copies a
    union first; PostgreSQL reads the whole table for such an OR and goes by the indexes in a union."""
    if len(parts) == 1:
        return parts[0]
    if connection.vendor == "sqlite":
        return reduce(or_, parts)
    keys = [part.order_by().values("pk") for part in parts]
    return rows.filter(pk__in=keys[0].union(*keys[1:], all=True))
