"""Every change of a set: taken from those shipped, read from a table, built by hand, made anew from an older version."""

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.movements.models import Movement
from thidua.papers.rows import rows_of
from thidua.scores import access, queries
from thidua.scores.machine import INDEX
from thidua.scores.models import IndexVersion
from thidua.scores.rules.from_targets import Wanted, set_of
from thidua.scores.rules.sets import BadSet, digest, read_set
from thidua.scores.rules.tables import NoTable, Taken, take
from thidua.units.models import Province

_DATA = Path(__file__).parent / "data"


def _published(version: IndexVersion, actor: Actor, data: Mapping[str, Any]) -> None:
    version.digest = digest(version.body)
    version.save(update_fields=["digest"])


FLOW = register(
    Flow(
        INDEX,
        IndexVersion,
        access.version_rights_on,
        queries.version_facts_of,
        access.visible_versions,
        apply={"publish": _published},
        reasons={"discard": ("wrong_file", "other"), "withdraw": ("replaced", "other")},
    )
)


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The sets that come with the product, by code."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(_DATA.glob("*.json")))
    return {body["code"]: body for body in found}


def _require(actor: Actor, province: int) -> None:
    if ("system", "*") not in actor.grants and "plan.edit" not in actor.in_province(province):
        raise Refused([Refusal("machine.right", {"right": "plan.edit"})])


@transaction.atomic
def make(
    province: Province,
    body: Mapping[str, Any],
    *,
    actor: Actor,
    verb: str = "index.make",
    doubts: list[Any] | None = None,
    based_on: IndexVersion | None = None,
) -> IndexVersion:
    """A draft of a set. Raises Refused for data that is no set."""
    _require(actor, province.pk)
    _check(body)
    code = based_on.code if based_on else slugify(fold(str(body.get("code") or body["name"])))[:60] or "bo-chi-so"
    last = IndexVersion.objects.filter(province=province, code=code).order_by("-number").first()
    version = IndexVersion.objects.create(
        province=province,
        code=code,
        number=last.number + 1 if last else 1,
        name=str(body["name"])[:200],
        body=dict(body),
        doubts=doubts or [],
        based_on=based_on,
    )
    record(
        verb, version, actor=actor, after="draft", data={"digest": digest(body), "indicators": len(body["indicators"])}
    )
    return version


def _check(body: Mapping[str, Any]) -> None:
    try:
        read_set(body)
    except BadSet as error:
        raise Refused([Refusal("index.bad", {"where": error.where, "why": error.why})]) from error


def ship(province: Province, code: str, *, actor: Actor) -> IndexVersion:
    """A draft of a set that comes with the product."""
    if code not in shipped():
        raise Refused([Refusal("index.not_shipped")])
    return make(province, shipped()[code], actor=actor, verb="index.ship")


def from_targets(movement: Movement, tier: str, *, actor: Actor) -> IndexVersion:
    """A draft of a set out of the targets that a movement's plan gives to a tier."""
    rows = queries.targets_by_tier(movement).get(tier, [])
    if not rows:
        raise Refused([Refusal("index.no_targets", {"tier": tier})])
    plan = movement.plan
    document = f"Kế hoạch số {plan.number}" if plan.number else f"Kế hoạch phát động “{movement.name}”"
    wanted = [
        Wanted(t.subject, t.clause, t.fact(), t.numerator, t.denominator, tuple(t.level_names) if t.levels else ())
        for t in rows
    ]
    body = set_of(
        f"Chỉ tiêu {tier}: {movement.name}"[:200],
        wanted,
        queries.kinds_bound(movement.province, rows),
        document,
        plan.date.isoformat() if plan.date else "",
    )
    return make(movement.province, body, actor=actor, verb="index.from_targets")


def read_table(content: bytes, name: str, title: str) -> Taken:
    """The set of the largest table of a file that has its heads. Raises Refused."""
    found: list[Taken] = []
    for rows in rows_of(content, name):
        try:
            found.append(take(rows, title))
        except NoTable:
            continue
    best = max(found, key=lambda taken: len(taken.body["indicators"]), default=None)
    if best is None or not best.body["indicators"]:
        raise Refused([Refusal("index.no_table", {"name": name})])
    return best


def bring(
    province: Province, content: bytes, name: str, title: str, *, subjects: list[str], actor: Actor
) -> IndexVersion:
    """A draft of a set out of an Excel or Word table; what the product is not sure of stands in ``doubts``."""
    taken = read_table(content, name, title)
    body = taken.body | {"subjects": subjects}
    doubts = [[doubt.row, doubt.code, doubt.value] for doubt in taken.doubts]
    return make(province, body, actor=actor, verb="index.bring", doubts=doubts)


def renew(version: IndexVersion, *, actor: Actor) -> IndexVersion:
    """The next version's draft, as the version stands."""
    body = copy.deepcopy(version.body)
    return make(version.province, body, actor=actor, verb="index.renew", based_on=version)


def _draft(version: IndexVersion, actor: Actor) -> IndexVersion:
    fresh = IndexVersion.objects.select_for_update().get(pk=version.pk)
    _require(actor, fresh.province_id)
    if fresh.state != "draft":
        raise Refused([Refusal("index.frozen")])
    return fresh


def _keep(fresh: IndexVersion, body: dict[str, Any], verb: str, actor: Actor, data: Mapping[str, Any]) -> IndexVersion:
    _check(body)
    fresh.body = body
    fresh.name = str(body["name"])[:200]
    fresh.save(update_fields=["body", "name", "doubts", "document", "issued_on"])
    record(verb, fresh, actor=actor, data=data)
    return fresh


@transaction.atomic
def edit_head(version: IndexVersion, fields: Mapping[str, Any], *, actor: Actor) -> IndexVersion:
    """Name, units, rules and note of a draft. fields: by their names in the set's data; document, issued_on."""
    fresh = _draft(version, actor)
    rest = dict(fields)
    fresh.document, fresh.issued_on = rest.pop("document", fresh.document), rest.pop("issued_on", fresh.issued_on)
    before = {name: fresh.body.get(name) for name in rest if fresh.body.get(name) != rest[name]}
    return _keep(fresh, fresh.body | rest, "index.edit_head", actor, {"before": before})


@transaction.atomic
def edit_pillar(version: IndexVersion, code: str, fields: Mapping[str, Any], *, actor: Actor) -> IndexVersion:
    """Changes a pillar; one of an unknown code is added."""
    fresh = _draft(version, actor)
    body = copy.deepcopy(fresh.body)
    known = [row for row in body["pillars"] if row["code"] == code]
    before = dict(known[0]) if known else {}
    if known:
        known[0].update(fields)
        for row in body["indicators"]:
            row["pillar"] = known[0]["code"] if row["pillar"] == code else row["pillar"]
    else:
        body["pillars"].append(dict(fields))
    return _keep(fresh, body, "index.edit_pillar", actor, {"code": code, "before": before})


@transaction.atomic
def edit_indicator(version: IndexVersion, code: str, fields: Mapping[str, Any], *, actor: Actor) -> IndexVersion:
    """Changes an indicator of a draft; one of an unknown code is added. What was doubtful of it is settled."""
    fresh = _draft(version, actor)
    body = copy.deepcopy(fresh.body)
    known = [row for row in body["indicators"] if row["code"] == code]
    before = dict(known[0]) if known else {}
    if known:
        fresh.doubts = [doubt for doubt in fresh.doubts if doubt[2] != known[0]["name"]]
        known[0].update(fields)
    else:
        body["indicators"].append(dict(fields))
    return _keep(fresh, body, "index.edit_indicator", actor, {"code": code, "before": before})


@transaction.atomic
def drop_indicator(version: IndexVersion, code: str, *, actor: Actor) -> IndexVersion:
    fresh = _draft(version, actor)
    body = copy.deepcopy(fresh.body)
    dropped = [row for row in body["indicators"] if row["code"] == code]
    body["indicators"] = [row for row in body["indicators"] if row["code"] != code]
    return _keep(fresh, body, "index.drop_indicator", actor, {"before": dropped})
