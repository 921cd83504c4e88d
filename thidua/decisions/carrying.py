"""Decisions of a unit's own that nobody has signed yet are signed and numbered by its successor."""

from collections.abc import Iterator

from thidua.decisions.actions import symbol_of
from thidua.decisions.models import Decision
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = Decision.objects.filter(awarder=unit, state__in=("draft", "for_signature"))
    return ((row.pk, row.subject) for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> None:
    Decision.objects.filter(pk=key).update(awarder=target, symbol=symbol_of(target))


carries("own_decision", _open, _take)
