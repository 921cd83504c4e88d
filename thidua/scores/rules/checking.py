"""What a set is checked for before it is published."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from thidua.kernel.vietnamese import fold, format_number
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.sets import IndexSet, Indicator


@dataclass(frozen=True)
class Flaw:
    """code: of a sentence; grave: the set cannot be published with it."""

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)
    grave: bool = True


def flaws(index: IndexSet) -> list[Flaw]:
    """The grave ones first."""
    found = [*_sums(index), *_reach(index), *_codes(index), *_names(index), *_levels(index), *_skips(index)]
    return sorted(found, key=lambda flaw: not flaw.grave)


def shown(points: int) -> str:
    return format_number(decimal(points))


def _sums(index: IndexSet) -> Iterator[Flaw]:
    for pillar in index.pillars:
        rows = index.of_pillar(pillar.code)
        found = sum(one.full for one in rows if one.formula.counts)
        if not rows:
            yield Flaw("index.empty_pillar", {"pillar": pillar.code})
        elif found != pillar.full:
            yield Flaw("index.sum", {"pillar": pillar.code, "said": shown(pillar.full), "found": shown(found)})


def _reach(index: IndexSet) -> Iterator[Flaw]:
    for one in index.indicators:
        if one.formula.counts and one.formula.reachable() < one.full:
            best = shown(one.formula.reachable())
            yield Flaw("index.unreachable", {"indicator": one.code, "full": shown(one.full), "best": best})
        if one.formula.counts and not one.full:
            yield Flaw("index.no_points", {"indicator": one.code})


def _codes(index: IndexSet) -> Iterator[Flaw]:
    """Gaps in the numbering: 1.1, 1.3 without 1.2."""
    heads: dict[str, list[int]] = {}
    for one in index.indicators:
        head, _, last = one.code.rpartition(".")
        if last.isdecimal():
            heads.setdefault(head, []).append(int(last))
    for head, numbers in heads.items():
        for missing in sorted(set(range(1, max(numbers))) - set(numbers))[:5]:
            yield Flaw("index.gap", {"indicator": f"{head}.{missing}".lstrip(".")}, grave=False)


def _names(index: IndexSet) -> Iterator[Flaw]:
    counted = Counter(_name(one) for one in index.indicators)
    for one in index.indicators:
        if counted[_name(one)] > 1:
            yield Flaw("index.same_name", {"indicator": one.code, "name": one.name}, grave=False)


def _name(one: Indicator) -> str:
    return fold(one.name)


def _levels(index: IndexSet) -> Iterator[Flaw]:
    if index.levels is None:
        return
    for n, one in enumerate(index.levels.overall, 1):
        if one.above >= index.full or one.pillars > len(index.pillars) or one.at > len(index.levels.bounds):
            yield Flaw("index.level", {"level": n})


def _skips(index: IndexSet) -> Iterator[Flaw]:
    for pillar in index.pillars:
        rows = [one for one in index.of_pillar(pillar.code) if one.formula.counts]
        if rows and index.skip == "rescale" and all(one.may_skip for one in rows):
            yield Flaw("index.all_skipped", {"pillar": pillar.code}, grave=False)
    if unconfirmed := sum(not one.confirmed for one in index.indicators):
        yield Flaw("index.unconfirmed", {"count": unconfirmed}, grave=False)
