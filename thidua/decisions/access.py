"""Drafts are for the office; issued decisions for everybody of the province."""

from django.db.models import Q, QuerySet

from thidua.decisions.models import Decision
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, decision: Decision) -> frozenset[str]:
    return actor.in_province(decision.province_id)


def visible_to(actor: Actor) -> QuerySet[Decision]:
    issued = Q(state__in=["issued", "revoked"])
    own = issued & (Q(province__units__in=actor.unit_ids()) | Q(province__in=actor.province_ids()))
    return Decision.objects.filter(Q(province__in=actor.province_ids("office.read")) | own).distinct()
