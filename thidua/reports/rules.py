"""Values as typed, and two people editing one report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number, parse_number
from thidua.plans.rules.comparing import telling


@dataclass(frozen=True)
class ValueFact:
    """One target's numbers, and a note."""

    numerator: Decimal | None
    denominator: Decimal | None


def read_value(
    label: str, numerator: str, denominator: str, *, percent: bool, note: str = ""
) -> tuple[ValueFact, list[Refusal]]:
    """Reads the two boxes of a target. A zero denominator is refused; a numerator above it too, until it is explained."""
    refusals: list[Refusal] = []
    numbers: list[Decimal | None] = []
    for text in (numerator, denominator):
        try:
            number = parse_number(text) if text.strip() else None
            if number is not None and (number < 0 or number >= Decimal(10) ** 12):
                raise ValueError(text)
            numbers.append(number)
        except ValueError:
            refusals.append(Refusal("value.number", {"label": label, "value": text}))
            numbers.append(None)
    top, bottom = numbers
    if percent and bottom == 0:
        refusals.append(Refusal("value.zero", {"label": label}))
    if percent and top is not None and bottom is not None and top > bottom and not note.strip():
        values = {"label": label, "top": format_number(top), "bottom": format_number(bottom)}
        refusals.append(Refusal("value.above", values))
    if percent and (top is None) != (bottom is None) and not refusals:
        refusals.append(Refusal("value.half", {"label": label}))
    return ValueFact(top, bottom), refusals


_JUMP = 30  # points of a percentage
_THOUSAND = 500  # how many times more or less looks like another unit of counting


def doubts(label: str, now: ValueFact, before: ValueFact | None, *, percent: bool) -> list[Refusal]:
    """What a reader would ask about: a jump against the period before, numbers a thousand times off, all or nothing left."""
    if now.numerator is None or before is None or before.numerator is None:
        return []
    found = []
    pairs = [(now.numerator, before.numerator), (now.denominator, before.denominator)]
    if any(a and b and not b / _THOUSAND < a < b * _THOUSAND for a, b in pairs):
        found.append(Refusal("value.thousands", {"label": label}))
    share, earlier = _share(now, percent), _share(before, percent)
    if share is None or earlier is None:
        return found
    jumped = abs(share - earlier) > _JUMP if percent else not earlier / 3 <= share <= earlier * 3
    if jumped and not found:
        values = {"label": label, "now": format_number(round(share, 1)), "before": format_number(round(earlier, 1))}
        found.append(Refusal("value.jump", values))
    return found


def _share(value: ValueFact, percent: bool) -> Decimal | None:
    if not percent or value.numerator is None:
        return value.numerator
    return 100 * value.numerator / value.denominator if value.denominator else None


@dataclass(frozen=True)
class Clash:
    """A field that both people changed: what each left in it."""

    name: str
    mine: str
    theirs: str


def merge(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], list[Clash]]:
    """Joins two edits of one draft field by field.

    base: what I started from; theirs: what is stored now. A field that only one changed takes that change; one that
    both changed differently is a clash and keeps mine, so that nothing typed is lost.
    """
    merged: dict[str, str] = {}
    clashes: list[Clash] = []
    for name in dict.fromkeys((*theirs, *mine)):
        start, now = base.get(name, ""), theirs.get(name, "")
        typed = mine.get(name, now)
        if typed == start:
            merged[name] = now
        elif now in (start, typed):
            merged[name] = typed
        else:
            merged[name] = typed
            clashes.append(Clash(name, typed, now))
    return merged, clashes


DIFFICULTIES, OTHER = "Khó khăn, vướng mắc", "Kết quả khác"
_NEAR = 0.12


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a narrative, bullets left out; headings and very short lines are no passages."""
    lines = (re.sub(r"^[-+*•\d.)\s]+", "", line).strip() for line in text.splitlines())
    return [line for line in lines if len(line) > 20]


def heading_of(paragraph: str, contents: Sequence[str]) -> str:
    """The content item of the plan that a paragraph tells most of, by shared words; ``OTHER`` when it is near to none."""
    own = telling(paragraph)
    shared = [(own & words, words, text) for text in contents if (words := telling(text))]
    near = [(len(both) / len(words), text) for both, words, text in shared if len(both) >= 2]
    best = max(near, default=(0.0, OTHER))
    return best[1] if best[0] >= _NEAR else OTHER
