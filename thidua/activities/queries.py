"""Reads of the book of activities."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from thidua.activities.models import Activity
from thidua.activities.rules import Held, counts
from thidua.movements.models import Movement
from thidua.movements.queries import lineage
from thidua.units.models import Unit
from thidua.units.queries import sole_predecessors


def fed(movement: Movement, unit: Unit, feeds: Iterable[str], start: date, until: date) -> dict[str, Decimal]:
    """feed → what the unit's activities say up to the day, and those of the units that went into it alone: on a split
    the old unit's people are no heir's own. start: of the report's period. One query."""
    wanted = [feed for feed in feeds if feed]
    if not wanted:
        return {}
    rows = Activity.objects.filter(
        movement__in=lineage(movement), unit__in=sole_predecessors(unit), held_on__lte=until
    ).values_list("pk", "kind", "held_on", "people", "items", "hours", "trainees__key")
    people: dict[tuple[Any, ...], set[str]] = {}
    for *activity, key in rows.order_by("pk"):
        people.setdefault(tuple(activity), set()).update({key} - {None})
    held = [
        Held(kind, day, frozenset(keys), 0 if keys else told, items, hours)
        for (_pk, kind, day, told, items, hours), keys in people.items()
    ]
    return {feed: counts(feed, held, start=start, until=until) for feed in wanted}


def by_month(rows: QuerySet[Activity]) -> list[tuple[date, int, int, int]]:
    """One query: (month, activities, people on rosters and told, items), the earliest first; the last twelve."""
    months = (
        rows.order_by()
        .annotate(month=TruncMonth("held_on"))
        .values_list("month")
        .annotate(n=Count("pk", distinct=True), told=Sum("people"), items=Sum("items"))
        .order_by("-month")[:12]
    )
    return [(month, n, told or 0, items or 0) for month, n, told, items in reversed(months)]


def named() -> Count:
    """How many people the roster of an activity has."""
    return Count("trainees")
