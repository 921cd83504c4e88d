"""Quotas and the places in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Whose quota a subject counts in; a household has none in the plans read so far.
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

    def cap(self, kind: str) -> int | None:
        """kind: of a subject, or what it is counted as."""
        return {"collective": self.collectives, "individual": self.individuals}.get(COUNTED_AS[kind])


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
