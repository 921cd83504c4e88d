"""A member's part in a year under way goes on at a successor that is not a member itself."""

from collections.abc import Iterator

from thidua.blocks.models import Member
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _open(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.block_years.exclude(year__state__in=["concluded", "published", "cancelled"])
    return ((row.pk, f"{row.year.group.name}, {row.year.year}") for row in rows.select_related("year__group"))


def _take(key: int, target: Unit, succession: Succession) -> bool:
    member = Member.objects.select_related("year").get(pk=key)
    if member.year.members.filter(unit=target).exists():
        return False
    year, before = member.year, member.unit_id
    member.unit = target
    member.save(update_fields=["unit"])
    changed = [name for name in ("lead", "deputy", "next_lead") if getattr(year, f"{name}_id") == before]
    for name in changed:
        setattr(year, name, target)
    year.save(update_fields=changed)
    return True


carries("block_member", _open, _take)
