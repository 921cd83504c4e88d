"""What units have together, along the tree of a day: each value is counted once, whoever was merged or split."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.movements.rules.measures import TargetFact, Total, ValueFact, total_of


@dataclass(frozen=True)
class Handover:
    """On the day the sources' duties went to the targets; none where the sources were dissolved."""

    day: date
    sources: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """A unit's latest value of one target, and the day that its numbers are of."""

    as_of: date
    value: ValueFact


WHOLE = 0  # the node above every unit: the province


@dataclass(frozen=True)
class Tree:
    """parents: unit → the unit above it, for those that stand on the day; handovers: those up to the day."""

    parents: Mapping[int, int | None]
    handovers: tuple[Handover, ...] = ()

    def path(self, unit: int) -> list[int]:
        """The unit, all above it and the whole; of one that ended what its successors have in common, which is where its
        last value still counts."""
        if unit in self.parents:
            found, at = [], unit
            while at is not None and at not in found:
                found.append(at)
                at = self.parents.get(at)  # type: ignore[assignment]  # None ends the walk
            return [*found, WHOLE]
        paths = [self.path(t) for h in self.handovers if unit in h.sources for t in h.targets if unit not in h.targets]
        if not paths:
            return []
        rest = [set(path) for path in paths[1:]]
        return [node for node in paths[0] if all(node in other for other in rest)]


def kin(unit: int, handovers: Iterable[Handover]) -> set[int]:
    """The unit and every unit that is tied to it by a chain of handovers."""
    rows, found, before = list(handovers), {unit}, 0
    while len(found) > before:
        before = len(found)
        for handover in rows:
            tied = {*handover.sources, *handover.targets}
            if tied & found:
                found |= tied
    return found


def counted(own: Mapping[int, Told], handovers: Sequence[Handover]) -> dict[int, Told]:
    """Whose values count. A predecessor's last value stands until every successor has told its own since; until then a
    successor's own, which is a part of the same, is held back. What was dissolved counts no more."""
    held: set[int] = set()

    def said(unit: int, since: date) -> bool:
        mine = own.get(unit)
        if unit not in held and mine is not None and mine.as_of >= since:
            return True
        later = [h for h in handovers if unit in h.sources and h.day > since and h.targets]
        return any(all(said(t, h.day) for t in h.targets) for h in later)

    def has(unit: int, before: date) -> bool:
        return unit in own or any(
            has(s, h.day) for h in handovers if unit in h.targets and h.day < before for s in h.sources
        )

    changed = True
    while changed:
        changed = False
        for handover in handovers:
            if all(said(t, handover.day) for t in handover.targets):
                continue
            early = {t for t in handover.targets if t in own and own[t].as_of >= handover.day} - held
            if early and any(has(s, handover.day) for s in handover.sources):
                held |= early
                changed = True
    gone = {s for h in handovers if all(said(t, h.day) for t in h.targets) for s in h.sources if s not in h.targets}
    return {unit: told for unit, told in own.items() if unit not in held | gone}


def totals(target: TargetFact, own: Mapping[int, Told], tree: Tree) -> dict[int, Total]:
    """unit of the tree → what it and all under it have together."""
    found: dict[int, Total] = {}
    for unit, told in counted(own, tree.handovers).items():
        part = total_of(target, told.value)
        if part.units:
            for node in tree.path(unit):
                found[node] = found.get(node, Total()) + part
    return found


def shifts(before: Mapping[int, Total], after: Mapping[int, Total]) -> dict[int, Total]:
    """unit → by how much its total changes; units whose total stays are left out."""
    nodes = dict.fromkeys((*before, *after))
    found = {node: after.get(node, Total()) - before.get(node, Total()) for node in nodes}
    return {node: total for node, total in found.items() if total != Total()}
