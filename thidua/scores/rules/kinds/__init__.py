"""The formulas by which an indicator's points are found. Each is one registered class with its reference (``points``, in
exact fractions) and the same over a whole cohort (``column``); a property test holds the two together."""

from collections.abc import Mapping
from typing import Any

from thidua.scores.rules.kinds.base import KINDS, BadFormula, Formula, Slot
from thidua.scores.rules.kinds.counts import Bonus, CountCap, Effect, Lookup, Normalised, NotScored, Penalty, Rubric
from thidua.scores.rules.kinds.options import Additive, Boolean, Ordinal, Tier
from thidua.scores.rules.kinds.ratios import Ratio, RatioBands, RatioThreshold

__all__ = [
    "KINDS",
    "Additive",
    "BadFormula",
    "Bonus",
    "Boolean",
    "CountCap",
    "Effect",
    "Formula",
    "Lookup",
    "Normalised",
    "NotScored",
    "Ordinal",
    "Penalty",
    "Ratio",
    "RatioBands",
    "RatioThreshold",
    "Rubric",
    "Slot",
    "Tier",
    "formula",
]


def formula(kind: str, full: int, params: Mapping[str, Any]) -> Formula:
    """The formula of an indicator. full: its greatest points, in ten-thousandths. Raises BadFormula."""
    if kind not in KINDS:
        raise BadFormula("kind", kind)
    return KINDS[kind](full, params)
