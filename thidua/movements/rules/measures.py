"""How a target is measured, whom it binds, and whether a value reaches it, with the reasons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import fold, format_date, format_number
from thidua.movements.rules.duties import UnitFact
from thidua.plans.rules.bodies import kinds_named
from thidua.plans.rules.kinds import RATIO, RUBRIC, TIER_OF, YES_NO

_ALL = Decimal(100)


@dataclass(frozen=True)
class TargetFact:
    """measure: ratio (in percent of a denominator), count, yes_no or rubric (a level from 0 on); value: what is asked,
    in the target's unit; excludes: what leaves the denominator, in words; due: the last day to reach it; levels: how
    many a rubric has."""

    measure: str
    comparator: str
    value: Decimal
    unit: str = ""
    excludes: str = ""
    baseline: Decimal | None = None
    baseline_year: int | None = None
    due: date | None = None
    levels: int = 0


@dataclass(frozen=True)
class ValueFact:
    """What is reported: the numerator (the count, the level, or 1 and 0 for yes and no), and of a ratio the whole
    denominator with the part of it that is excluded."""

    numerator: Decimal | None
    denominator: Decimal | None = None
    excluded: Decimal | None = None

    @property
    def base(self) -> Decimal | None:
        """What a ratio is taken of: the denominator without what is excluded."""
        return None if self.denominator is None else self.denominator - (self.excluded or 0)


NOTHING = ValueFact(None)


@dataclass(frozen=True)
class Judgement:
    """A value against its target. share: in the target's unit; state: met, exceeded, missed or unknown;
    early: days before the target's last day, where it was reached before it."""

    share: Decimal | None
    state: str
    early: int | None = None

    @property
    def reached(self) -> bool:
        return self.state in ("met", "exceeded")


YES, NO = "Có", "Không"
_SIGNS = {">=": "≥ ", "<=": "≤ ", "=": ""}


def asked(target: TargetFact) -> str:
    """What is asked, as a document writes it: ``≥ 80%``, ``≥ 3 lớp``, ``Có``, ``Từ mức 3``."""
    if target.measure == YES_NO:
        return YES
    if target.measure == RUBRIC:
        return f"Từ mức {format_number(target.value)}"
    return f"{_SIGNS[target.comparator]}{format_number(target.value)}{_behind(target.unit)}"


def told(target: TargetFact, share: Decimal | None, together: bool = False) -> str:
    """A share as a document writes it; ``together``: of many units, where yes becomes a percentage and a level a mean."""
    if share is None:
        return ""
    shown = _shown(share, target.value)
    if target.measure == YES_NO:
        return f"{shown}%" if together else YES if share else NO
    if target.measure == RUBRIC:
        return f"mức {shown}"
    return f"{shown}{_behind('%' if target.measure == RATIO else target.unit)}"


@lru_cache(4096)
def _shown(number: Decimal, beside: Decimal = Decimal(0)) -> str:
    """With one decimal place, or as many as tell it from the number that it stands beside: 69,97 is not 70."""
    places = next((n for n in range(1, 6) if number == beside or round(number, n) != beside), 6)
    return format_number(round(number, places))


def _behind(unit: str) -> str:
    return unit if unit == "%" else f" {unit}" if unit else ""


def share_of(measure: str, value: ValueFact) -> Decimal | None:
    """The value in the target's unit: percent of a ratio, else the number itself. None while it cannot be told."""
    if value.numerator is None:
        return None
    if measure != RATIO:
        return value.numerator
    return _ALL * value.numerator / value.base if value.base else None


def judge(target: TargetFact, value: ValueFact, as_of: date | None = None) -> Judgement:
    """Đạt, vượt, chưa đạt, and how many days ahead (*về đích sớm*) by the day that the numbers are of."""
    share = share_of(target.measure, value)
    if share is None:
        return Judgement(None, "unknown")
    state = _state(target, share)
    ahead = (target.due - as_of).days if target.due and as_of and state != "missed" else 0
    return Judgement(share, state, ahead if ahead > 0 else None)


def _state(target: TargetFact, share: Decimal) -> str:
    if target.comparator == "<=":
        return "exceeded" if share < target.value else "met" if share == target.value else "missed"
    if share < target.value:
        return "missed"
    whole = target.measure == YES_NO or (target.measure == RATIO and target.value >= _ALL)
    return "exceeded" if share > target.value and not whole else "met"


def explain(target: TargetFact, value: ValueFact, judgement: Judgement) -> list[Refusal]:
    """Why the judgement is what it is: how the share comes about, how far it is from what is asked, from the baseline,
    and how early; each a code with its values."""
    if judgement.share is None:
        return []
    found: list[Refusal] = []
    told = _shown(judgement.share, target.value)
    if target.measure == RATIO:
        parts = {"top": format_number(value.numerator), "bottom": format_number(value.base), "share": told}
        if value.excluded:
            whole = {"whole": format_number(value.denominator), "excluded": format_number(value.excluded)}
            found.append(Refusal("explain.excluded", parts | whole | {"what": target.excludes}))
        else:
            found.append(Refusal("explain.ratio", parts))
    gap = abs(judgement.share - target.value)
    if target.measure != YES_NO and gap:
        code = "explain.above" if judgement.share > target.value else "explain.below"
        found.append(Refusal(code, {"gap": _shown(gap), "unit": _unit(target)}))
    if target.baseline is not None:
        values = {"baseline": format_number(target.baseline), "year": target.baseline_year or "–"}
        gain = judgement.share - target.baseline
        signed = f"{'+' if gain > 0 else ''}{format_number(round(gain, 1))}"
        found.append(Refusal("explain.baseline", values | {"gain": signed, "unit": _unit(target)}))
    if judgement.early:
        found.append(Refusal("explain.early", {"due": format_date(target.due), "days": judgement.early}))
    return found


def _unit(target: TargetFact) -> str:
    return {RATIO: "điểm phần trăm", RUBRIC: "mức"}.get(target.measure, target.unit)


def binds(tier: str, kinds: Iterable[str], unit: UnitFact) -> bool:
    """Whether a target binds the unit: of its tier (``chung`` and unknown words bind all) and, where given, its kind."""
    wanted = tuple(kinds)
    return (tier not in TIER_OF or TIER_OF[tier] == unit.tier) and (not wanted or unit.kind in wanted)


_TRAINED = re.compile(r"tap huan|boi duong|dao tao|pho cap")
_FEEDS = (("analysis", "phan tich"), ("basic", "ky nang so"), ("basic", "co ban"))


def feed_of(subject: str, chosen: str | None) -> str:
    """The count of the book of activities that a target is offered: as a person chose, else by its words, where it asks
    for people to be trained; empty for none."""
    folded = fold(subject)
    if chosen or not _TRAINED.search(folded):
        return chosen or ""
    return next((feed for feed, words in _FEEDS if words in folded), "")


_PEOPLE = re.compile(r"ca nhan|can bo|cong chuc|vien chuc|nguoi |ho gia dinh|cong nhan")


def asked_of(group: str) -> tuple[str, list[str]] | None:
    """Whom a criterion's group of subjects asks in reports: (tier, kinds of unit). None for groups of persons, who
    send none; ``chung`` and no kinds, which is everybody, where the words name neither a tier nor a kind."""
    if group in TIER_OF:
        return group, []
    folded = fold(group)
    kinds = [kind for kind in kinds_named(folded) if kind != "group"]
    if not kinds and _PEOPLE.search(folded):
        return None
    return "chung", kinds


@dataclass(frozen=True)
class Total:
    """What units reported of one target together: sums of numerators and of bases, how many told, how many reached it."""

    numerator: Decimal = Decimal(0)
    base: Decimal = Decimal(0)
    units: int = 0
    met: int = 0

    def __add__(self, other: "Total") -> "Total":
        return Total(
            self.numerator + other.numerator, self.base + other.base, self.units + other.units, self.met + other.met
        )

    def __sub__(self, other: "Total") -> "Total":
        return Total(
            self.numerator - other.numerator, self.base - other.base, self.units - other.units, self.met - other.met
        )

    def share(self, measure: str) -> Decimal | None:
        """Of a ratio the percentage of all together, of a count the sum, of yes and no the percentage of units that
        said yes, of a rubric the mean level."""
        if not self.units:
            return None
        if measure == RATIO:
            return _ALL * self.numerator / self.base if self.base else None
        if measure == YES_NO:
            return _ALL * self.numerator / self.units
        return self.numerator / self.units if measure == RUBRIC else self.numerator


def total_of(target: TargetFact, value: ValueFact) -> Total:
    """One unit's part in a total; nothing where it cannot be told."""
    judgement = judge(target, value)
    if judgement.share is None or value.numerator is None:
        return Total()
    return Total(value.numerator, value.base or Decimal(0), 1, int(judgement.reached))
