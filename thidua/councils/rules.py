"""Who passes when more reach the threshold than the quota allows."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """Who has a place, who is in reserve, the first of them first; tied: those in reserve who are equal to each other where
    the places end, whom only a further vote can part."""

    placed: tuple[int, ...]
    reserve: tuple[int, ...]
    tied: tuple[int, ...]


def allocate(passed: Sequence[Standing], places: int | None) -> Allocation:
    """By share of approval, then by votes, then by merit. Equals at the last place all wait in reserve: nobody is chosen
    among them by chance."""
    ordered = sorted(passed, key=lambda s: s.order, reverse=True)
    if places is None or len(ordered) <= places:
        return Allocation(tuple(s.pk for s in ordered), (), ())
    end = places
    while end > 0 and ordered[end - 1].order == ordered[places].order:
        end -= 1
    tied = [s.pk for s in ordered[end:] if s.order == ordered[places].order] if end < places else []
    return Allocation(tuple(s.pk for s in ordered[:end]), tuple(s.pk for s in ordered[end:]), tuple(tied))
