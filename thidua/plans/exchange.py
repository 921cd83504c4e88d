"""Taking up a plan that another installation wrote out as data."""

from datetime import date
from typing import Any

from django.db import transaction

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.papers.models import Paper
from thidua.plans.models import Item, Plan
from thidua.plans.queries import standing_items
from thidua.plans.rules.exchange import HEAD, taken, written
from thidua.plans.rules.kinds import KINDS
from thidua.units.models import Province, Unit


def write_out(plan: Plan) -> str:
    """The plan with its confirmed items as one JSON file."""
    items = standing_items(plan, *KINDS)
    head = {name: getattr(plan, name) for name in HEAD}
    return written(head, ({"kind": i.kind, "data": i.data, "clause": i.clause, "quote": i.quote} for i in items))


@transaction.atomic
def take_up(province: Province, paper: Paper, text: str, *, actor: Actor, unit: Unit | None) -> Plan:
    """A draft with every item of the file, waiting to be judged here; nothing is confirmed by somebody elsewhere."""
    head, items = taken(text, paper.name)
    plan = Plan.objects.create(
        province=province,
        issuing_unit=unit,
        paper=paper,
        source="",
        name=str(head["name"] or "")[:300],
        title=str(head["title"] or ""),
        theme=str(head["theme"] or "")[:300],
        period_from=_year(head["period_from"]),
        period_to=_year(head["period_to"]),
    )
    Item.objects.bulk_create(
        Item(plan=plan, kind=i["kind"], order=n, data=i["data"], clause=i["clause"]) for n, i in enumerate(items)
    )
    origin = {"issuer": head["issuer"], "number": head["number"], "date": head["date"]}
    record("plan.take_up", plan, actor=actor, after="draft", data={"paper": paper.sha256, "from": origin})
    return plan


def _year(value: Any) -> int | None:
    return value if isinstance(value, int) and date.min.year < value < date.max.year else None
