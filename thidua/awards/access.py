"""Rules are for everybody who signs in; who keeps them proposes and confirms changes, never both of one change."""

from django.db.models import QuerySet

from thidua.awards.models import RuleChange
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, change: RuleChange) -> frozenset[str]:
    words = actor.in_province(change.province_id)
    if change.proposer_id == actor.user_id:
        return words | {"rule.own"}
    return words | ({"rule.confirm"} if "rule.edit" in words else set())


def visible_to(actor: Actor) -> QuerySet[RuleChange]:
    return RuleChange.objects.filter(province__in=actor.province_ids("rule.edit") | actor.province_ids("journal.read"))
