"""Who passes when more reach the threshold than the quota allows, and who comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Standing:
    """One subject that reached its threshold. merit: what stands for it among equals, by the stated rule; greater first."""

    pk: int
    yes: int
    base: int
    merit: Decimal = Decimal(0)

    @property
    def order(self) -> tuple[Fraction, int, Decimal]:
        return Fraction(self.yes, self.base), self.yes, self.merit


@dataclass(frozen=True)
class Allocation:
    """Who has a place; who is in reserve, the first of them first, equals together, whom only a further vote can part."""

    placed: tuple[int, ...]
    reserve: tuple[tuple[int, ...], ...]

    def places(self) -> dict[int, int]:
        """pk → its place in the order; equals share that of the first of them."""
        found = {pk: place for place, pk in enumerate(self.placed, 1)}
        for equal in self.reserve:
            place = len(found) + 1
            found |= dict.fromkeys(equal, place)
        return found

    def tied(self) -> set[int]:
        return {pk for equal in self.reserve if len(equal) > 1 for pk in equal}


def allocate(passed: Sequence[Standing], places: int | None) -> Allocation:
    """By share of approval, then by votes, then by merit. Equals at the last place all wait in reserve, and equals in reserve
    stand there together: nobody is chosen among them by chance."""
    groups: dict[tuple[Fraction, int, Decimal], list[int]] = {}
    for one in sorted(passed, key=lambda s: s.order, reverse=True):
        groups.setdefault(one.order, []).append(one.pk)
    placed: list[int] = []
    reserve: list[tuple[int, ...]] = []
    for equal in groups.values():
        if places is None or (not reserve and len(placed) + len(equal) <= places):
            placed += equal
        else:
            reserve.append(tuple(equal))
    return Allocation(tuple(placed), tuple(reserve))


def line_up(standings: Mapping[int, Sequence[tuple[date, int, int]]]) -> list[list[int]]:
    """A reserve list in order, equals together. standings: nominee → what each session that it stood in said: day, session,
    place; the earliest first, so that a further vote parts equals where they stand."""
    found: dict[tuple[tuple[date, int, int], ...], list[int]] = {}
    for one in sorted(standings, key=lambda one: (tuple(standings[one]), one)):
        found.setdefault(tuple(standings[one]), []).append(one)
    return list(found.values())
