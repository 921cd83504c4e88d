"""Reads of reports."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from thidua.kernel.actor import Actor
from thidua.kernel.periods import show_when
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Movement, Obligation, Target
from thidua.movements.queries import lineage, targets_for
from thidua.movements.rules import Judgement, judge
from thidua.reports.access import visible_to
from thidua.reports.machine import ReportFacts
from thidua.reports.models import Report, Value
from thidua.reports.rules import ValueFact, doubts
from thidua.units.models import Unit
from thidua.units.queries import predecessors


def targets_of(report: Report) -> list[Target]:
    """The targets that bind the report's unit, read once for each loaded report."""
    found: list[Target] | None = report.__dict__.get("_targets")
    if found is None:
        found = report.__dict__["_targets"] = targets_for(report.movement, report.unit)
    return found


def obligation_of(report: Report) -> Obligation | None:
    return Obligation.objects.filter(
        movement=report.movement_id, unit=report.unit_id, kind=report.kind, period=report.period
    ).first()


def facts_of(report: Report) -> ReportFacts:
    owed = obligation_of(report)
    filled = {v.target_id for v in report.values.all() if v.numerator is not None or v.note.strip()}
    unexplained = sum(bool(row.doubts) and not row.note.strip() for row in rows_of(report))
    return ReportFacts(
        narrative=report.narrative,
        missing=sum(t.pk not in filled for t in targets_of(report)),
        closes=owed.closes if owed else None,
        today=timezone.localdate(),
        movement_running=report.movement.state == "running",
        unexplained=unexplained,
    )


@dataclass(frozen=True)
class Row:
    """One line of the form: a target with its numbers as text, how it stands, and what a reader would ask about."""

    target: Target
    numerator: str
    denominator: str
    note: str
    judgement: Judgement
    doubts: tuple[Refusal, ...] = ()


def _judged(target: Target, value: Value | None) -> Judgement:
    top = float(value.numerator) if value and value.numerator is not None else None
    bottom = float(value.denominator) if value and value.denominator is not None else None
    return judge(target.comparator, float(target.value), target.unit, top, bottom)


def earlier_values(report: Report) -> dict[int, Value]:
    """One query: the unit's last reported value of each target before this report's period."""
    rows = Value.objects.filter(
        report__movement=report.movement_id,
        report__unit=report.unit_id,
        report__period__lt=report.period,
        report__state__in=["submitted", "accepted"],
        numerator__isnull=False,
    )
    return {value.target_id: value for value in rows.order_by("report__period")}


def _fact(value: Value | None) -> ValueFact | None:
    return ValueFact(value.numerator, value.denominator) if value else None


def rows_of(report: Report) -> list[Row]:
    """The targets that bind the unit, each with the report's value and what it asks to be explained."""
    values = {v.target_id: v for v in report.values.all()}
    before = earlier_values(report)
    found = []
    for number, target in enumerate(targets_of(report), 1):
        value = values.get(target.pk)
        fact = _fact(value)
        percent = target.unit == "%"
        asked = doubts(str(number), fact, _fact(before.get(target.pk)), percent=percent) if fact else []
        found.append(
            Row(
                target,
                format_number(value.numerator) if value else "",
                format_number(value.denominator) if value else "",
                value.note if value else "",
                _judged(target, value),
                tuple(asked),
            )
        )
    return found


def fields_of(report: Report) -> dict[str, str]:
    """Everything that is typed into the form, by the name of its box."""
    fields = {"narrative": report.narrative, "difficulties": report.difficulties}
    stored = report.values.values_list("target_id", "numerator", "denominator", "note")
    values = {target: (format_number(top), format_number(bottom), note) for target, top, bottom, note in stored}
    for target in targets_of(report):
        top, bottom, note = values.get(target.pk, ("", "", ""))
        fields |= {f"n{target.pk}": top, f"d{target.pk}": bottom, f"t{target.pk}": note}
    return fields


def review_report(movement: Movement, unit: Unit) -> Report | None:
    """The unit's latest mid-term or final report that the office accepted."""
    rows = Report.objects.filter(
        movement__in=lineage(movement),
        unit__in=predecessors(unit),
        state="accepted",
        kind__in=["mid_term", "final"],
    )
    return rows.order_by("-period").first()


@dataclass(frozen=True)
class Standing:
    """How the units stand on one target over accepted reports: sums, and how many met it."""

    target: Target
    units: int
    met: int
    share: float | None


def standings(movement: Movement) -> list[Standing]:
    """Two queries: targets, and the values of accepted reports (the latest period of each unit)."""
    latest: dict[tuple[int, int], Value] = {}
    rows = Value.objects.filter(report__movement=movement, report__state="accepted").select_related("report", "target")
    for value in rows.order_by("report__period"):
        latest[(value.target_id, value.report.unit_id)] = value
    found = []
    for target in movement.targets.all():
        own = [v for (pk, _), v in latest.items() if pk == target.pk and v.numerator is not None]
        met = sum(_judged(target, v).state in ("met", "exceeded") for v in own)
        top = sum(float(v.numerator or 0) for v in own)
        bottom = sum(float(v.denominator or 0) for v in own)
        share = (100 * top / bottom if bottom else None) if target.unit == "%" else (top if own else None)
        found.append(Standing(target, len(own), met, share))
    return found


def results_of(rows: list[Standing]) -> dict[int, dict[str, Any]]:
    """How each target ended, by its order among the plan's items; those without numbers are left out."""
    return {r.target.order: {"units": r.units, "met": r.met, "share": r.share} for r in rows if r.units}


def difficulties(movement: Movement, most: int = 50) -> list[tuple[str, str]]:
    """(unit, what it wrote of its difficulties) from accepted mid-term and final reports, the latest first."""
    rows = Report.objects.filter(movement__in=lineage(movement), state="accepted", kind__in=["mid_term", "final"])
    return list(
        rows.exclude(difficulties="")
        .order_by("-period", "unit__order")
        .values_list("unit__name", "difficulties")[:most]
    )


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """One query: what the office has to look at, what came back to a unit, what a head has to send."""
    heads = actor.unit_ids("unit.submit")
    office = Q(state="submitted", movement__province__in=actor.province_ids("office.review"))
    own = Q(state="returned", unit__in=actor.unit_ids("unit.draft")) | Q(state="draft", unit__in=heads)
    found = []
    for r in (
        visible_to(actor)
        .filter(office | own)
        .select_related("unit", "movement")
        .defer("narrative", "difficulties")[:60]
    ):
        code = {"submitted": "review", "returned": "returned", "draft": "draft"}[r.state]
        found.append(
            (
                f"wait.report_{code}",
                f"{r.unit.name} – {r.get_kind_display()} {show_when(r.period)} – {r.movement.name}",
                r.get_absolute_url(),
            )
        )
    return found
