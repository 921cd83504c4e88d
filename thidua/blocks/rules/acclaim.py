"""The result of an acclamation (suy tôn): of those whom enough voted for, the first by votes; then by points, then by the
votes of a further ballot among equals. What is still equal is told, never decided by a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Stood:
    """A member that stood. approved: reached the block's threshold in the first ballot; yes: votes for it in each ballot
    it stood in, the first one first."""

    member: int
    points: Decimal
    approved: bool
    yes: tuple[int, ...]

    @property
    def key(self) -> tuple[int, Decimal, tuple[int, ...]]:
        return (self.yes[0] if self.yes else 0, self.points, self.yes[1:])


@dataclass(frozen=True)
class Acclaimed:
    """proposed: in order; tied: equal at the last place, so that a further ballot is needed; reserve: in order;
    missed: not approved; places: of those approved, equal ones share theirs."""

    proposed: tuple[int, ...]
    tied: tuple[int, ...]
    reserve: tuple[int, ...]
    missed: tuple[int, ...]
    places: Mapping[int, int] = field(default_factory=dict)


def acclaim(stood: Iterable[Stood], places: int) -> Acclaimed:
    """Fills so many places."""
    every = list(stood)
    passed = sorted((one for one in every if one.approved), key=lambda one: one.key, reverse=True)
    missed = tuple(one.member for one in every if not one.approved)
    order = {one.member: 1 + sum(other.key > one.key for other in passed) for one in passed}
    if len(passed) <= places:
        return Acclaimed(tuple(one.member for one in passed), (), (), missed, order)
    if places <= 0:
        return Acclaimed((), (), tuple(one.member for one in passed), missed, order)
    last = passed[places - 1].key
    above = tuple(one.member for one in passed if one.key > last)
    equal = tuple(one.member for one in passed if one.key == last)
    below = tuple(one.member for one in passed if one.key < last)
    if len(above) + len(equal) == places:
        return Acclaimed(above + equal, (), below, missed, order)
    return Acclaimed(above, equal, below, missed, order)
