"""Reads of inspections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from thidua.inspections.machine import AdviceFacts, InspectionFacts
from thidua.inspections.models import Advice, Inspection
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_date
from thidua.units.models import Unit


def facts_of(inspection: Inspection) -> InspectionFacts:
    return InspectionFacts(
        content=inspection.content,
        members=inspection.members,
        held_on=inspection.held_on,
        today=timezone.localdate(),
        findings=inspection.findings.count(),
        conclusion=inspection.conclusion,
        unclosed=inspection.advice.exclude(state="closed").count(),
        has_points=inspection.effect_points is not None,
        clause=inspection.effect_clause,
    )


def advice_facts_of(advice: Advice) -> AdviceFacts:
    return AdviceFacts(advice.answer, advice.inspection.state == "concluded")


def effects_on(movements: Iterable[int], unit: Unit, year: int) -> list[tuple[Inspection, Decimal]]:
    """What concluded inspections of the year add to or take from a unit's score, each with the clause that says so, the
    earliest first. movements: keys; of these alone."""
    rows = Inspection.objects.filter(movement__in=list(movements), unit=unit, held_on__year=year)
    rows = rows.filter(state__in=["concluded", "closed"], effect_points__isnull=False).order_by("held_on", "pk")
    return [(row, row.effect_points) for row in rows if row.effect_points is not None]


def with_advice(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Each with how much it recommends (``advised``) and how much of that is closed (``mended``)."""
    closed = Count("advice", filter=Q(advice__state="closed"))
    return rows.annotate(advised=Count("advice"), mended=closed)


@dataclass(frozen=True)
class Share:
    """Of the inspections held: how many, and how many of them on the network. percent: None while there are none."""

    held: int
    digital: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.digital / self.held) if self.held else None


def digital_share(rows: QuerySet[Inspection], year: int) -> Share:
    """One query: those of the inspections that were held in the year."""
    held = rows.filter(state__in=["concluded", "closed"], held_on__year=year)
    counts = held.aggregate(held=Count("pk"), digital=Count("pk", filter=Q(is_digital=True)))
    return Share(counts["held"], counts["digital"])


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """Recommendations that the actor's units have to answer; the office is told of answers by notices. Rows as
    ``difficulties.queries.WAITING``."""
    if actor.province_ids("plan.edit"):
        return []
    rows = Advice.objects.filter(
        state__in=["open", "returned"],
        inspection__state="concluded",
        inspection__unit__in=actor.unit_ids("unit.draft"),
    )
    rows = rows.order_by().annotate(what=Value("advice"), short=Left("text", 120))
    return [rows.values_list("what", "state", "inspection__unit__name", "short", "due", "inspection_id")]


def told(unit: str, text: str, due: date, pk: int) -> tuple[str, str, str]:
    """A waiting row as (code, what, address)."""
    return "wait.advice_open", f"{unit}: {text} – {format_date(due)}", reverse("inspection_detail", args=[pk])
