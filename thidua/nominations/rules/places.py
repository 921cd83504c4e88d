"""Quotas and the places in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Whose quota a subject counts in.
COUNTED_AS = {
    "collective": "collective",
    "enterprise": "collective",
    "individual": "individual",
    "overseas": "individual",
    "household": "household",
}


@dataclass(frozen=True)
class Quota:
    """Caps of one award on one occasion; None is no cap."""

    collectives: int | None
    individuals: int | None
    households: int | None = None

    def cap(self, kind: str) -> int | None:
        """kind: of a subject, or what it is counted as."""
        caps = {"collective": self.collectives, "individual": self.individuals, "household": self.households}
        return caps[COUNTED_AS[kind]]


def over_quota(quota: Quota, kinds: Iterable[str]) -> dict[str, tuple[int, int]]:
    """kind counted as → (asked, cap) for each that goes beyond its cap."""
    asked = Counter(COUNTED_AS[kind] for kind in kinds)
    return {k: (n, cap) for k, n in asked.items() if (cap := quota.cap(k)) is not None and n > cap}


def places_left(quota: Quota, kind: str, held: Iterable[str]) -> int | None:
    """How many more of the kind may be held beside those that are (kinds of subjects); None without a cap, never below 0."""
    cap = quota.cap(kind)
    if cap is None:
        return None
    return max(0, cap - sum(COUNTED_AS[other] == COUNTED_AS[kind] for other in held))


def over_shared(cap: int | None, shares: Iterable[int]) -> int:
    """By how many places the shares go beyond the cap; 0 where they do not, or there is none."""
    return max(0, sum(shares) - cap) if cap is not None else 0


def beyond(count: int, base: int, percent: Decimal) -> bool:
    """Whether the count is more than that share of the base, rounded down."""
    return count > int(base * percent / 100)
