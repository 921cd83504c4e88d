"""Two versions of a set, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.vietnamese import fold
from thidua.scores.rules.sets import IndexSet, Indicator

FIELDS = ("code", "pillar", "name", "full", "kind", "params", "how", "evidence", "agency", "may_skip")


@dataclass(frozen=True)
class Change:
    """One indicator's fate. state: same, changed, added or removed; fields: which differ."""

    state: str
    old: Indicator | None
    new: Indicator | None
    fields: tuple[str, ...] = ()


def compare(old: IndexSet, new: IndexSet) -> list[Change]:
    """In the order of the new set, what was removed last. Indicators are matched by name first, then by code."""
    by_name = _once((fold(one.name), one) for one in old.indicators)
    names = _once((fold(one.name), one) for one in new.indicators)
    pairs: dict[str, Indicator] = {one.code: by_name[name] for name, one in names.items() if name in by_name}
    taken = {one.code for one in pairs.values()}
    for one in new.indicators:
        if one.code not in pairs and one.code in old.by_code and one.code not in taken:
            pairs[one.code] = old.by_code[one.code]
            taken.add(one.code)
    found = [_change(pairs.get(one.code), one) for one in new.indicators]
    return found + [Change("removed", one, None) for one in old.indicators if one.code not in taken]


def _once(rows: Iterable[tuple[str, Indicator]]) -> dict[str, Indicator]:
    """What bears its name alone."""
    found: dict[str, Indicator | None] = {}
    for name, one in rows:
        found[name] = None if name in found else one
    return {name: one for name, one in found.items() if one is not None}


def _change(old: Indicator | None, new: Indicator) -> Change:
    if old is None:
        return Change("added", None, new)
    fields = tuple(name for name in FIELDS if getattr(old, name) != getattr(new, name))
    return Change("changed" if fields else "same", old, new, fields)
