"""The order of a route."""

from collections.abc import Sequence
from dataclasses import dataclass


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
