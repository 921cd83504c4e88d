"""With whom a dossier waits, since when and until when, once its route is walked or while it is with its unit: later stages
say it of the states that are theirs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards.rules.selecting import RuleFact
from thidua.journal.entries import history
from thidua.kernel.workdays import add_workdays
from thidua.nominations.models import Nomination
from thidua.nominations.queries import register_of
from thidua.nominations.rules.route import clock
from thidua.people.queries import holders


@dataclass(frozen=True)
class Whereabouts:
    """where: what it waits for, a phrase; names: of whoever moves it on; since, due: days; standing: of the clock, as
    ``rules.route.clock``; rule: what the day is by; address: of what it waits with, for those who hold the word ``sees``,
    everybody where that is empty."""

    where: str
    names: tuple[str, ...] = ()
    since: date | None = None
    due: date | None = None
    standing: str = ""
    rule: RuleFact | None = None
    address: str = ""
    sees: str = ""


Finder = Callable[[Nomination], Whereabouts | None]
_FINDERS: dict[str, list[Finder]] = {}


def finds(*states: str) -> Callable[[Finder], Finder]:
    """Registers a stage's answer for dossiers in the states; None leaves it to another. A few queries each."""

    def keep(finder: Finder) -> Finder:
        for state in states:
            _FINDERS.setdefault(state, []).append(finder)
        return finder

    return keep


def whereabouts(nomination: Nomination) -> Whereabouts | None:
    """None where it waits for nothing, or its route says with whom."""
    answers = (finder(nomination) for finder in _FINDERS.get(nomination.state, ()))
    return next((answer for answer in answers if answer is not None), None)


def since(row: Model) -> date | None:
    """The day on which it came into its state."""
    rows = history(row).filter(after=row.state)  # type: ignore[attr-defined]  # a row with a life
    at = rows.values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def waits(
    nomination: Nomination, where: str, word: str, *, step: str = "", start: date | None = None, **more: Any
) -> Whereabouts:
    """word: that whoever moves it on holds, over whoever awards; step: whose time limit runs, from the day on which it came
    into its state; start: since when it is there, None for that day; more: as ``Whereabouts`` has it."""
    names, first = holders(word, nomination.province_id, nomination.awarder_id), since(nomination)
    found = Whereabouts(where, names, start or first, **more)
    if not step or first is None:
        return found
    book = register_of(nomination)
    rule = book.find("time_limit", step, day=first)
    if rule is None or not rule.data.get("workdays"):
        return found
    due = add_workdays(first, int(rule.data["workdays"]), book.calendar())
    standing = clock(due, timezone.localdate(), int(rule.data.get("near") or 0), book.calendar())
    return replace(found, due=due, standing=standing, rule=rule)


@finds("draft", "returned")
def with_its_unit(nomination: Nomination) -> Whereabouts:
    where = _("chờ đơn vị hoàn thiện và gửi") if nomination.state == "draft" else _("chờ đơn vị bổ sung và gửi lại")
    names = holders("unit.draft", nomination.province_id, nomination.unit_id, of_unit=True)
    return Whereabouts(f"{where} ({nomination.unit.name})", names, since(nomination))
