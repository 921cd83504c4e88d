"""Roles held at a unit that ends go on at a successor, from the day of the succession."""

from collections.abc import Iterator

from thidua.people.models import RoleHolding
from thidua.ui.names import name_of
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit
from thidua.units.queries import dated
from thidua.units.rules import last_day_before


def _held(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = RoleHolding.objects.filter(dated(succession.day), unit=unit).select_related("user")
    return ((row.pk, f"{row.user.full_name} – {name_of('role', row.role)}") for row in rows)


def _take(key: int, target: Unit, succession: Succession) -> None:
    row = RoleHolding.objects.get(pk=key)
    if not RoleHolding.objects.filter(dated(succession.day), unit=target, user=row.user, role=row.role).exists():
        RoleHolding.objects.create(
            user=row.user, unit=target, role=row.role, valid_from=succession.day, valid_to=row.valid_to
        )
    row.valid_to = last_day_before(succession.day)
    row.save(update_fields=["valid_to"])


carries("role", _held, _take)
