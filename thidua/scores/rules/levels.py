"""Levels of pillars and of the whole, one sheet or a cohort."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.fixed import SCALE, Array
from thidua.scores.rules.sets import Levels

Level = npt.NDArray[np.uint8]
_HUNDRED = 100 * SCALE


def pillar_level(points: int, full: int, levels: Levels) -> int:
    """The level of a pillar by its share of the greatest points; a bound itself is reached where it is inclusive."""
    share = points * _HUNDRED
    return sum(
        share >= bound.share * full if bound.inclusive else share > bound.share * full for bound in levels.bounds
    )


def overall_level(total: int, reached: Sequence[int], levels: Levels) -> int:
    """The highest level whose conditions hold: the total is above its bound and enough pillars have its level."""
    met = (
        n
        for n, one in enumerate(levels.overall, 1)
        if total > one.above and sum(level >= one.at for level in reached) >= one.pillars
    )
    return max(met, default=0)


def pillar_levels(points: Array, full: int, levels: Levels) -> Level:
    """``pillar_level`` for a cohort; points below a hundred thousand, so that the products fit."""
    found = np.zeros(len(points), dtype=np.uint8)
    for bound in levels.bounds:
        least = bound.share * full
        edge = -(-least // _HUNDRED) if bound.inclusive else least // _HUNDRED + 1
        found += points >= edge
    return found


def overall_levels(total: Array, reached: Level, levels: Levels) -> Level:
    """``overall_level`` for a cohort. reached: pillars × units."""
    found = np.zeros(len(total), dtype=np.uint8)
    for n, one in enumerate(levels.overall, 1):
        enough = (reached >= one.at).sum(axis=0, dtype=np.uint8) >= one.pillars
        found[enough & (total > one.above)] = n
    return found
