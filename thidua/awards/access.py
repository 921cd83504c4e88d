"""Rules are for everybody who signs in; who keeps them proposes and confirms changes, never both of one change."""

from django.db.models import Q, QuerySet

from thidua.awards.models import Bar, Grant, Initiative, RuleChange
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, change: RuleChange) -> frozenset[str]:
    words = actor.in_province(change.province_id)
    if change.proposer_id == actor.user_id:
        return words | {"rule.own"}
    return words | ({"rule.confirm"} if "rule.edit" in words else set())


def visible_to(actor: Actor) -> QuerySet[RuleChange]:
    return RuleChange.objects.filter(province__in=actor.province_ids("rule.edit") | actor.province_ids("journal.read"))


def visible_bars(actor: Actor) -> QuerySet[Bar]:
    """What bars an award is for those who keep and audit it, and for the person whom it is about."""
    kept = actor.province_ids("record.enter") | actor.province_ids("journal.read")
    own = Q(recipient__person=actor.user_id) if actor.user_id else Q(pk__in=[])
    return Bar.objects.filter(Q(recipient__province__in=kept) | own)


def visible_initiatives(actor: Actor) -> QuerySet[Initiative]:
    office = Q(recipient__province__in=actor.province_ids("office.read"))
    return Initiative.objects.filter(office | Q(recipient__unit__in=actor.unit_ids("unit.read")))


def visible_grants(actor: Actor) -> QuerySet[Grant]:
    """The ledger is for the office; a unit sees what it earned, a person what they were given."""
    own = Q(unit__in=actor.unit_ids("unit.read")) | (Q(person=actor.user_id) if actor.user_id else Q(pk__in=[]))
    return Grant.objects.filter(Q(province__in=actor.province_ids("office.read")) | own)
