"""The scores of a cohort, column by column in blocks that fit the cache. The same numbers as ``scoring``, to the last
ten-thousandth: a property test holds the two together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.answers import SKIPPED_NUMBER, SKIPPED_OPTION, Layout, Table
from thidua.scores.rules.fixed import SCALE, Array, Bytes, scaled
from thidua.scores.rules.kinds import Normalised
from thidua.scores.rules.levels import Level, overall_levels, pillar_levels
from thidua.scores.rules.scoring import Bests
from thidua.scores.rules.sets import IndexSet, Indicator

BLOCK = 1 << 14
Marks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.floating[Any]]


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
    def _chosen(self) -> tuple[Indicator, ...]:
        """Those of one option whose points grow in equal steps."""
        rows = (one for one in self.index.indicators if one.formula.step and one.formula.counts)
        return tuple(one for one in rows if len(one.formula.slots) == 1 and one.formula.slots[0].options)

    @cached_property
    def _graded(self) -> tuple[Indicator, ...]:
        """Others that grow in equal steps."""
        chosen = {one.code for one in self._chosen}
        rows = (one for one in self.index.indicators if one.formula.step and one.formula.counts)
        return tuple(one for one in rows if one.code not in chosen)

    @cached_property
    def _others(self) -> tuple[Indicator, ...]:
        stepped = {one.code for one in (*self._chosen, *self._graded)}
        return tuple(one for one in self.index.indicators if one.code not in stepped and one.kind != "not_scored")

    @cached_property
    def _unit(self) -> int:
        """The greatest common divisor of the steps."""
        return gcd(*(one.formula.step for one in (*self._chosen, *self._graded))) or 1

    def _weights(self, rows: tuple[Indicator, ...]) -> Floats:
        """indicators × pillars: the steps in units of their divisor. Sums stay below what the numbers hold exactly."""
        full = sum(one.full for one in rows) // self._unit
        found = np.zeros((len(rows), len(self._at)), dtype=np.float32 if full < 2**23 else np.float64)
        for n, one in enumerate(rows):
            found[n, self._at[one.pillar]] = one.formula.step // self._unit
        return found

    @cached_property
    def _of_chosen(self) -> Floats:
        """Byte of the options × pillars."""
        layout = Layout(self.index)
        weights = self._weights(self._chosen)
        found = np.zeros((layout.start, len(self._at)), dtype=weights.dtype)
        for n, one in enumerate(self._chosen):
            found[layout.places[one.code][0][1]] = weights[n]
        return found

    @cached_property
    def _of_graded(self) -> Floats:
        return self._weights(self._graded)

    def run(self, table: Table) -> Result:
        count, pillars = len(table), len(self._at)
        base, points = (np.zeros((pillars, count), dtype=np.int64) for _ in range(2))
        reached = np.zeros((pillars, count), dtype=np.uint8)
        room = np.empty((min(BLOCK, count), table.options.shape[1]), dtype=self._of_chosen.dtype)
        for start in range(0, count, BLOCK):
            end = min(start + BLOCK, count)
            counted, extra = self._block(table.part(start, end), room[: end - start])
            base[:, start:end] = counted
            for n, pillar in enumerate(self.index.pillars):
                weighted = counted[n] if pillar.weight == SCALE else scaled(counted[n], pillar.weight, SCALE)
                points[n, start:end] = weighted if extra is None else weighted + extra[n]
                if self.index.levels is not None:
                    reached[n, start:end] = pillar_levels(counted[n], pillar.full, self.index.levels)
        return self._result(base, points, reached)

    def finish(self, base: Array, points: Array) -> Result:
        """Totals and levels of pillars that are known, units × pillars."""
        reached = np.zeros((len(self._at), len(base)), dtype=np.uint8)
        if self.index.levels is not None:
            for n, pillar in enumerate(self.index.pillars):
                reached[n] = pillar_levels(base[:, n], pillar.full, self.index.levels)
        return self._result(base.T, points.T, reached)

    def _result(self, base: Array, points: Array, reached: Level) -> Result:
        total = np.maximum(points.sum(axis=0), 0)
        if self.index.levels is None:
            return Result(base.T, points.T, total, None, None)
        return Result(base.T, points.T, total, reached.T, overall_levels(total, reached, self.index.levels))

    def _block(self, part: Table, room: Floats) -> tuple[Array, Array | None]:
        """Points that count (rescaled), and bonus less penalty where the set has any: pillars × units."""
        counted = self._sums(part, room)
        extra = None if all(one.formula.counts for one in self._others) else np.zeros_like(counted)
        for one in self._others:
            points = _points(one, part, self.bests.get(one.code))
            into = extra if extra is not None and not one.formula.counts else counted
            into[self._at[one.pillar]] += points
        if left_out := list(_skips(self.index, part)):
            self._leave_out(counted, left_out)
        return counted, extra

    def _sums(self, part: Table, room: Floats) -> Array:
        """The stepped indicators' points by products of matrices. room: for the options as the product takes them; memory
        that is used again costs less than the sums."""
        found = np.zeros((len(self._at), len(part)), dtype=np.int64)
        if self._chosen:
            room[...] = part.options
            if _marked(part.options):
                room[part.options >= SKIPPED_OPTION] = 0
            found += (room @ self._of_chosen).T.astype(np.int64)
        if self._graded:
            grades = np.empty((len(part), len(self._graded)), dtype=self._of_graded.dtype)
            for n, one in enumerate(self._graded):
                grades[:, n] = one.formula.grades(part.columns(one))
            found += (grades @ self._of_graded).T.astype(np.int64)
        found *= self._unit
        return found

    def _leave_out(self, counted: Array, skips: list[tuple[Indicator, Marks]]) -> None:
        """What the set says of points that do not apply."""
        out = np.zeros_like(counted)
        for one, skipped in skips:
            if one.formula.counts:
                out[self._at[one.pillar]] += one.full * skipped
        if self.index.skip == "full":
            counted += out
        if self.index.skip != "rescale":
            return
        for n, pillar in enumerate(self.index.pillars):
            rows = np.flatnonzero((out[n] > 0) & (out[n] < pillar.full))
            if len(rows):
                counted[n, rows] = scaled(counted[n, rows], pillar.full, pillar.full - out[n, rows])


def _marked(options: Bytes) -> bool:
    """Whether any option is a mark: those alone have the highest bit."""
    words = np.ascontiguousarray(options).view(np.uint64) if options.size else np.zeros(0, dtype=np.uint64)
    return bool(words.size) and bool(np.bitwise_or.reduce(words, axis=None) & np.uint64(0x8080808080808080))


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
    for one in index.indicators:
        if one.may_skip:
            column = part.columns(one)[0]
            mark = SKIPPED_OPTION if column.dtype == np.uint8 else SKIPPED_NUMBER
            if (skipped := column == mark).any():
                yield one, skipped
