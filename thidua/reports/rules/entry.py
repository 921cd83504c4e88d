"""Values as typed, what a reader would ask about them, and two people editing one report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.kernel.periods import last_day, parse_when
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import fold, format_number, parse_number
from thidua.movements.rules.measures import TargetFact, ValueFact, share_of
from thidua.plans.rules.kinds import RATIO, RUBRIC, YES_NO

BOXES = "ndxt"
_WORDS = {"co": "1", "dat": "1", "khong": "0", "chua": "0", "chua dat": "0"}


def day_in(text: str) -> date | None:
    """A day as officials type it: ``30/11/2026``; None for what is none."""
    when = parse_when(text) or ""
    return last_day(when) if len(when) == 10 else None


def is_past_day(text: str, today: date) -> bool:
    """Whether the text is empty, or a day that has come."""
    return not text.strip() or ((day := day_in(text)) is not None and day <= today)


@dataclass(frozen=True)
class Typed:
    """What stands in the boxes of one target: numerator (count, level, yes or no), denominator, what leaves the
    denominator, and the explanation."""

    numerator: str = ""
    denominator: str = ""
    excluded: str = ""
    note: str = ""


def read_value(label: str, target: TargetFact, typed: Typed) -> tuple[ValueFact, list[Refusal]]:
    """Reads the boxes of a target. What cannot be is refused; a numerator above the denominator until it is explained."""
    refusals: list[Refusal] = []
    ratio = target.measure == RATIO
    texts = (typed.numerator, typed.denominator if ratio else "", typed.excluded if ratio and target.excludes else "")
    top, bottom, excluded = (_number(label, target, text, refusals) for text in texts)
    value = ValueFact(top, bottom, excluded)
    if target.measure in (YES_NO, RUBRIC):
        refusals += _outside(label, target, top)
    if not ratio or refusals:
        return value, refusals
    if excluded is not None and bottom is not None and excluded > bottom:
        values = {"label": label, "excluded": format_number(excluded), "bottom": format_number(bottom)}
        return value, [Refusal("value.excluded", values)]
    if bottom == 0 or (value.base == 0 and not typed.note.strip()):
        refusals.append(Refusal("value.zero" if bottom == 0 else "value.all_excluded", {"label": label}))
    if top is not None and value.base is not None and top > value.base and not typed.note.strip():
        values = {"label": label, "top": format_number(top), "bottom": format_number(value.base)}
        refusals.append(Refusal("value.above", values))
    if (top is None) != (bottom is None) and not refusals:
        refusals.append(Refusal("value.half", {"label": label}))
    return value, refusals


def _number(label: str, target: TargetFact, text: str, refusals: list[Refusal]) -> Decimal | None:
    plain = text.strip()
    if target.measure == YES_NO:
        plain = _WORDS.get(fold(plain), plain)
    if not plain:
        return None
    try:
        number = parse_number(plain)
        if 0 <= number < Decimal(10) ** 12:
            return number
    except ValueError:
        pass
    code = "value.yes_no" if target.measure == YES_NO else "value.number"
    refusals.append(Refusal(code, {"label": label, "value": text}))
    return None


def _outside(label: str, target: TargetFact, level: Decimal | None) -> list[Refusal]:
    """A yes or no is 1 or 0; a level is one of the scale's."""
    if level is None:
        return []
    last = 1 if target.measure == YES_NO else target.levels - 1
    if level == int(level) and level <= last:
        return []
    code = "value.yes_no" if target.measure == YES_NO else "value.level"
    return [Refusal(code, {"label": label, "value": format_number(level), "last": last})]


_JUMP = 30  # points of a percentage
_THOUSAND = 500  # how many times more or less looks like another unit of counting


def doubts(label: str, target: TargetFact, now: ValueFact, before: ValueFact | None) -> list[Refusal]:
    """What a reader would ask about: a jump against the period before, numbers a thousand times off, all or nothing left.

    Levels, and yes or no, are not asked about.
    """
    if target.measure in (YES_NO, RUBRIC) or now.numerator is None or before is None or before.numerator is None:
        return []
    found = []
    pairs = [(now.numerator, before.numerator), (now.denominator, before.denominator)]
    if any(a and b and not b / _THOUSAND < a < b * _THOUSAND for a, b in pairs):
        found.append(Refusal("value.thousands", {"label": label}))
    share, earlier = share_of(target.measure, now), share_of(target.measure, before)
    if share is None or earlier is None:
        return found
    near = abs(share - earlier) <= _JUMP if target.measure == RATIO else earlier / 3 <= share <= earlier * 3
    if not near and not found:
        values = {"label": label, "now": format_number(round(share, 1)), "before": format_number(round(earlier, 1))}
        found.append(Refusal("value.jump", values))
    return found


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
