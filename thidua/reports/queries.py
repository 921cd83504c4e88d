"""Reads of reports."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models import Value as Constant
from django.urls import reverse
from django.utils import timezone

from thidua.activities.queries import fed
from thidua.activities.rules import start_of
from thidua.kernel.actor import Actor
from thidua.kernel.periods import show_when
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date, format_number
from thidua.movements.access import visible_obligations, waiting_parts
from thidua.movements.models import Movement, Obligation, ObligationKind, Target
from thidua.movements.queries import bound, lineage, targets_for
from thidua.movements.rules.measures import NOTHING, Judgement, TargetFact, explain, judge
from thidua.questions import Question
from thidua.registrations.queries import WAITING, told, waiting_rows
from thidua.reports.access import received_reports, sees, visible_to
from thidua.reports.earlier import Earlier, Known, before_of, known_values
from thidua.reports.machine import ReportFacts
from thidua.reports.models import Evidence, Report, Submission, Value
from thidua.reports.rules.entry import BOXES, Typed, doubts
from thidua.units.models import Succession, Unit
from thidua.units.queries import predecessors, stands_alone


def targets_of(report: Report) -> list[Target]:
    """The targets that bind the report's unit, read once for each loaded report."""
    found: list[Target] | None = report.__dict__.get("_targets")
    if found is None:
        found = report.__dict__["_targets"] = targets_for(report.movement, report.unit)
    return found


def obligation_of(report: Report) -> Obligation | None:
    """What the report answers to, read once for each loaded report."""
    if "_owed" not in report.__dict__:
        key = {"movement": report.movement_id, "unit": report.unit_id, "kind": report.kind, "period": report.period}
        report.__dict__["_owed"] = _answered.first(**key)
    found: Obligation | None = report.__dict__["_owed"]
    return found


@Question
def _answered(movement: int, unit: int, kind: str, period: str) -> QuerySet[Obligation]:
    return Obligation.objects.filter(movement=movement, unit=unit, kind=kind, period=period)


@Question
def to_begin(actor: Actor, pk: int) -> QuerySet[Any]:
    """What the actor's unit owes, where it is a report, with the key of the report where one was begun."""
    same = {name: OuterRef(name) for name in ("movement", "unit", "kind", "period")}
    begun = visible_to(actor).filter(**same).order_by().values("pk")[:1]
    rows = visible_obligations(actor).filter(pk=pk).exclude(kind="launch")
    return rows.select_related("movement", "unit").annotate(begun=Subquery(begun))


# Whether the report's unit succeeds another.
SUCCEEDS = Exists(Succession.objects.filter(targets=OuterRef("unit")))


def alone_or_not(report: Any) -> Report:
    """Keeps on the unit of a report that was read with ``succeeds`` whether it stands for itself alone."""
    if not report.succeeds:
        stands_alone(report.unit)
    return cast(Report, report)


_OWED = ("pk", "due", "extended_to", "done_on", "clause")


@Question
def _for_its_page(pk: int) -> QuerySet[Any]:
    same = {f"movement__obligations__{name}": F(name) for name in ("unit", "kind", "period")}
    rows = Report.objects.filter(pk=pk).select_related("unit", "movement")
    rows = rows.annotate(owed=FilteredRelation("movement__obligations", condition=Q(**same)))
    return rows.annotate(succeeds=SUCCEEDS, **{f"owed_{name}": F(f"owed__{name}") for name in _OWED}).order_by()


@Question
def listed(actor: Actor, **wanted: int | str) -> QuerySet[Report]:
    """What the actor sees of the reports. wanted: values by field."""
    return visible_to(actor).filter(**wanted)


def load(actor: Actor, pk: int) -> Report | None:
    """The report for its page where the actor may see it, with what the other reads look for: one query for report,
    unit, movement, obligation, and whether the unit succeeds another."""
    report = _for_its_page.first(pk=pk)
    if report is None or not sees(actor, report):
        return None
    found = {name: getattr(report, f"owed_{name}") for name in _OWED}
    of = {"movement": report.movement, "unit": report.unit, "kind": report.kind, "period": report.period}
    report.__dict__["_owed"] = Obligation(**found, **of) if found["pk"] is not None else None
    return alone_or_not(report)


@Question
def last_sent(report: int) -> QuerySet[Submission]:
    """The last two submissions of a report, the latest first."""
    return Submission.objects.filter(report=report)[:2]


@Question
def evidence_of(report: int) -> QuerySet[Evidence]:
    return Evidence.objects.filter(report=report).select_related("paper")


def facts_of(report: Report) -> ReportFacts:
    owed = obligation_of(report)
    filled = {pk for pk, v in known_values(report).own.items() if v.numerator is not None or v.note.strip()}
    unexplained = sum(bool(row.doubts) and not row.boxes.note.strip() for row in rows_of(report))
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
    """One line of the form: a target with what stands in its boxes, how it stands and why, what a reader would ask
    about, and what was reported before."""

    target: Target
    fact: TargetFact
    boxes: Typed
    judgement: Judgement
    why: tuple[Refusal, ...] = ()
    doubts: tuple[Refusal, ...] = ()
    earlier: tuple[Earlier, ...] = ()


def fed_values(report: Report) -> dict[str, Decimal]:
    """What the unit's book of activities says of the targets that it feeds, by feed; by the day of the numbers."""
    feeds = {target.feed for target in targets_of(report)}
    start = start_of(report.kind, report.period, report.movement.published_on)
    return fed(report.movement, report.unit, feeds, start, report.as_of or timezone.localdate())


def rows_of(report: Report) -> list[Row]:
    """The targets that bind the unit, each with the report's value and what it asks to be explained; computed once for
    what ``known_values`` holds."""
    known = known_values(report)
    kept: tuple[Known, list[Row]] | None = report.__dict__.get("_rows")
    if kept is None or kept[0] is not known:
        kept = report.__dict__["_rows"] = known, _rows(report, known)
    return kept[1]


def _rows(report: Report, known: Known) -> list[Row]:
    values, before = known.own, known.earlier
    year = year_of(report.period)
    found = []
    for number, target in enumerate(targets_of(report), 1):
        fact, value = target.fact(year), values.get(target.pk)
        told = value.fact if value else NOTHING
        judgement = judge(fact, told, report.as_of)
        earlier = before.get(target.origin_id or target.pk, [])
        last = before_of(earlier, report.unit_id, target.measure)
        found.append(
            Row(
                target,
                fact,
                typed_of(value),
                judgement,
                tuple(explain(fact, told, judgement)),
                tuple(doubts(str(number), fact, told, last)),
                tuple(earlier),
            )
        )
    return found


def reached(reports: Collection[Report]) -> dict[int, tuple[int, int]]:
    """report → (targets reached, targets that bind its unit), in two queries for all of them."""
    targets: dict[int, list[Target]] = {}
    for target in Target.objects.filter(movement__in={report.movement_id for report in reports}):
        targets.setdefault(target.movement_id, []).append(target)
    values: dict[int, dict[int, Value]] = {}
    for value in Value.objects.filter(report__in=reports):
        values.setdefault(value.report_id, {})[value.target_id] = value
    found = {}
    for report in reports:
        own, told = bound(targets.get(report.movement_id, ()), report.unit), values.get(report.pk, {})
        facts = [(target.fact(year_of(report.period)), told.get(target.pk)) for target in own]
        met = sum(judge(fact, value.fact if value else NOTHING, report.as_of).reached for fact, value in facts)
        found[report.pk] = met, len(own)
    return found


def year_of(period: str) -> int | None:
    return int(period[:4]) if period[:4].isdigit() else None


def typed_of(value: Value | None) -> Typed:
    """A stored value as it stands in the boxes."""
    if value is None:
        return Typed()
    numbers = (value.numerator, value.denominator, value.excluded)
    top, bottom, excluded = map(format_number, numbers)
    return Typed(top, bottom, excluded, value.note)


def fields_of(report: Report) -> dict[str, str]:
    """Everything that is typed into the form, by the name of its box."""
    as_of = format_date(report.as_of) if report.as_of else ""
    fields = {"narrative": report.narrative, "difficulties": report.difficulties, "as_of": as_of}
    values = known_values(report).own
    for target in targets_of(report):
        fields |= boxes_of(target.pk, typed_of(values.get(target.pk)))
    return fields


def boxes_of(target: int, typed: Typed) -> dict[str, str]:
    texts = (typed.numerator, typed.denominator, typed.excluded, typed.note)
    return {f"{box}{target}": text for box, text in zip(BOXES, texts, strict=True)}


def review_report(movement: Movement, unit: Unit) -> Report | None:
    """The unit's latest mid-term or final report that the office accepted."""
    rows = Report.objects.filter(
        movement__in=lineage(movement),
        unit__in=predecessors(unit),
        state="accepted",
        kind__in=["mid_term", "final"],
    )
    return rows.order_by("-period").first()


def difficulties(movement: Movement, most: int = 50) -> list[tuple[str, str]]:
    """(unit, what it wrote of its difficulties) from accepted mid-term and final reports, the latest first."""
    rows = Report.objects.filter(movement__in=lineage(movement), state="accepted", kind__in=["mid_term", "final"])
    return list(
        rows.exclude(difficulties="")
        .order_by("-period", "unit__order")
        .values_list("unit__name", "difficulties")[:most]
    )


@Question
def _waiting(actor: Actor) -> "QuerySet[Any, tuple[Any, ...]]":
    parts = waiting_parts(Report.objects.annotate(what=Constant("report")), actor, *received_reports(actor))
    rows = [*waiting_rows(actor), *(part.values_list(*WAITING) for part in parts)]
    return rows[0].union(*rows[1:], all=True)[:140]


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """One query for registrations and reports: what is to be looked at, what came back to a unit, what a head has to
    send."""
    found = []
    for what, state, unit, movement, pk, kind, period in _waiting(actor=actor):
        if what != "report":
            found.append(told(state, unit, movement, pk))
            continue
        text = f"{unit} – {ObligationKind(kind).label} {show_when(period)} – {movement}"
        found.append((f"wait.report_{_WAITS[state]}", text, reverse("report_detail", args=[pk])))
    return found


_WAITS = {"submitted": "review", "returned": "returned", "draft": "draft"}
