"""Rosters as people paste them, each person counted once, and what a book of activities says of a target."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.kernel.periods import first_day
from thidua.kernel.vietnamese import fold

TRAININGS = ("basic", "analysis", "public")
COMMUNICATION = "news"
KINDS = (*TRAININGS, COMMUNICATION)


@dataclass(frozen=True)
class Person:
    """One line of a roster: the name, and the part of the unit (or the village) by which namesakes differ."""

    name: str
    part: str = ""

    @property
    def key(self) -> str:
        return f"{fold(self.name)}|{fold(self.part)}"


_SPLIT = re.compile(r"[\t;|]|,\s*")
_NUMBER = re.compile(r"^\s*\d{1,5}\s*[.)\-:\t;]?\s*")


def roster_in(text: str) -> list[Person]:
    """The people of a pasted list, once each: a line a person, the part after a tab, semicolon or comma. Leading numbers
    are no names."""
    found: dict[str, Person] = {}
    for line in text.splitlines():
        name, *rest = [part.strip() for part in _SPLIT.split(_NUMBER.sub("", line, count=1)) if part.strip()] or [""]
        if name and any(letter.isalpha() for letter in name):
            person = Person(" ".join(name.split())[:120], " ".join(" ".join(rest).split())[:120])
            found.setdefault(person.key, person)
    return list(found.values())


@dataclass(frozen=True)
class Held:
    """An activity as it counts: its kind and day, whom it reached (by ``Person.key``) or how many where no roster is
    kept, and the items and hours of communication."""

    kind: str
    day: date
    people: frozenset[str] = frozenset()
    unnamed: int = 0
    items: int = 0
    hours: Decimal = Decimal(0)


def counts(feed: str, held: Iterable[Held], *, start: date, until: date) -> Decimal:
    """What the activities say of a target that they feed, up to a day.

    People are counted once however often they came, from the beginning; ``items`` and ``hours`` of communication within
    the period that begins with ``start``.
    """
    rows = [h for h in held if h.day <= until]
    if feed in TRAININGS:
        own = [h for h in rows if h.kind == feed]
        return Decimal(len(frozenset().union(*(h.people for h in own))) + sum(h.unnamed for h in own))
    own = [h for h in rows if h.kind == COMMUNICATION and h.day >= start]
    return sum((h.hours for h in own), Decimal(0)) if feed == "hours" else Decimal(sum(h.items for h in own))


REVIEWS = ("mid_term", "final")


def start_of(kind: str, period: str, published: date) -> date:
    """The first day that a report tells of: of its period, or of the movement for a review, which looks back on all."""
    return published if kind in REVIEWS else first_day(period) or published
