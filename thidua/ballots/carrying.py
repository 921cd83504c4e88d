"""The council of a unit that awards goes to the successor that has none, with its members and what it voted on."""

from collections.abc import Iterator

from thidua.ballots.models import Body
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _council(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = Body.objects.filter(awarder=unit, kind="council")
    return ((row.pk, row.name) for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> bool:
    if Body.objects.filter(awarder=target, kind="council").exists():
        return False
    Body.objects.filter(pk=key).update(awarder=target)
    return True


carries("council", _council, _take)
