"""Drafts are for the office; issued decisions for everybody of the province."""

from django.db.models import Q, QuerySet

from thidua.awards.authority import awarders, held, words_over
from thidua.decisions.models import Decision
from thidua.kernel.actor import Actor
from thidua.units.models import Unit


def rights_on(actor: Actor, decision: Decision) -> frozenset[str]:
    return words_over(actor, decision)


def visible_to(actor: Actor) -> QuerySet[Decision]:
    issued = Q(state__in=["issued", "revoked"])
    own = issued & (Q(province__units__in=actor.unit_ids()) | Q(province__in=actor.province_ids()))
    office = Q(province__in=actor.province_ids("office.read"), awarder=None) | held(
        actor, "office.read", "province", "awarder"
    )
    return Decision.objects.filter(office | own).distinct()


def funds_of(actor: Actor) -> tuple[frozenset[int], QuerySet[Unit]]:
    """(provinces, units) whose funds the actor keeps, signs on or audits."""
    provinces = (
        actor.province_ids("fund.keep") | actor.province_ids("journal.read") | actor.province_ids("decision.sign")
    )
    units = awarders(actor, "fund.keep") | awarders(actor, "decision.sign")
    return provinces, Unit.objects.filter(pk__in=units).order_by("order", "pk")
