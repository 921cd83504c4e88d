"""Who answers a difficulty first, by when, and which others are like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.plans.rules.comparing import alike, telling

# No clause of a plan or law sets these days; the pages say that they are the product's own.
ANSWER_DAYS = 15
_ALIKE = 0.25


def answer_due(day: date) -> date:
    """By when the holder answers; it begins anew when it is handed on."""
    return day + timedelta(days=ANSWER_DAYS)


@dataclass(frozen=True)
class Told:
    """A difficulty as it is compared: its key and its words."""

    key: int
    text: str


def similar(text: str, others: Iterable[Told], most: int = 5) -> list[int]:
    """The keys of those that share most words with the text, the nearest first."""
    own = telling(text)
    scored = sorted(((alike(own, telling(o.text)), o.key) for o in others), reverse=True)
    return [key for score, key in scored if score >= _ALIKE][:most]
