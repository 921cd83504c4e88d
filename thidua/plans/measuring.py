"""How the criteria of a plan are asked about in reports."""

from django.db import transaction

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.plans.actions import open_plan
from thidua.plans.models import Item, Plan, Standing
from thidua.plans.rules.kinds import KINDS


@transaction.atomic
def measure_criteria(plan: Plan, measure: str, *, actor: Actor) -> int:
    """Asks every criterion that stands or waits by yes or no, by levels, or (empty) not at all; how many changed."""
    open_plan(plan, actor)
    field = next(f for f in KINDS["criterion"].fields if f.name == "measure")
    if measure and measure not in dict(field.choices):
        raise Refused([Refusal("item.choice", {"field": field.label, "value": measure})])
    changed = []
    for item in plan.items.filter(kind="criterion").exclude(standing=Standing.REJECTED):
        if (item.data.get("measure") or "") != measure:
            item.data = item.data | {"measure": measure or None}
            changed.append(item)
    Item.objects.bulk_update(changed, ["data"])
    record("plan.measure_criteria", plan, actor=actor, data={"measure": measure, "count": len(changed)})
    return len(changed)
