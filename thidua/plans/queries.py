"""Reads of plans."""

from django.db.models import Count, Q

from thidua.kernel.actor import Actor
from thidua.plans.machine import PlanFacts
from thidua.plans.models import Item, Plan, Standing
from thidua.plans.rules.kinds import KINDS

STANDS = (Standing.CONFIRMED, Standing.EDITED)


def facts_of(plan: Plan) -> PlanFacts:
    counts = plan.items.aggregate(
        open=Count("pk", filter=Q(standing=Standing.PROPOSED)),
        addressees=Count("pk", filter=Q(kind="addressee", standing__in=STANDS)),
    )
    return PlanFacts(plan.name, counts["open"], counts["addressees"], (plan.period_from, plan.period_to))


def standing_items(plan: Plan, *kinds: str) -> list[Item]:
    """The confirmed and edited items of the kinds, in order."""
    return list(plan.items.filter(kind__in=kinds, standing__in=STANDS))


def grouped(plan: Plan) -> list[tuple[str, str, list[Item], int]]:
    """(kind, name, items, how many are still open), in the order of ``KINDS``."""
    items = list(plan.items.all())
    found = []
    for kind in KINDS.values():
        own = [i for i in items if i.kind == kind.code]
        found.append((kind.code, kind.name, own, sum(i.standing == Standing.PROPOSED for i in own)))
    return found


def source_lines(plan: Plan) -> list[tuple[int, str]]:
    """The lines of the source that carry text, as (number, text)."""
    return [(n, line) for n, line in enumerate(plan.source.split("\n"), 1) if line.strip()]


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """Drafts that wait for the actor: (code, name, address)."""
    plans = Plan.objects.filter(state="draft", province__in=actor.province_ids("plan.edit"))
    return [("wait.plan", plan.display, plan.get_absolute_url()) for plan in plans[:20]]
