"""Formulas over one number."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from thidua.scores.rules.fixed import SCALE, Array, plain, scaled
from thidua.scores.rules.kinds.base import (
    BadFormula,
    Formula,
    Slot,
    Values,
    number_in,
    one_of,
    register,
    rows_in,
    text_in,
)


class _Counted(Formula):
    """One slot with a number, named by ``of``."""

    def read(self, params: Mapping[str, Any]) -> None:
        self.slots = (Slot(text_in(params, "of")),)


@register
class Lookup(_Counted):
    """Tra bảng: a number gives the points that stand beside it.

    table: [number, points]; otherwise: points for a number that is not there; match: ``exact``, or ``at_least``, by which
    the greatest number that is reached counts.
    """

    code = "lookup"

    def read(self, params: Mapping[str, Any]) -> None:
        super().read(params)
        rows = rows_in(params, "table", 2)
        table = sorted((number_in(n, "table"), number_in(points, "table")) for n, points in rows)
        self.numbers = tuple(n for n, _points in table)
        self.given = tuple(points for _n, points in table)
        self.otherwise = number_in(params.get("otherwise", "0"), "otherwise")
        if len(set(self.numbers)) != len(table) or max((*self.given, self.otherwise)) > self.full:
            raise BadFormula("table", rows)
        self.at_least = one_of(params, "match", ("exact", "at_least")) == "at_least"

    def points(self, values: Values, best: int | None = None) -> Fraction:
        (value,) = values
        known = [p for n, p in zip(self.numbers, self.given, strict=True) if n == value]
        if self.at_least and value is not None:
            known = [p for n, p in zip(self.numbers, self.given, strict=True) if n <= value]
        return Fraction(known[-1] if known else self.otherwise)

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        (value,) = columns
        place = np.searchsorted(np.array(self.numbers, dtype=np.int64), value, side="right")
        found = np.array((self.otherwise, *self.given), dtype=np.int64)[place]
        if self.at_least:
            return found
        return np.where(np.isin(value, self.numbers), found, self.otherwise)

    def told(self, values: Values, best: int | None = None) -> str:
        return f"{plain(values[0] or 0)} → {plain(int(self.points(values)))}"

    def reachable(self) -> int:
        return max((*self.given, self.otherwise))

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        now = self.points(values)
        better = [(p, n) for n, p in zip(self.numbers, self.given, strict=True) if p > now and n > (values[0] or 0)]
        return [(n,) for _points, n in sorted(better)]


@register
class Normalised(_Counted):
    """So với giá trị tốt nhất: value ÷ best of the cohort × points; where low is better, best ÷ value × points."""

    code = "normalised"
    needs_best = True

    def read(self, params: Mapping[str, Any]) -> None:
        super().read(params)
        self.low = one_of(params, "better", ("high", "low")) == "low"

    def points(self, values: Values, best: int | None = None) -> Fraction:
        (value,) = values
        value = max(value or 0, 0)
        over, under = (best or 0, value) if self.low else (value, best or 0)
        if under <= 0:
            return Fraction(self.full if self.low else 0)
        return min(Fraction(over, under), Fraction(1)) * self.full

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        value = np.maximum(columns[0], 0)
        top = max(best or 0, 0)
        if not self.low:
            return scaled(np.minimum(value, top), self.full, top) if top > 0 else np.zeros_like(value)
        under = np.maximum(value, max(top, 1))
        return np.where(value > 0, scaled(np.full_like(value, top), self.full, under), self.full)

    def told(self, values: Values, best: int | None = None) -> str:
        value, top = plain(values[0] or 0), plain(best or 0)
        return f"{top} / {value} × {plain(self.full)}" if self.low else f"{value} / {top} × {plain(self.full)}"

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        (value,) = values
        if value is None or not best or (value >= best) is not self.low:
            return []
        return [(best,)] if value == 0 else [((value + best) // 2,), (best,)]


@register
class CountCap(_Counted):
    """Đếm có mức trần: points for each, up to all of them. each: points."""

    code = "count_cap"

    def read(self, params: Mapping[str, Any]) -> None:
        super().read(params)
        self.each = number_in(params.get("each"), "each", least=1)

    def points(self, values: Values, best: int | None = None) -> Fraction:
        return min(Fraction(self.each * max(values[0] or 0, 0), SCALE), Fraction(self.full))

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        most = -(-self.full * SCALE // self.each)  # what is beyond it gives nothing more
        return np.minimum(scaled(np.clip(columns[0], 0, most), self.each, SCALE), self.full)

    def told(self, values: Values, best: int | None = None) -> str:
        return f"{plain(values[0] or 0)} × {plain(self.each)} ≤ {plain(self.full)}"

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        value = values[0] or 0
        most = -(-self.full * SCALE // self.each)
        return [(value + n * SCALE,) for n in (1, 2, 3) if value + (n - 1) * SCALE < most]


@register
class Rubric(Formula):
    """Chấm theo hướng dẫn: an appraiser gives the points. rubric: [description, from, to], which guides."""

    code = "rubric"

    def read(self, params: Mapping[str, Any]) -> None:
        self.slots = (Slot(""),)
        self.rubric = params.get("rubric", [])
        for row in rows_in(params, "rubric", 3) if self.rubric else []:
            if number_in(row[1], "rubric") > number_in(row[2], "rubric") or number_in(row[2], "rubric") > self.full:
                raise BadFormula("rubric", row)

    def points(self, values: Values, best: int | None = None) -> Fraction:
        return Fraction(min(max(values[0] or 0, 0), self.full))

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        return np.clip(columns[0], 0, self.full)

    def told(self, values: Values, best: int | None = None) -> str:
        return plain(values[0] or 0)

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        return [(self.full,)] if (values[0] or 0) < self.full else []


@register
class Bonus(_Counted):
    """Điểm thưởng: points outside the maximum."""

    code = "bonus"
    counts = False

    def points(self, values: Values, best: int | None = None) -> Fraction:
        return Fraction(min(max(values[0] or 0, 0), self.full))

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        return np.clip(columns[0], 0, self.full)

    def told(self, values: Values, best: int | None = None) -> str:
        return f"+{plain(values[0] or 0)}"


@register
class Penalty(CountCap):
    """Điểm trừ: points taken for each, up to a limit, outside the maximum."""

    code = "penalty"
    counts = False

    def points(self, values: Values, best: int | None = None) -> Fraction:
        return -super().points(values)

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        return -super().column(columns)

    def told(self, values: Values, best: int | None = None) -> str:
        return f"−{plain(values[0] or 0)} × {plain(self.each)}"

    def reachable(self) -> int:
        return 0

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        return []


@register
class NotScored(_Counted):
    """Thông tin chung: asked, and no points for it."""

    code = "not_scored"
    counts = False

    def points(self, values: Values, best: int | None = None) -> Fraction:
        return Fraction(0)

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        return np.zeros(len(columns[0]), dtype=np.int64)

    def reachable(self) -> int:
        return 0


@register
class Effect(Formula):
    """Theo kết luận kiểm tra: points that concluded inspections add and take, entered by nobody. Slots: added, taken."""

    code = "effect"
    counts = False

    def read(self, params: Mapping[str, Any]) -> None:
        self.slots = (Slot("điểm cộng"), Slot("điểm trừ"))

    def points(self, values: Values, best: int | None = None) -> Fraction:
        added, taken = (min(max(value or 0, 0), self.full) for value in values)
        return Fraction(added - taken)

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        added, taken = (np.clip(column, 0, self.full) for column in columns)
        return added - taken

    def told(self, values: Values, best: int | None = None) -> str:
        return f"+{plain(values[0] or 0)} −{plain(values[1] or 0)}"

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        return []
