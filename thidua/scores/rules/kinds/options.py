"""Formulas that choose among described options."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from thidua.scores.rules.fixed import SCALE, Array, plain, rounded
from thidua.scores.rules.kinds.base import (
    YES_NO,
    BadFormula,
    Formula,
    Grades,
    Slot,
    Values,
    number_in,
    register,
    rows_in,
)


class _Chosen(Formula):
    """One slot with options; ``table``: the exact points of each, by its number."""

    table: tuple[Fraction, ...]

    def points(self, values: Values, best: int | None = None) -> Fraction:
        (chosen,) = values
        return self.table[chosen] if chosen is not None and 0 <= chosen < len(self.table) else Fraction(0)

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        found = np.zeros(256, dtype=np.int64)
        found[: len(self.table)] = [rounded(one) for one in self.table]
        return found[columns[0]]

    @property
    def step(self) -> int:
        step = self.table[1] if len(self.table) > 1 and self.table[1].denominator == 1 else Fraction(0)
        return int(step) if all(one == n * step for n, one in enumerate(self.table)) else 0

    def grades(self, columns: Sequence[Array]) -> Grades | None:
        return np.where(columns[0] < len(self.table), columns[0], 0).astype(np.uint8)

    def told(self, values: Values, best: int | None = None) -> str:
        return plain(rounded(self.points(values)))

    def reachable(self) -> int:
        return rounded(max(self.table))

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        now = self.points(values)
        better = sorted((gain, n) for n, gain in enumerate(self.table) if gain > now)
        return [(n,) for _gain, n in better]


@register
class Boolean(_Chosen):
    """Có hoặc không: all points or none."""

    code = "boolean"
    slots = (Slot("", YES_NO),)

    def read(self, params: Mapping[str, Any]) -> None:
        self.table = (Fraction(0), Fraction(self.full))


@register
class Tier(_Chosen):
    """Theo mức: each described case gives its share of the points. choices: [case, share]."""

    code = "tier"

    def read(self, params: Mapping[str, Any]) -> None:
        rows = rows_in(params, "choices", 2)
        shares = [number_in(share, "choices") for _label, share in rows]
        if len(rows) > 100 or max(shares) > SCALE:
            raise BadFormula("choices", max(shares))
        self.slots = (Slot("", tuple(str(label) for label, _share in rows)),)
        self.table = tuple(Fraction(self.full * share, SCALE) for share in shares)


@register
class Ordinal(_Chosen):
    """Mức 0 đến mức cao nhất: points in equal steps. levels: a description each, the lowest first."""

    code = "ordinal"

    def read(self, params: Mapping[str, Any]) -> None:
        levels = params.get("levels")
        if not isinstance(levels, list) or not 2 <= len(levels) <= 100:
            raise BadFormula("levels", levels)
        self.slots = (Slot("", tuple(f"{n} – {label}" if label else str(n) for n, label in enumerate(levels))),)
        self.table = tuple(Fraction(self.full * n, len(levels) - 1) for n in range(len(levels)))

    def told(self, values: Values, best: int | None = None) -> str:
        (level,) = values
        return f"{level or 0} / {len(self.table) - 1} × {plain(self.full)}"


@register
class Additive(Formula):
    """Cộng từng phần: each part that is there gives its points. parts: [part, points]."""

    code = "additive"
    partial = True

    def read(self, params: Mapping[str, Any]) -> None:
        rows = rows_in(params, "parts", 2)
        self.parts = tuple(number_in(points, "parts") for _label, points in rows)
        self.slots = tuple(Slot(str(label), YES_NO) for label, _points in rows)

    def points(self, values: Values, best: int | None = None) -> Fraction:
        found = sum(points for points, there in zip(self.parts, values, strict=True) if there == 1)
        return Fraction(min(found, self.full))

    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        found = np.zeros(len(columns[0]), dtype=np.int64)
        for points, there in zip(self.parts, columns, strict=True):
            found += points * (there == 1)
        return np.minimum(found, self.full)

    def told(self, values: Values, best: int | None = None) -> str:
        there = [plain(points) for points, one in zip(self.parts, values, strict=True) if one == 1]
        return " + ".join(there) or "0"

    def reachable(self) -> int:
        return min(sum(self.parts), self.full)

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        missing = sorted((points, n) for n, points in enumerate(self.parts) if values[n] != 1)
        return [tuple(1 if n == at else v for n, v in enumerate(values)) for _points, at in missing]
