"""What every formula is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.fixed import MOST, Array, fixed, plain

Grades = npt.NDArray[np.uint8]

Values = tuple[
    int | None, ...
]  # one for each slot: options by their number, numbers in ten-thousandths, None unanswered


class BadFormula(ValueError):
    """A parameter that cannot be. part: which one; value: what stood there."""

    def __init__(self, part: str, value: object) -> None:
        super().__init__(f"{part}: {value}")
        self.part, self.value = part, str(value)


YES_NO = ("no", "yes")  # the two options whose names are the product's, not the set's


@dataclass(frozen=True)
class Slot:
    """One thing that is asked. label: empty where it is the indicator itself; options: to choose from, empty where a
    number is asked."""

    label: str
    options: tuple[str, ...] = ()


class Formula(ABC):
    """From what is entered to points. full: the greatest points that it gives (or takes), in ten-thousandths.

    counts: whether ``full`` belongs to the pillar's maximum; needs_best: whether it is measured against the best of the
    cohort; partial: whether it gives points before every slot is filled.
    """

    code: ClassVar[str]
    counts: ClassVar[bool] = True
    needs_best: ClassVar[bool] = False
    partial: ClassVar[bool] = False
    slots: tuple[Slot, ...] = ()

    def __init__(self, full: int, params: Mapping[str, Any]) -> None:
        if not 0 <= full <= MOST:
            raise BadFormula("max", plain(full))
        self.full = full
        self.read(params)

    @abstractmethod
    def read(self, params: Mapping[str, Any]) -> None:
        """Takes the parameters. Raises BadFormula."""

    @abstractmethod
    def points(self, values: Values, best: int | None = None) -> Fraction:
        """The exact points, in ten-thousandths, of values without a gap (``partial``: with gaps)."""

    @abstractmethod
    def column(self, columns: Sequence[Array], best: int | None = None) -> Array:
        """As ``points``, rounded half up, for a cohort: a column for each slot, all of them answered."""

    def grades(self, columns: Sequence[Array]) -> Grades | None:
        """Where points are ``step`` for each grade: the grades of a cohort, gaps among its columns, a gap as no grade."""
        return None

    @property
    def step(self) -> int:
        """Points of one grade; 0 where points do not grow in equal whole steps."""
        return 0

    def told(self, values: Values, best: int | None = None) -> str:
        """The formula with its numbers filled in, without words."""
        return ""

    def reachable(self) -> int:
        """The greatest points that any answer gives."""
        return self.full

    def steps(self, values: Values, best: int | None = None) -> list[Values]:
        """Answers a little better than these, the smallest step first, for what-if."""
        return []


KINDS: dict[str, type[Formula]] = {}


def register(kind: type[Formula]) -> type[Formula]:
    KINDS[kind.code] = kind
    return kind


def text_in(params: Mapping[str, Any], name: str) -> str:
    value = params.get(name, "")
    if not isinstance(value, str) or not value.strip():
        raise BadFormula(name, value)
    return value.strip()


def number_in(value: object, part: str, *, least: int = 0) -> int:
    """A number of the parameters, in ten-thousandths."""
    try:
        found = fixed(str(value))
    except ValueError as error:
        raise BadFormula(part, value) from error
    if not least <= found <= MOST:
        raise BadFormula(part, value)
    return found


def rows_in(params: Mapping[str, Any], name: str, width: int) -> list[list[str]]:
    rows = params.get(name)
    if not isinstance(rows, list) or not rows or not all(isinstance(r, list) and len(r) == width for r in rows):
        raise BadFormula(name, rows)
    return rows


def one_of(params: Mapping[str, Any], name: str, choices: Sequence[str]) -> str:
    value = params.get(name, choices[0])
    if value not in choices:
        raise BadFormula(name, value)
    return str(value)
