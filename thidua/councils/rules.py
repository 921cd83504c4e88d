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


def line_up(standings: Mapping[int, Sequence[tuple[date, int, int, bool]]]) -> list[list[int]]:
    """A reserve list in order, equals together. standings: nominee → what each session that it stood in said: day, session,
    place, whether tied; the earliest first. Who was tied stands where the first of the tied does, until a further vote
    parts them."""
    heads: dict[tuple[date, int], int] = {}
    for rows in standings.values():
        for day, session, place, is_tied in rows:
            if is_tied:
                heads[day, session] = min(place, heads.get((day, session), place))
    keys = {
        one: tuple((day, session, heads[day, session] if is_tied else place) for day, session, place, is_tied in rows)
        for one, rows in standings.items()
    }
    found: dict[tuple[tuple[date, int, int], ...], list[int]] = {}
    for one in sorted(keys, key=lambda one: (keys[one], one)):
        found.setdefault(keys[one], []).append(one)
    return list(found.values())
