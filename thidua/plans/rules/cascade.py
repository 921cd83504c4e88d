"""A plan against its parent's: how each item stands, and what to look at before it is issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thidua.kernel.periods import last_day
from thidua.kernel.refusal import Refusal
from thidua.plans.rules.comparing import Entry, pairs, values_of
from thidua.plans.rules.kinds import line

# The kinds of item that a plan takes over from its parent's.
INHERITED = (
    "content",
    "criterion",
    "target",
    "priority_field",
    "phase",
    "deadline",
    "award_form",
    "award_standard",
    "quota",
    "dossier_part",
    "route_step",
    "report_regime",
)


@dataclass(frozen=True)
class Held:
    """One item of a plan. parent: the parent's values, None for an own item; dropped: left out, with a reason."""

    kind: str
    data: dict[str, Any]
    parent: dict[str, Any] | None
    dropped: bool = False
    reason: str = ""


def standing_of(item: Held) -> str:
    """inherited, changed, own or dropped."""
    if item.dropped:
        return "dropped"
    if item.parent is None:
        return "own"
    return "inherited" if values_of(item.kind, item.data) == values_of(item.kind, item.parent) else "changed"


def against(parent: Sequence[Entry], own: Sequence[Entry]) -> list[Held]:
    """Every item of both plans once; what the parent has and the plan has not is dropped, without a reason."""
    above, mine = {e.key: e for e in parent}, {e.key: e for e in own}
    found = []
    for pair in pairs(parent, own):
        theirs = above[pair.old] if pair.old is not None else None
        if pair.new is not None:
            entry = mine[pair.new]
            found.append(Held(entry.kind, entry.data, theirs.data if theirs else None))
        elif theirs is not None:
            found.append(Held(theirs.kind, theirs.data, theirs.data, dropped=True))
    return found


def doubts(item: Held) -> list[Refusal]:
    """What an official would ask about: later than the parent's deadline, below its target, above its quota."""
    if item.parent is None or item.dropped:
        return []
    match item.kind:
        case "deadline":
            return _later(item.data, item.parent)
        case "target":
            return _below(item.data, item.parent)
        case "quota":
            return _above(item.data, item.parent)
    return []


def _later(own: dict[str, Any], parent: dict[str, Any]) -> list[Refusal]:
    mine, theirs = (last_day(str(data["when"]), year=2000) for data in (own, parent))
    if mine is None or theirs is None or mine <= theirs:
        return []
    return [Refusal("own.later", {"own": line("deadline", own), "parent": line("deadline", parent)})]


def _below(own: dict[str, Any], parent: dict[str, Any]) -> list[Refusal]:
    falls_short = own["value"] > parent["value"] if parent["comparator"] == "<=" else own["value"] < parent["value"]
    weaker = parent["comparator"] != "<=" and own["comparator"] == "<="
    if not (falls_short or weaker):
        return []
    return [Refusal("own.below", {"own": line("target", own), "parent": line("target", parent)})]


def _above(own: dict[str, Any], parent: dict[str, Any]) -> list[Refusal]:
    over = any((own.get(k) or 0) > (parent.get(k) or 0) for k in ("collectives", "individuals") if parent.get(k))
    return [Refusal("own.above", {"own": line("quota", own), "parent": line("quota", parent)})] if over else []
