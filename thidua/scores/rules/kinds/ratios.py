"""Formulas over a part and its whole."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.fixed import MOST, SCALE, Array, plain, scaled
from thidua.scores.rules.kinds.base import (
    BadFormula,
    Formula,
    Grades,
    Slot,
    Values,
    number_in,
    one_of,
    register,
    text_in,
)

_HUNDRED = 100 * SCALE
_EXACT = 2**52
Marks = npt.NDArray[np.bool_]


class _Shared(Formula):
    """Slots: a part and its whole; empty: what a whole of nothing gives, no points or all."""

    def read(self, params: Mapping[str, Any]) -> None:
        self.slots = (Slot(text_in(params, "a")), Slot(text_in(params, "b")))
        self.empty = self.full if one_of(params, "empty", ("zero", "full")) == "full" else 0

    def share(self, values: Values) -> Fraction | None:
        """The part of the whole, at most 1; None where the whole is nothing."""
        a, b = values
        return min(Fraction(max(a or 0, 0), b), Fraction(1)) if b is not None and b > 0 else None

    def _steps(self, values: Values, wanted: Sequence[Fraction]) -> list[Values]:
        """The least whole parts that reach the wanted shares."""
        a, b = values
        if a is None or b is None or b <= 0:
            return []
        parts = [-(-(b * share) // SCALE) * SCALE for share in wanted]
        return [(min(int(part), b), b) for part in parts if part > a]

    def told(self, values: Values, best: int | None = None) -> str:
        a, b = values
        return f"{plain(a or 0)} / {plain(b or 0)} × {plain(self.full)}"


@register
class Ratio(_Shared):
    """Tỷ lệ: part ÷ whole × points, at most all of them."""

    code = "ratio"

    def points(self, values: Values, best: int | None = None) -> Fraction:
        share = self.share(values)
        return Fraction(self.empty) if share is None else share * self.full

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        a, b = columns
        whole = np.maximum(b, 1)
        return np.where(b > 0, scaled(np.clip(a, 0, whole), self.full, whole), self.empty)

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        a, b = values
        if a is None or b is None or b <= 0 or a >= b:
            return []
        return self._steps(values, [Fraction(a, b) + Fraction(n, 10) for n in (1, 2, 3)] + [Fraction(1)])


@register
class RatioThreshold(_Shared):
    """Tỷ lệ có ngưỡng: all points from the threshold on, in proportion below it.

    threshold: percent; below: ``of_threshold`` (share ÷ threshold × points) or ``of_whole`` (share × points).
    """

    code = "ratio_threshold"

    def read(self, params: Mapping[str, Any]) -> None:
        super().read(params)
        self.threshold = Fraction(number_in(params.get("threshold"), "threshold", least=1), _HUNDRED)
        if self.threshold > 1:
            raise BadFormula("threshold", params.get("threshold"))
        self.of_whole = one_of(params, "below", ("of_threshold", "of_whole")) == "of_whole"

    def points(self, values: Values, best: int | None = None) -> Fraction:
        share = self.share(values)
        if share is None:
            return Fraction(self.empty)
        if share >= self.threshold:
            return Fraction(self.full)
        return share * self.full if self.of_whole else share / self.threshold * self.full

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        a, b = columns
        whole = np.maximum(b, 1)
        part = np.clip(a, 0, whole)
        reached = ~_below(part, whole, self.threshold)
        slope = Fraction(self.full) if self.of_whole else self.full / self.threshold
        below = scaled(part, slope.numerator, whole * slope.denominator)
        return np.where(b > 0, np.where(reached, self.full, np.minimum(below, self.full)), self.empty)

    def told(self, values: Values, best: int | None = None) -> str:
        a, b = values
        percent = plain(int(self.threshold * _HUNDRED))
        share = self.share(values)
        if share is None or share >= self.threshold:
            return f"{plain(a or 0)} / {plain(b or 0)} ≥ {percent}% → {plain(self.full)}"
        by = "" if self.of_whole else f" / {percent}%"
        return f"{plain(a or 0)} / {plain(b or 0)}{by} × {plain(self.full)}"

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        a, b = values
        if a is None or b is None or b <= 0:
            return []
        ten = Fraction(a, b) + Fraction(1, 10)
        return self._steps(values, [ten, self.threshold] if ten < self.threshold else [self.threshold])


@register
class RatioBands(_Shared):
    """Tỷ lệ quy ra mức: as many levels as bounds that the share is strictly above. bands: percentages that grow."""

    code = "ratio_bands"

    def read(self, params: Mapping[str, Any]) -> None:
        super().read(params)
        given = params.get("bands")
        if not isinstance(given, list) or not 1 <= len(given) <= 100:
            raise BadFormula("bands", given)
        bands = [Fraction(number_in(one, "bands"), _HUNDRED) for one in given]
        if bands != sorted(set(bands)) or bands[-1] >= 1:
            raise BadFormula("bands", given)
        self.bands = tuple(bands)

    def level(self, values: Values) -> int:
        share = self.share(values)
        return 0 if share is None else sum(share > bound for bound in self.bands)

    def points(self, values: Values, best: int | None = None) -> Fraction:
        if self.share(values) is None:
            return Fraction(self.empty)
        return Fraction(self.full * self.level(values), len(self.bands))

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        a, b = columns
        count = len(self.bands)
        table = np.array([(2 * self.full * n + count) // (2 * count) for n in range(count + 1)], dtype=np.int64)
        found = table[_levels(a, b, self.bands)]
        return np.where(b > 0, found, self.empty) if self.empty else found

    @property
    def step(self) -> int:
        return 0 if self.empty or self.full % len(self.bands) else self.full // len(self.bands)

    def grades(self, columns: Sequence[Array]) -> Grades | None:
        a, b = columns
        return _levels(a, b, self.bands)

    def told(self, values: Values, best: int | None = None) -> str:
        a, b = values
        level = f"{self.level(values)} / {len(self.bands)} × {plain(self.full)}"
        return f"{plain(a or 0)} / {plain(b or 0)} → {level}"

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        a, b = values
        if a is None or b is None or b <= 0:
            return []
        parts = [(int(b * bound) // SCALE + 1) * SCALE for bound in self.bands if Fraction(a, b) <= bound]
        return [(part, b) for part in parts if part <= b]


def _below(a: Array, b: Array, bound: Fraction) -> Marks:
    """a ÷ b < bound, exactly."""
    if max(int(a.max(initial=0)) * bound.denominator, int(b.max(initial=0)) * bound.numerator) < 2**63:
        return a * bound.denominator < b * bound.numerator
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return np.array([x * bound.denominator < y * bound.numerator for x, y in pairs], dtype=bool)


def _levels(a: Array, b: Array, bands: Sequence[Fraction]) -> Grades:
    """How many bounds a ÷ b lies above; none where b is nothing.

    Two different fractions of whole numbers below 2^52 in the products that compare them differ by more than the rounding
    of a division, and the same fraction rounds to the same number: so comparing the rounded shares is exact. Larger
    numbers are compared by their products.
    """
    found = np.zeros(len(a), dtype=np.uint8)
    if MOST * max(bound.denominator for bound in bands) < _EXACT:
        with np.errstate(divide="ignore", invalid="ignore"):
            share = a / b
        for bound in bands:
            found += share > bound.numerator / bound.denominator
    else:
        for bound in bands:
            found += _above(np.maximum(a, 0), np.maximum(b, 0), bound)
    found *= b > 0
    return found


def _above(a: Array, b: Array, bound: Fraction) -> Marks:
    """a ÷ b > bound, exactly."""
    if max(int(a.max(initial=0)) * bound.denominator, int(b.max(initial=0)) * bound.numerator) < 2**63:
        return a * bound.denominator > b * bound.numerator
    pairs = zip(a.tolist(), b.tolist(), strict=True)
    return np.array([x * bound.denominator > y * bound.numerator for x, y in pairs], dtype=bool)
