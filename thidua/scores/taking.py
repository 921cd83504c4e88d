"""Numbers that are known already: reported values of targets, and what inspections concluded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from thidua.inspections.queries import effects_on
from thidua.kernel.vietnamese import fold, format_date
from thidua.movements.models import Movement, Target
from thidua.movements.queries import bound, lineage
from thidua.reports.models import Value
from thidua.scores.models import Assessment
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import SCALE, nearest
from thidua.scores.rules.sets import Indicator
from thidua.units.models import Unit

_RATIOS = ("ratio", "ratio_threshold", "ratio_bands")


@dataclass(frozen=True)
class Taken:
    """A number taken over. source: the report or the inspection that it comes from, in words."""

    answer: Answer
    source: str


def reported(assessment: Assessment, units: Iterable[Unit]) -> dict[int, dict[str, Taken]]:
    """unit → indicator → the last accepted value of the one target that the indicator names. A handful of queries,
    however many units."""
    if assessment.movement is None:
        return {}
    wanted = {fold(one.takes): one for one in assessment.version.index.indicators if one.takes and _takes_two(one)}
    targets = [
        t for t in Target.objects.filter(movement=assessment.movement) if any(w in fold(t.subject) for w in wanted)
    ]
    asked = {unit.pk: _matched(bound(targets, unit), wanted) for unit in units}
    origins = {t.origin_id or t.pk: t.pk for t in targets}
    rows = Value.objects.filter(
        Q(target__in=origins) | Q(target__origin__in=origins),
        report__state="accepted",
        report__movement__in=lineage(assessment.movement),
        report__unit__in=asked,
        denominator__gt=0,
        numerator__isnull=False,
    ).select_related("report", "target")
    found: dict[int, dict[str, Taken]] = {}
    for value in rows.order_by("report__as_of", "report__pk"):
        target = origins.get(value.target.origin_id or value.target_id)
        for one, matched in asked[value.report.unit_id]:
            if matched == target:
                found.setdefault(value.report.unit_id, {})[one.code] = _taken(value)
    return found


def _takes_two(one: Indicator) -> bool:
    return one.kind in _RATIOS


def _matched(targets: list[Target], wanted: dict[str, Indicator]) -> list[tuple[Indicator, int]]:
    """Each indicator with its target, where one target alone has its words, and no other indicator takes the same."""
    pairs = []
    for words, one in wanted.items():
        named = [t.pk for t in targets if words in fold(t.subject)]
        if len(named) == 1:
            pairs.append((one, named[0]))
    twice = {pk for _one, pk in pairs if sum(other == pk for _o, other in pairs) > 1}
    return [(one, pk) for one, pk in pairs if pk not in twice]


def _taken(value: Value) -> Taken:
    numerator, denominator = value.numerator, value.denominator
    assert numerator is not None and denominator is not None  # noqa: S101, PT018  # the query asks for both
    whole = denominator - (value.excluded or 0)
    until = f", {format_date(value.report.as_of)}" if value.report.as_of else ""
    source = f"{value.report.get_kind_display()} {value.report.period}{until}"
    return Taken(Answer((nearest(numerator), nearest(whole) if whole > 0 else 0)), source)


def inspected(assessment: Assessment, unit: Unit) -> Taken | None:
    """Points that the year's concluded inspections of the unit add and take, with the clause of each; None where none
    does. Over all movements of the province where the assessment belongs to none."""
    if assessment.movement is not None:
        movements = lineage(assessment.movement)
    else:
        movements = list(Movement.objects.filter(province=assessment.province_id).values_list("pk", flat=True))
    effects = [(row, points) for row, points in effects_on(movements, unit, assessment.year) if points]
    if not effects:
        return None
    added = sum(int(points * SCALE) for _row, points in effects if points > 0)
    taken = sum(int(-points * SCALE) for _row, points in effects if points < 0)
    source = "; ".join(f"{format_date(row.held_on)}: {points:+} ({row.effect_clause})" for row, points in effects)
    return Taken(Answer((added, taken)), source[:300])
