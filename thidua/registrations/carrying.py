"""Registrations under way go on at a successor."""

from collections.abc import Iterator

from thidua.registrations.models import Registration
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.registrations.filter(movement__state="running").exclude(state="accepted").select_related("movement")
    return ((row.pk, row.movement.name) for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> bool:
    row = Registration.objects.get(pk=key)
    if not Registration.objects.filter(movement=row.movement, unit=target).exists():
        row.unit = target
        row.save(update_fields=["unit"])
        return True
    return False


carries("registration", _open, _take)
