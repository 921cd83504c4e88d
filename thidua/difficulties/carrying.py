"""Difficulties raised by a unit that ends, and those that it was to answer."""

from collections.abc import Iterator

from thidua.difficulties.models import Difficulty
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit

_OPEN = ("draft", "open", "returned")


def _raised(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    return ((row.pk, row.subject) for row in unit.difficulties.filter(state__in=_OPEN))


def _take_raised(key: int, target: Unit, succession: Succession) -> None:
    Difficulty.objects.filter(pk=key).update(unit=target)


def _held(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    return ((row.pk, row.subject) for row in unit.held_difficulties.filter(state__in=_OPEN))


def _take_held(key: int, target: Unit, succession: Succession) -> None:
    Difficulty.objects.filter(pk=key).update(holder=target)


carries("difficulty", _raised, _take_raised)
carries("difficulty_held", _held, _take_held)
