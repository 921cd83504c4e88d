"""Values as typed, and two people editing one report."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number, parse_number


@dataclass(frozen=True)
class ValueFact:
    """One target's numbers, and a note."""

    numerator: Decimal | None
    denominator: Decimal | None


def read_value(label: str, numerator: str, denominator: str, *, percent: bool) -> tuple[ValueFact, list[Refusal]]:
    """Reads the two boxes of a target. A numerator above its denominator, or a zero denominator, is refused."""
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
    if percent and top is not None and bottom is not None and top > bottom:
        values = {"label": label, "top": format_number(top), "bottom": format_number(bottom)}
        refusals.append(Refusal("value.above", values))
    if percent and (top is None) != (bottom is None) and not refusals:
        refusals.append(Refusal("value.half", {"label": label}))
    return ValueFact(top, bottom), refusals


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
