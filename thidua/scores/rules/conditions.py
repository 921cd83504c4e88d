"""What an award round may ask of a unit's published score: a level, or a place in the top part of its group or province.

Source: the plans that make the index result one content of award review.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

KINDS = ("level", "province_share", "group_share")


@dataclass(frozen=True)
class Condition:
    """code: of the index set; kind: ``level`` (at least ``value``), ``province_share`` or ``group_share`` (within the best
    ``value`` percent; a place counts in full, so a third of ten are the first three)."""

    code: str
    kind: str
    value: Decimal


@dataclass(frozen=True)
class Outcome:
    """A unit's last published score of a set. in_groups: block or cluster → (rank, of how many)."""

    year: int
    level: int | None
    rank: int
    of: int
    in_groups: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def is_met(condition: Condition, outcome: Outcome | None) -> bool | None:
    """None where nothing that is published can tell."""
    if outcome is None:
        return None
    if condition.kind == "level":
        return None if outcome.level is None else outcome.level >= condition.value
    if condition.kind == "province_share":
        return _within(outcome.rank, outcome.of, condition.value)
    if not outcome.in_groups:
        return None
    return any(_within(rank, of, condition.value) for rank, of in outcome.in_groups.values())


def _within(rank: int, of: int, percent: Decimal) -> bool:
    """A third written as 33.33 is met by exactly 1 of 3; the first is always within."""
    return rank == 1 or Decimal(rank) * 100 <= percent * of + Decimal("0.01") * of
