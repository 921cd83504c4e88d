"""Reads of the tree as of a day."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from thidua.kernel.vietnamese import fold
from thidua.questions import Question
from thidua.units.models import Membership, Placement, Province, Succession, Unit
from thidua.units.rules import Place, parents_on


def dated(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def units_on(province: Province, day: date, search: str = "") -> QuerySet[Unit]:
    """The units that stand on the day; ``search`` ignores case and marks."""
    units = Unit.objects.filter(province=province).on(day)
    return units.filter(folded__contains=fold(search)) if search else units


def parents(province: Province, day: date) -> dict[int, int | None]:
    places = Placement.objects.filter(dated(day), unit__province=province)
    return parents_on((Place(p.unit_id, p.parent_id, p.valid_from, p.valid_to) for p in places), day)


def group_names(province: Province, day: date, kind: str = "") -> dict[int, list[str]]:
    """unit → the names of the blocks and clusters (or of one kind of them) it belongs to on the day."""
    found: dict[int, list[str]] = {}
    rows = Membership.objects.filter(dated(day), group__province=province)
    rows = rows.filter(group__kind=kind) if kind else rows
    for unit, name in rows.values_list("unit_id", "group__name"):
        found.setdefault(unit, []).append(name)
    return found


@Question
def _handed_on(province: int) -> "QuerySet[Succession, tuple[int | None, int | None]]":
    return Succession.objects.filter(province=province).values_list("sources", "targets")


def predecessors(unit: Unit) -> set[int]:
    """The unit and every unit that it stands for through successions, however many lie between; asked once an object."""
    known: set[int] | None = unit.__dict__.get("_predecessors")
    if known is not None:
        return known
    pairs = _handed_on(province=unit.province_id)
    found, frontier = {unit.pk}, {unit.pk}
    while frontier:
        frontier = {source for source, target in pairs if target in frontier and source} - found
        found |= frontier
    unit.__dict__["_predecessors"] = found
    return found


def sole_predecessors(unit: Unit) -> set[int]:
    """The unit and those that it alone stands for: as ``predecessors``, but for what was split among several."""
    every = predecessors(unit)
    if every == {unit.pk}:
        return every
    rows = Succession.objects.filter(province=unit.province_id, sources__in=every - {unit.pk})
    shared = set(
        rows.annotate(heirs=Count("targets", distinct=True)).filter(heirs__gt=1).values_list("sources", flat=True)
    )
    return every - shared


class Forebears:
    """Whom the units of a province stand for, read once for all of them."""

    def __init__(self, province_id: int) -> None:
        self._sources: dict[int, set[int]] = {}
        self._heirs: dict[int, set[int]] = {}
        for source, target in _handed_on(province=province_id):
            if source and target:
                self._sources.setdefault(target, set()).add(source)
                self._heirs.setdefault(source, set()).add(target)

    def every(self, unit: int) -> set[int]:
        """As ``predecessors``."""
        found, frontier = {unit}, {unit}
        while frontier:
            frontier = {source for target in frontier for source in self._sources.get(target, ())} - found
            found |= frontier
        return found

    def standing_for(self, unit: int) -> set[int]:
        """The unit and every one that stands for it."""
        found, frontier = {unit}, {unit}
        while frontier:
            frontier = {heir for one in frontier for heir in self._heirs.get(one, ())} - found
            found |= frontier
        return found

    def sole(self, unit: int) -> set[int]:
        """As ``sole_predecessors``."""
        return {one for one in self.every(unit) if one == unit or len(self._heirs.get(one, ())) <= 1}


def stands_alone(unit: Unit) -> None:
    """Keeps on a loaded unit that it succeeds nobody, so that ``predecessors`` need not ask."""
    unit.__dict__["_predecessors"] = {unit.pk}


def parent_names(province: Province, day: date) -> dict[int, list[str]]:
    """unit → the name of the unit right above it on the day."""
    rows = Placement.objects.filter(dated(day), unit__province=province, parent__isnull=False)
    return {unit: [name] for unit, name in rows.values_list("unit_id", "parent__name")}


def parents_of(units: Collection[int]) -> "QuerySet[Placement, int | None]":
    """The units directly above them today."""
    rows = Placement.objects.filter(dated(timezone.localdate()), unit__in=units, parent__isnull=False)
    return rows.values_list("parent_id", flat=True)


def children_of(unit: int) -> "QuerySet[Placement, int]":
    """The units directly below one today."""
    return Placement.objects.filter(dated(timezone.localdate()), parent=unit).values_list("unit_id", flat=True)
