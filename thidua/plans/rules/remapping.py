"""Targets of a tier of government that has ended, and what may become of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.kernel.refusal import Refusal
from thidua.plans.rules.comparing import alike, telling

ADOPT, KEEP, MOVE, DROP = "adopt", "keep", "move", "drop"
BELOW, ABOVE = "cấp xã", "cấp tỉnh"
_ALIKE = 0.5


@dataclass(frozen=True)
class EndedTier:
    """tier: as targets name it; ended: the first day without it; confirmed: whether its number has been verified."""

    tier: str
    ended: date
    basis: str
    number: str
    confirmed: bool


@dataclass(frozen=True)
class TargetItem:
    """One target of a plan: its key with the caller, and its values."""

    key: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Orphan:
    """A target without its tier; below, above: the target of communes, of the province, that asks for the same."""

    item: TargetItem
    below: TargetItem | None
    above: TargetItem | None

    @property
    def choices(self) -> tuple[str, ...]:
        return (ADOPT, KEEP, MOVE, DROP) if self.below else (ADOPT, MOVE, DROP)


@dataclass(frozen=True)
class Choice:
    """What a person decides of one target; reason: needed to drop it."""

    verb: str
    reason: str = ""


def ended_on(tiers: Iterable[EndedTier], day: date) -> dict[str, EndedTier]:
    return {tier.tier: tier for tier in tiers if tier.ended <= day}


def orphans(targets: Sequence[TargetItem], ended: Iterable[str]) -> list[Orphan]:
    """The targets of ended tiers, in order, each beside the nearest of the communes and of the province."""
    gone = set(ended)
    below = [t for t in targets if t.data.get("tier") == BELOW]
    above = [t for t in targets if t.data.get("tier") == ABOVE]
    return [Orphan(t, _nearest(t, below), _nearest(t, above)) for t in targets if t.data.get("tier") in gone]


def _nearest(target: TargetItem, others: Sequence[TargetItem]) -> TargetItem | None:
    words = _words(target)
    near = [(alike(words, _words(o)), -n, o) for n, o in enumerate(others) if o.data["unit"] == target.data["unit"]]
    best = max(near, key=lambda found: found[:2], default=None)
    return best[2] if best and best[0] >= _ALIKE else None


_TIER_WORDS = frozenset({"cap", "huyen", "xa", "tinh", "thanh", "pho", "phuong", "toan"})


def _words(target: TargetItem) -> frozenset[str]:
    return telling(target.data["subject"]) - _TIER_WORDS


def refusals_of(found: Sequence[Orphan], choices: dict[int, Choice]) -> list[Refusal]:
    """Every target needs a choice that is open to it; a dropped one its reason."""
    refusals = []
    for number, orphan in enumerate(found, 1):
        choice = choices.get(orphan.item.key)
        if choice is None or choice.verb not in orphan.choices:
            refusals.append(Refusal("remap.choice", {"number": number}))
        elif choice.verb == DROP and not choice.reason.strip():
            refusals.append(Refusal("remap.reason", {"number": number}))
    adopted: dict[int, int] = {}
    for number, orphan in enumerate(found, 1):
        choice = choices.get(orphan.item.key)
        if choice is not None and choice.verb == ADOPT and orphan.below is not None:
            first = adopted.setdefault(orphan.below.key, number)
            if first != number:
                refusals.append(Refusal("remap.twice", {"first": first, "number": number}))
    return refusals


@dataclass(frozen=True)
class Outcome:
    """What becomes of one item. data: its new values, None where it leaves the plan; note: why."""

    key: int
    data: dict[str, Any] | None
    note: str


def outcomes(orphan: Orphan, choice: Choice) -> list[Outcome]:
    """The items that a choice touches: adopted, the communes' threshold becomes the ended tier's; kept, theirs stays."""
    item, below, reason = orphan.item, orphan.below, choice.reason.strip()
    tier = item.data["tier"]
    data = item.data | ({"unit_kind": None} if item.data.get("unit_kind") else {})
    if choice.verb == DROP:
        return [Outcome(item.key, None, reason)]
    if choice.verb == MOVE:
        return [Outcome(item.key, data | {"tier": ABOVE}, reason or f"chuyển từ {tier} lên {ABOVE}")]
    if choice.verb == KEEP:
        return [Outcome(item.key, None, reason or f"{BELOW} giữ yêu cầu riêng")]
    if below is None:
        return [Outcome(item.key, data | {"tier": BELOW}, reason or f"{BELOW} nhận từ {tier}")]
    taken = {"comparator": item.data["comparator"], "value": item.data["value"]}
    note = reason or f"{BELOW} nhận yêu cầu của {tier}"
    return [Outcome(below.key, below.data | taken, note), Outcome(item.key, None, note)]
