"""How a sheet's answers stand in one record: the numbers of chosen options, a byte each, filled up to eights, then the
entered numbers in ten-thousandths, eight bytes each. A cohort of records is read as two tables without a loop over rows."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from thidua.scores.rules.fixed import MOST, Array, Bytes
from thidua.scores.rules.kinds.base import Values
from thidua.scores.rules.sets import IndexSet, Indicator

NO_OPTION, SKIPPED_OPTION = 255, 254
NO_NUMBER, SKIPPED_NUMBER = -(2**63), -(2**63) + 1


@dataclass(frozen=True)
class Answer:
    """What is entered for one indicator. skipped: declared not applicable."""

    values: Values
    skipped: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.skipped and all(value is None for value in self.values)

    @property
    def is_whole(self) -> bool:
        return all(value is not None for value in self.values)


Answers = Mapping[str, Answer]


def unanswered(one: Indicator) -> Answer:
    return Answer((None,) * len(one.formula.slots))


@dataclass(frozen=True)
class Layout:
    """Where each slot of each indicator stands: (whether it is an option, its column)."""

    index: IndexSet

    @cached_property
    def places(self) -> dict[str, tuple[tuple[bool, int], ...]]:
        found: dict[str, tuple[tuple[bool, int], ...]] = {}
        options = numbers = 0
        for one in self.index.indicators:
            row = []
            for slot in one.formula.slots:
                row.append((True, options) if slot.options else (False, numbers))
                options, numbers = options + bool(slot.options), numbers + (not slot.options)
            found[one.code] = tuple(row)
        return found

    @cached_property
    def options(self) -> int:
        return sum(is_option for row in self.places.values() for is_option, _n in row)

    @cached_property
    def numbers(self) -> int:
        return sum(not is_option for row in self.places.values() for is_option, _n in row)

    @cached_property
    def size(self) -> int:
        """Bytes of a record."""
        return self.start + 8 * self.numbers

    @cached_property
    def start(self) -> int:
        """Where the numbers begin."""
        return -(-self.options // 8) * 8

    @cached_property
    def dtype(self) -> np.dtype[np.void]:
        return np.dtype([("options", "u1", (self.start,)), ("numbers", "<i8", (self.numbers,))])

    @cached_property
    def blank(self) -> bytes:
        return self.pack({})

    def pack(self, answers: Answers) -> bytes:
        """The record of the answers. Raises ValueError, with the indicator, for an option or a number out of range, and for
        what may not be left out."""
        options = bytearray([NO_OPTION] * self.options + [0] * (self.start - self.options))
        numbers = [NO_NUMBER] * self.numbers
        for one in self.index.indicators:
            if (answer := answers.get(one.code)) is None:
                continue
            if answer.skipped and not one.may_skip:
                raise ValueError(one.code)
            for (is_option, at), slot, value in zip(
                self.places[one.code], one.formula.slots, answer.values, strict=True
            ):
                if answer.skipped:
                    value = SKIPPED_OPTION if is_option else SKIPPED_NUMBER
                elif value is None:
                    continue
                elif not (0 <= value < len(slot.options) if is_option else 0 <= value <= MOST):
                    raise ValueError(one.code)
                if is_option:
                    options[at] = value
                else:
                    numbers[at] = value
        return bytes(options) + struct.pack(f"<{self.numbers}q", *numbers)

    def unpack(self, record: bytes) -> dict[str, Answer]:
        """The answers of a record, each indicator's."""
        numbers = struct.unpack_from(f"<{self.numbers}q", record, self.start)
        found = {}
        for one in self.index.indicators:
            row = [(record[at] if is_option else numbers[at], is_option) for is_option, at in self.places[one.code]]
            skipped = row[0] in ((SKIPPED_OPTION, True), (SKIPPED_NUMBER, False))
            values = tuple(None if _is_mark(value, is_option) else value for value, is_option in row)
            found[one.code] = Answer(values, skipped)
        return found

    def table(self, records: Iterable[bytes] | bytes) -> "Table":
        """The records of a cohort, as they are or one after another."""
        joined = records if isinstance(records, bytes) else b"".join(records)
        rows = np.frombuffer(joined, dtype=self.dtype)
        return Table(self, rows["options"], rows["numbers"])


def _is_mark(value: int, is_option: bool) -> bool:
    return value >= SKIPPED_OPTION if is_option else value <= SKIPPED_NUMBER


@dataclass(frozen=True)
class Table:
    """A cohort: options (units × bytes of options, filled up to eights) and numbers (units × number slots)."""

    layout: Layout
    options: Bytes
    numbers: Array

    def __len__(self) -> int:
        return len(self.options)

    def part(self, start: int, end: int) -> "Table":
        return Table(self.layout, self.options[start:end], self.numbers[start:end])

    def columns(self, one: Indicator) -> list[Array]:
        """The slots of an indicator, marks of gaps among them."""
        places = self.layout.places[one.code]
        return [self.options[:, at] if is_option else self.numbers[:, at] for is_option, at in places]  # type: ignore[misc]  # option columns are bytes
