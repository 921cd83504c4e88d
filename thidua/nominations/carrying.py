"""Dossiers under way go on at a successor; one that is awarded stays with the unit that earned it."""

from collections.abc import Iterator

from thidua.nominations.models import Nomination
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit

_OPEN = ("draft", "in_route", "returned", "ready")


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.nominations.filter(state__in=_OPEN).select_related("round")
    return ((row.pk, f"{row.subject_name} – {row.round.name}") for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> None:
    Nomination.objects.filter(pk=key).update(unit=target)


carries("nomination", _open, _take)
