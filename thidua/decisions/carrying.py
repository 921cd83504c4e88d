"""Decisions of a unit's own that were not issued yet are signed and numbered by its successor; a signature of the old head
without a number falls."""

from collections.abc import Iterator

from thidua.decisions.actions import FLOW, symbol_of
from thidua.decisions.models import Decision
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = Decision.objects.filter(awarder=unit, state__in=("draft", "for_signature", "signed"))
    return ((row.pk, row.subject) for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> None:
    decision = Decision.objects.get(pk=key)
    if decision.state == "signed":
        perform(FLOW, decision, "unsign", actor=system())
    Decision.objects.filter(pk=key).update(awarder=target, symbol=symbol_of(target))


carries("own_decision", _open, _take)
