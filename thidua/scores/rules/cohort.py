"""The scores of a cohort, column by column in blocks that fit the cache. The same numbers as ``scoring``, to the last
ten-thousandth: a property test holds the two together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.answers import SKIPPED_NUMBER, SKIPPED_OPTION, Table
from thidua.scores.rules.fixed import SCALE, Array, scaled
from thidua.scores.rules.kinds import Normalised
from thidua.scores.rules.kinds.base import Grades
from thidua.scores.rules.levels import Level, overall_levels, pillar_levels
from thidua.scores.rules.scoring import Bests
from thidua.scores.rules.sets import IndexSet, Indicator

BLOCK = 1 << 14
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Result:
    """A row for each unit. base: what counts of each pillar before weight, bonus and penalty, units × pillars; pillars:
    its points; reached: its level, likewise; both levels None where the set has none."""

    base: Array
    pillars: Array
    total: Array
    reached: Level | None
    level: Level | None


def bests_of(index: IndexSet, table: Table) -> dict[str, int | None]:
    """The best value of each indicator that is measured against the cohort; None where nobody entered one."""
    found: dict[str, int | None] = {}
    for one in index.indicators:
        if isinstance(one.formula, Normalised):
            (column,) = table.columns(one)
            low = one.formula.low
            entered = column[column > 0] if low else column[column >= 0]
            found[one.code] = None if not len(entered) else int(entered.min() if low else entered.max())
    return found


@dataclass(frozen=True)
class Scorer:
    """A set made ready to score cohorts: what grows in equal steps is summed by one product of matrices, whose sums are
    whole numbers small enough for its arithmetic to be exact; the rest formula by formula."""

    index: IndexSet
    bests: Bests

    @cached_property
    def _at(self) -> dict[str, int]:
        return {pillar.code: n for n, pillar in enumerate(self.index.pillars)}

    @cached_property
    def _graded(self) -> tuple[Indicator, ...]:
        return tuple(one for one in self.index.indicators if one.formula.step and one.formula.counts)

    @cached_property
    def _others(self) -> tuple[Indicator, ...]:
        graded = {one.code for one in self._graded}
        return tuple(one for one in self.index.indicators if one.code not in graded and one.kind != "not_scored")

    @cached_property
    def _unit(self) -> int:
        """The greatest common divisor of the steps."""
        return gcd(*(one.formula.step for one in self._graded)) or 1

    @cached_property
    def _steps(self) -> npt.NDArray[np.floating[npt.NBitBase]]:
        """graded indicators × pillars, in units of the steps."""
        full = sum(one.full for one in self._graded) // self._unit
        found = np.zeros((len(self._graded), len(self._at)), dtype=np.float32 if full < 2**23 else np.float64)
        for n, one in enumerate(self._graded):
            found[n, self._at[one.pillar]] = one.formula.step // self._unit
        return found

    def run(self, table: Table) -> Result:
        count, pillars = len(table), len(self._at)
        points = np.zeros((count, pillars), dtype=np.int64)
        base = np.zeros_like(points)
        for start in range(0, count, BLOCK):
            end = min(start + BLOCK, count)
            counted, extra = self._block(table.part(start, end))
            for n, pillar in enumerate(self.index.pillars):
                weighted = counted[:, n]
                if pillar.weight != SCALE:
                    weighted = scaled(weighted, pillar.weight, SCALE)
                points[start:end, n] = weighted + extra[:, n]
            base[start:end] = counted
        return self.finish(base, points)

    def finish(self, base: Array, points: Array) -> Result:
        """Totals and levels of pillars that are known."""
        total = np.maximum(points.sum(axis=1), 0)
        return Result(base, points, total, *self._levels(base, total))

    def _levels(self, base: Array, total: Array) -> tuple[Level | None, Level | None]:
        levels = self.index.levels
        if levels is None:
            return None, None
        columns = [pillar_levels(base[:, n], pillar.full, levels) for n, pillar in enumerate(self.index.pillars)]
        reached = np.column_stack(columns)
        return reached, overall_levels(total, reached, levels)

    def _block(self, part: Table) -> tuple[Array, Array]:
        """Points that count (rescaled) and bonus less penalty, units × pillars."""
        counted = np.zeros((len(part), len(self._at)), dtype=np.int64)
        extra = np.zeros_like(counted)
        left_out = np.zeros_like(counted)
        skipped_any = False
        if self._graded:
            counted += self._sums(part)
        for one in self._others:
            points = _points(one, part, self.bests.get(one.code))
            (counted if one.formula.counts else extra)[:, self._at[one.pillar]] += points
        for one, skipped in _skips(self.index, part):
            if one.formula.counts:
                skipped_any = True
                left_out[:, self._at[one.pillar]] += one.full * skipped
        if skipped_any and self.index.skip == "full":
            counted += left_out
        if skipped_any and self.index.skip == "rescale":
            self._rescale(counted, left_out)
        return counted, extra

    def _sums(self, part: Table) -> Array:
        grades: Grades = np.empty((len(part), len(self._graded)), dtype=np.uint8)
        for n, one in enumerate(self._graded):
            grades[:, n] = one.formula.grades(part.columns(one))  # type: ignore[assignment]  # those with a step have grades
        sums = grades.astype(self._steps.dtype) @ self._steps
        return np.asarray(sums, dtype=np.int64) * self._unit

    def _rescale(self, counted: Array, left_out: Array) -> None:
        for n, pillar in enumerate(self.index.pillars):
            out = left_out[:, n]
            rows = np.flatnonzero((out > 0) & (out < pillar.full))
            if len(rows):
                counted[rows, n] = scaled(counted[rows, n], pillar.full, pillar.full - out[rows])


def _points(one: Indicator, part: Table, best: int | None) -> Array:
    """The points of an indicator; nothing where it is skipped or not answered."""
    columns = part.columns(one)
    marks = [_gap(column) for column in columns]
    if one.formula.partial:
        filled = [np.where(gap, 0, column).astype(np.int64) for gap, column in zip(marks, columns, strict=True)]
        return one.formula.column(filled, best)
    gaps = marks[0]
    for gap in marks[1:]:
        gaps = gaps | gap
    if not gaps.any():
        return one.formula.column([column.astype(np.int64, copy=False) for column in columns], best)
    filled = [np.where(gaps, 0, column).astype(np.int64) for column in columns]
    return np.where(gaps, 0, one.formula.column(filled, best))


def _gap(column: Array) -> Marks:
    return column >= SKIPPED_OPTION if column.dtype == np.uint8 else column <= SKIPPED_NUMBER


def _skips(index: IndexSet, part: Table) -> Iterator[tuple[Indicator, Marks]]:
    """The indicators that somebody of the block declared not applicable, with who."""
    if not (part.options == SKIPPED_OPTION).any() and not (part.numbers == SKIPPED_NUMBER).any():
        return
    for one in index.indicators:
        column = part.columns(one)[0]
        mark = SKIPPED_OPTION if column.dtype == np.uint8 else SKIPPED_NUMBER
        if (skipped := column == mark).any():
            yield one, skipped
