"""What a unit, and those that it stands for, reported before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from thidua.kernel.periods import last_day
from thidua.movements.queries import lineage
from thidua.movements.rules.measures import ValueFact
from thidua.plans.rules.kinds import COUNT, RATIO
from thidua.questions import Question
from thidua.reports.models import Report, Value
from thidua.units.queries import predecessors


@dataclass(frozen=True)
class Earlier:
    """A value of a former period, and of which unit: the report's own, or one that it stands for; name: empty for
    its own."""

    unit: int
    name: str
    period: str
    value: ValueFact


@dataclass(frozen=True)
class Known:
    """own: target → the report's value; earlier: target (its first form) → the last value of each unit before the
    report's period, the unit's own first."""

    own: dict[int, Value]
    earlier: dict[int, list[Earlier]]


def known_values(report: Report) -> Known:
    """One query where neither the unit nor the plan has a predecessor, and none the second time for a loaded report."""
    found: Known | None = report.__dict__.get("_known")
    if found is None:
        found = report.__dict__["_known"] = _known(report)
    return found


def forget_values(report: Report) -> None:
    report.__dict__.pop("_known", None)


_COLUMNS = ("report_id", "target_id", "target__origin_id", "report__unit_id", "report__unit__name", "report__period")
_NUMBERS = ("report__as_of", "note", "numerator", "denominator", "excluded")


@Question
def _values(report: int, movements: list[int], units: list[int]) -> "QuerySet[Value, tuple[Any, ...]]":
    """The values of the report, and of all that the units sent."""
    reports = Report.objects.filter(movement__in=movements, unit__in=units)
    reports = reports.filter(Q(pk=report) | Q(state__in=["submitted", "accepted"])).order_by()
    return Value.objects.filter(report__in=reports.values("pk")).values_list(*_COLUMNS, *_NUMBERS)


def _known(report: Report) -> Known:
    kin = {"movements": tuple(lineage(report.movement)), "units": tuple(predecessors(report.unit))}
    ends, own = _end(report.period), {}
    latest: dict[tuple[int, int], tuple[tuple[date, date], Earlier]] = {}
    for pk, target, origin, unit, name, period, as_of, note, *numbers in _values(report=report.pk, **kin):
        if pk == report.pk:
            own[target] = Value(
                report_id=pk, target_id=target, note=note, **dict(zip(_NUMBERS[2:], numbers, strict=True))
            )
            continue
        if _end(period) > ends or numbers[0] is None:
            continue
        key, when = (origin or target, unit), (as_of or _end(period), _end(period))
        if key not in latest or latest[key][0] < when:
            shown = "" if unit == report.unit_id else name
            latest[key] = (when, Earlier(unit, shown, period, ValueFact(*numbers)))
    found: dict[int, list[Earlier]] = {}
    for (target, _), (_, earlier) in latest.items():
        found.setdefault(target, []).append(earlier)
    first = {t: sorted(rows, key=lambda e: (e.unit != report.unit_id, e.name)) for t, rows in found.items()}
    return Known(own, first)


def _end(period: str) -> date:
    return last_day(period) or date.min


def before_of(own: list[Earlier], unit: int, measure: str) -> ValueFact | None:
    """What the value of a unit is compared with: its own last one, else its predecessors' together."""
    if own and own[0].unit == unit:
        return own[0].value
    if not own or measure not in (RATIO, COUNT):
        return None
    zero = Decimal(0)
    bases = [e.value.base for e in own]
    bottom = sum((b or zero for b in bases), zero) if all(b is not None for b in bases) else None
    return ValueFact(sum((e.value.numerator or zero for e in own), zero), bottom)
