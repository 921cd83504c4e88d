"""A new version of a plan in which the targets of an ended tier have a new place."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.papers.models import Paper
from thidua.plans.actions import check_supersedes, require_edit
from thidua.plans.models import Change, Item, Plan, Standing
from thidua.plans.rules.remapping import (
    Choice,
    EndedTier,
    Orphan,
    Outcome,
    TargetItem,
    ended_on,
    orphans,
    outcomes,
    refusals_of,
)

_HEAD = (
    *("province", "issuing_unit", "parent", "source", "header", "name", "title", "issuer", "number", "date", "theme"),
    *("signer", "period_from", "period_to", "repaired"),
)
_ITEM = ("kind", "order", "data", "quote", "start", "end", "clause", "standing", "by_id", "confidence", "last")


@cache
def ended_tiers() -> tuple[EndedTier, ...]:
    """The tiers of government that have ended, with the day and the document that says so."""
    text = resources.files("thidua.plans").joinpath("data/ended_tiers.json").read_text(encoding="utf-8")
    return tuple(EndedTier(**row | {"ended": date.fromisoformat(row["ended"])}) for row in json.loads(text))


def orphans_of(plan: Plan, day: date) -> list[Orphan]:
    """One query: the targets in force whose tier has ended by the day."""
    rows = plan.items.filter(kind="target", standing__in=[Standing.CONFIRMED, Standing.EDITED])
    return orphans([TargetItem(i.pk, i.data) for i in rows], ended_on(ended_tiers(), day))


@transaction.atomic
def remap(
    plan: Plan, choices: Mapping[int, Choice], *, paper: Paper, basis: Mapping[str, Any], day: date, actor: Actor
) -> Plan:
    """A draft that supersedes the plan: everything as it was but the targets of ended tiers.

    choices: by the key of the item; paper, basis: the document that orders it, and its ``kind``, ``number``, ``date``
    and ``issuer``. What was reported under the old version stays there. Raises Refused with everything that is missing.
    """
    require_edit(actor, plan.province_id)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("province").get(pk=plan.pk)
    check_supersedes(plan.province, plan)
    found = orphans_of(plan, day)
    if refusals := refusals_of(found, dict(choices)):
        raise Refused(refusals)
    fields = {name: getattr(plan, name) for name in _HEAD}
    draft = Plan.objects.create(**fields, paper=paper, supersedes=plan)
    touched = {o.key: o for orphan in found for o in outcomes(orphan, choices[orphan.item.key])}
    rows = [_carried(draft, item, touched.get(item.pk), actor) for item in plan.items.all()]
    rows.append(
        Item(
            plan=draft,
            kind="legal_basis",
            order=max(row.order for row in rows) + 1,
            data=dict(basis),
            standing=Standing.EDITED,
            by_id=actor.user_id,
        )
    )
    Item.objects.bulk_create(rows)
    told = [{"item": key, "choice": c.verb, "reason": c.reason} for key, c in choices.items()]
    record("plan.remap", draft, actor=actor, after="draft", data={"plan": plan.pk, "choices": told})
    return draft


def _carried(draft: Plan, item: Item, outcome: Outcome | None, actor: Actor) -> Item:
    copy = Item(plan=draft, **{name: getattr(item, name) for name in _ITEM})
    if outcome is None:
        return copy
    copy.note, copy.by_id = outcome.note, actor.user_id
    if outcome.data is None:
        copy.standing, copy.change = Standing.REJECTED, Change.GONE
    else:
        copy.standing, copy.change, copy.before, copy.data = Standing.EDITED, Change.CHANGED, item.data, outcome.data
    return copy
