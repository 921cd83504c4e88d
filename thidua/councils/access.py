"""Sessions are seen by members, the secretary and those who read the council's papers."""

from django.db.models import Q, QuerySet

from thidua.councils.models import Session
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, session: Session) -> frozenset[str]:
    return actor.in_province(session.province_id)


def visible_to(actor: Actor) -> QuerySet[Session]:
    return Session.objects.filter(Q(body__province__in=actor.province_ids("council.read")))
