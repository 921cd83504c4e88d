"""The tree on a day, and what a succession does to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.kernel.periods import in_force
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class Place:
    """Where a unit stands from ``start`` to ``end`` (inclusive, None for open); ``parent`` None is a root."""

    unit: int
    parent: int | None
    start: date
    end: date | None = None


def parents_on(places: Iterable[Place], day: date) -> dict[int, int | None]:
    """unit → parent on the day."""
    return {p.unit: p.parent for p in places if in_force(p.start, p.end, day)}


def has_circle(parents: Mapping[int, int | None]) -> bool:
    for unit in parents:
        seen, at = {unit}, parents.get(unit)
        while at is not None:
            if at in seen:
                return True
            seen.add(at)
            at = parents.get(at)
    return False


def descendants(parents: Mapping[int, int | None], top: int) -> set[int]:
    """Every unit under ``top`` on the day, ``top`` included."""
    children: dict[int, list[int]] = {}
    for unit, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(unit)
    found, frontier = {top}, [top]
    while frontier:
        for child in children.get(frontier.pop(), ()):
            if child not in found:
                found.add(child)
                frontier.append(child)
    return found


@dataclass(frozen=True)
class Succession:
    """kind: merge (into a new unit), absorb (into a standing one), split, rename or dissolve; ``sources`` end on the day before, ``targets`` begin on the day."""

    kind: str
    day: date
    sources: tuple[int, ...]
    targets: tuple[int, ...]


_SHAPES = {
    "merge": (2, 99, 1, 1),
    "absorb": (1, 99, 1, 1),
    "split": (1, 1, 2, 99),
    "rename": (1, 1, 1, 1),
    "dissolve": (1, 99, 0, 0),
}


def check_succession(succession: Succession, alive: Iterable[int]) -> list[Refusal]:
    """Shape of the kind (a merge joins two or more into one, …) and that every source stands on the day before."""
    low_from, high_from, low_to, high_to = _SHAPES[succession.kind]
    found = []
    if not low_from <= len(succession.sources) <= high_from or not low_to <= len(succession.targets) <= high_to:
        found.append(Refusal("succession.shape", {"kind": succession.kind}))
    if gone := set(succession.sources) - set(alive):
        found.append(Refusal("succession.gone", {"count": len(gone)}))
    if set(succession.sources) & set(succession.targets):
        found.append(Refusal("succession.same"))
    return found


def heirs(successions: Iterable[Succession], unit: int, day: date) -> set[int]:
    """The units that stand for ``unit`` on the day, through every succession up to it; itself when none touched it."""
    found = {unit}
    for succession in sorted(successions, key=lambda s: s.day):
        if succession.day <= day and found & set(succession.sources):
            found = (found - set(succession.sources)) | set(succession.targets)
    return found


def last_day_before(day: date) -> date:
    return day - timedelta(days=1)
