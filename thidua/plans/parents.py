"""The plan above a plan: chosen, or entered in outline when it was issued outside this installation."""

from datetime import date
from typing import Any

from django.db import transaction

from thidua.journal.door import perform
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.plans.actions import FLOW, open_plan, require_edit
from thidua.plans.models import Item, Plan
from thidua.units.models import Province

PARENTS = ("outside", "published")


@transaction.atomic
def enter(province: Province, fields: dict[str, Any], *, doc_type: str, actor: Actor) -> Plan:
    """A plan of another level in outline: name, number, date, issuer, years. Its items may be added afterwards."""
    require_edit(actor, province.pk)
    number = fields["number"]
    if number and Plan.objects.filter(province=province, state__in=PARENTS, number=number).exists():
        raise Refused([Refusal("plan.known", {"number": number})])
    plan = Plan.objects.create(province=province, source="", header={"doc_type": doc_type}, **fields)
    record("plan.enter", plan, actor=actor, after="draft", data={"number": plan.number})
    return perform(FLOW, plan, "keep_outside", actor=actor)  # type: ignore[no-any-return]  # a Plan


@transaction.atomic
def set_parent(plan: Plan, parent: Plan | None, *, actor: Actor) -> Plan:
    """Says which plan above this one carries out; None takes it back."""
    open_plan(plan, actor)
    if parent is not None and (
        parent.state not in PARENTS or parent.province_id != plan.province_id or plan.pk in _line(parent)
    ):
        raise Refused([Refusal("plan.not_a_parent")])
    plan.parent = parent
    plan.save(update_fields=["parent"])
    record("plan.set_parent", plan, actor=actor, data={"parent": parent.pk if parent else None})
    return plan


def _line(plan: Plan) -> set[int]:
    found: set[int] = set()
    at: Plan | None = plan
    while at is not None and at.pk not in found:
        found.add(at.pk)
        at = at.parent
    return found


@transaction.atomic
def take_basis(item: Item, *, actor: Actor) -> Plan:
    """A document that the plan names as its basis becomes its parent, entered in outline when it is not yet known."""
    plan, data = item.plan, item.data
    number = (data.get("number") or "").strip()[:60]
    if item.kind != "legal_basis" or not number:
        raise Refused([Refusal("plan.not_a_parent")])
    known = Plan.objects.filter(province=plan.province, state__in=PARENTS, number=number).exclude(pk=plan.pk).first()
    if known is None:
        fields = {"number": number, "issuer": (data.get("issuer") or "")[:200], "date": _day(data.get("date"))}
        known = enter(plan.province, fields, doc_type=data.get("kind") or "", actor=actor)
    return set_parent(plan, known, actor=actor)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
