"""The order of a route, what a return does to it, and the clock of a step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.kernel.workdays import Calendar, workdays_between

SETTLED = ("answered", "silent")


@dataclass(frozen=True)
class RowFact:
    """One row of a dossier's route. Rows of one order are open at the same time."""

    pk: int
    order: int
    state: str


def numbered(kinds: Sequence[str]) -> list[int]:
    """The order of each step of a route: agencies whose opinion is asked one after the other in the plan are asked at the
    same time (hiệp y)."""
    found: list[int] = []
    for place, kind in enumerate(kinds):
        together = place > 0 and kind == kinds[place - 1] == "opinion"
        found.append(found[-1] if together else len(set(found)))
    return found


def to_open(rows: Sequence[RowFact]) -> list[RowFact]:
    """The rows to open next: all of the lowest order that waits, once no row is open. Empty when the route is walked."""
    waiting = [row for row in rows if row.state == "waiting"]
    if not waiting or any(row.state == "open" for row in rows):
        return []
    first = min(row.order for row in waiting)
    return [row for row in waiting if row.order == first]


def walked(rows: Sequence[RowFact]) -> bool:
    """Every row is answered, or silent where silence counts; what was withdrawn does not matter."""
    left = [row for row in rows if row.state != "withdrawn"]
    return bool(left) and all(row.state in SETTLED for row in left)


def laid_out_again(
    steps: Sequence[tuple[int, str]], back: int, rule: Mapping[str, Any], given: Collection[int] = ()
) -> list[int]:
    """Which steps (order, kind) a dossier goes through again after a return, by place in the list. back: the order of the
    step that returned it; rule: ``reenter`` same or start, ``answers`` stand or fall (opinions given before); given: places
    of the opinions that other agencies of that step had given."""
    if rule.get("reenter") == "start":
        return list(range(len(steps)))
    falls = rule.get("answers") == "fall"
    again = [n for n, (order, kind) in enumerate(steps) if order >= back or (falls and kind == "opinion")]
    return again if falls else [n for n in again if n not in given or steps[n][0] != back]


def clock(due: date | None, today: date, near: int, calendar: Calendar) -> str:
    """``late`` after the day, ``near`` with at most ``near`` working days left, else ``ok``; empty without a day."""
    if due is None:
        return ""
    if today > due:
        return "late"
    return "near" if workdays_between(today, due, calendar) <= near else "ok"
