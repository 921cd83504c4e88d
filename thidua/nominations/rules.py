"""Quotas, dossier parts and the order of the route."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# When a plan names no parts: the parts of the published procedure for provincial thematic awards.
DEFAULT_PARTS = (
    ("Tờ trình đề nghị khen thưởng", "upload"),
    ("Báo cáo thành tích có xác nhận của cấp trình khen", "upload"),
    ("Biên bản xét khen thưởng của Hội đồng Thi đua - Khen thưởng cấp trình khen", "upload"),
)
# When a plan names no route.
DEFAULT_ROUTE = (("consolidate", "Cơ quan thường trực phong trào"), ("appraise", "Cơ quan thẩm định"))


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


def same_occasion(offer: str, round_: str) -> bool:
    """An offer without an occasion holds on every one; ``sơ kết 2022-2023`` on rounds of sơ kết."""
    return not offer or offer.split(" 20")[0] == round_.split(" 20")[0]


@dataclass(frozen=True)
class RowFact:
    """One row of a dossier's route."""

    pk: int
    order: int
    state: str


def next_row(rows: Sequence[RowFact]) -> RowFact | None:
    """The row to open next: the first that waits, once no row before it is open. None when the route is walked."""
    for row in sorted(rows, key=lambda r: r.order):
        if row.state == "open":
            return None
        if row.state == "waiting":
            return row
    return None


def walked(rows: Sequence[RowFact]) -> bool:
    return all(row.state in ("answered", "withdrawn") for row in rows) and any(r.state == "answered" for r in rows)
