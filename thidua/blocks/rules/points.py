"""A block's criteria, what marks come to, and the ranking. Points are Decimal with two places, halves rounded up.

Source: the plan that has blocks and clusters take a movement's result as a criterion of their yearly scoring; the
table of criteria itself is the block's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

KINDS = ("task", "movement", "bonus", "penalty")
SOURCES = ("index", "targets", "duties")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Criterion:
    """kind: task (within ``full``), movement (a share of ``full`` that is taken from ``source``), bonus (added, up to
    ``full``) or penalty (taken off, up to ``full``)."""

    key: str
    kind: str
    full: Decimal
    source: str = ""


@dataclass(frozen=True)
class Mark:
    """What a marker gives of one criterion, and the word beside it."""

    points: Decimal
    why: str = ""


def rounded(value: Fraction) -> Decimal:
    """To two places, a half upwards. Exact: nothing passes through a binary fraction."""
    scaled = value * 100
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    return Decimal(whole + (2 * rest >= scaled.denominator)) * CENT


def share_of(full: Decimal, reached: int | Decimal, whole: int | Decimal) -> Decimal:
    """The part of ``full`` that ``reached`` of ``whole`` earns; within 0 and ``full``."""
    if whole <= 0:
        return Decimal(0)
    share = min(max(Fraction(reached) / Fraction(whole), Fraction(0)), Fraction(1))
    return rounded(Fraction(full) * share)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """None of nothing."""
    found = list(values)
    return rounded(sum(map(Fraction, found), Fraction(0)) / len(found)) if found else None


def total(criteria: Iterable[Criterion], points: Mapping[str, Decimal]) -> Decimal:
    """Tasks, movement and bonuses together, less penalties; what has no points counts nothing."""
    found = Decimal(0)
    for one in criteria:
        value = points.get(one.key, Decimal(0))
        found += -value if one.kind == "penalty" else value
    return found.quantize(CENT, rounding=ROUND_HALF_UP)


def full_points(criteria: Iterable[Criterion]) -> Decimal:
    """The most that can be reached without bonuses."""
    return sum((one.full for one in criteria if one.kind in ("task", "movement")), Decimal(0))


def in_range(one: Criterion, points: Decimal) -> bool:
    return Decimal(0) <= points <= one.full


def differing(criteria: Iterable[Criterion], marks: Mapping[str, Mark], base: Mapping[str, Decimal]) -> list[str]:
    """Keys whose points differ from those they are compared with, or have none to be compared with, without a word why."""
    found = []
    for one in criteria:
        mark = marks.get(one.key)
        if mark is not None and mark.points != base.get(one.key) and len(mark.why.strip()) < 5:
            found.append(one.key)
    return found


def ranks(totals: Mapping[int, Decimal]) -> dict[int, int]:
    """Who → place, the greatest first; equal points share a place, and the next ones are left out."""
    ordered = sorted(totals.values(), reverse=True)
    return {who: ordered.index(value) + 1 for who, value in totals.items()}
