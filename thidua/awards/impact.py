"""What a change of a rule touches: later stages say which of their open cases another version would hold for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thidua.awards.rules.selecting import Book


@dataclass(frozen=True)
class Shift:
    """A register before and after a change of rules of one kind, in one province, as judged on a day."""

    kind: str
    province: int
    before: Book
    after: Book
    judged: date


@dataclass(frozen=True)
class Case:
    """An open case: what it is called, its state as ``machine.state``, and where it stands."""

    name: str
    state: str
    address: str


_TELLERS: list[Callable[[Shift], list[Case]]] = []


def shifts(teller: Callable[[Shift], list[Case]]) -> Callable[[Shift], list[Case]]:
    """Registers a stage's answer. One or two queries each."""
    _TELLERS.append(teller)
    return teller


def touched_by(shift: Shift) -> list[Case]:
    """Every open case for which the change would make another version hold."""
    return [case for teller in _TELLERS for case in teller(shift)]
