"""Quorum and tally. Percentages are Decimal; shares are compared by cross-multiplication, so nothing is rounded."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ThresholdFacts:
    """quorum_percent of all members; approval_percent of ``denominator``: all_members, present or ballots; more_than: whether
    it must be exceeded, not only reached."""

    quorum_percent: Decimal
    approval_percent: Decimal
    denominator: str
    more_than: bool = False


@dataclass(frozen=True)
class Tally:
    """Counts of one motion. approved: reached the threshold with a quorum; base: what the share was taken of."""

    members: int
    present: int
    yes: int
    no: int
    abstain: int
    base: int
    quorate: bool
    approved: bool
    invalid: int = 0

    @property
    def ballots(self) -> int:
        return self.yes + self.no + self.abstain + self.invalid


def has_quorum(present: int, members: int, percent: Decimal) -> bool:
    """Whether ``present`` of ``members`` reaches the percentage; two thirds written as 66.67 is met by exactly 2 of 3."""
    return members > 0 and Decimal(present) * 100 + Decimal("0.01") * members >= percent * members


def tally(
    choices: Iterable[str] | Mapping[str, int], *, members: int, present: int, threshold: ThresholdFacts
) -> Tally:
    """Counts ``yes``, ``no``, ``abstain`` and ``invalid``, of ballots or as counted before. Raises ValueError for another word or for more ballots than are present."""
    counts = Counter(choices)
    if (
        set(counts) - {"yes", "no", "abstain", "invalid"}
        or min(counts.values(), default=0) < 0
        or counts.total() > present
        or present > members
    ):
        raise ValueError(dict(counts))
    base = {"all_members": members, "present": present, "ballots": counts.total()}[threshold.denominator]
    quorate = has_quorum(present, members, threshold.quorum_percent)
    yes, wanted = Decimal(counts["yes"]) * 100, threshold.approval_percent * base
    reached = yes > wanted if threshold.more_than else yes >= wanted
    passed = quorate and base > 0 and reached
    found = (counts["yes"], counts["no"], counts["abstain"])
    return Tally(members, present, *found, base, quorate, passed, counts["invalid"])
