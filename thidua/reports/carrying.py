"""Reports under way go on at a successor; accepted ones stay what the old unit reported."""

from collections.abc import Iterator

from thidua.reports.models import Report
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.reports.filter(movement__state="running").exclude(state="accepted").select_related("movement")
    return ((row.pk, f"{row.get_kind_display()} {row.period}: {row.movement.name}") for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> bool:
    row = Report.objects.get(pk=key)
    if not Report.objects.filter(movement=row.movement, unit=target, kind=row.kind, period=row.period).exists():
        row.unit = target
        row.save(update_fields=["unit"])
        return True
    return False


carries("report", _open, _take)
