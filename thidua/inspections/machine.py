"""The life of an inspection, and of what it recommends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class InspectionFacts:
    """findings: how many are written down; unclosed: how many recommendations are not closed."""

    content: str
    members: str
    held_on: date
    today: date
    findings: int
    conclusion: str
    unclosed: int
    has_points: bool = False
    clause: str = ""


def is_planned(facts: InspectionFacts) -> Iterable[Refusal]:
    if not facts.content.strip() or not facts.members.strip():
        yield Refusal("inspection.no_plan")


def has_happened(facts: InspectionFacts) -> Iterable[Refusal]:
    if facts.held_on > facts.today:
        yield Refusal("inspection.too_early", {"day": format_date(facts.held_on)})
    if not facts.findings:
        yield Refusal("inspection.no_findings")
    if not facts.conclusion.strip():
        yield Refusal("inspection.no_conclusion")


def effect_is_founded(facts: InspectionFacts) -> Iterable[Refusal]:
    """Points only where a clause says so."""
    if facts.has_points and not facts.clause.strip():
        yield Refusal("inspection.no_clause")


def all_closed(facts: InspectionFacts) -> Iterable[Refusal]:
    if facts.unclosed:
        yield Refusal("inspection.unclosed", {"count": facts.unclosed})


INSPECTION = Machine(
    "inspection",
    initial="planned",
    final=("closed", "cancelled"),
    steps=(
        Step("announce", ("planned",), "announced", "office.review", (is_planned,)),
        Step("conclude", ("announced",), "concluded", "office.review", (has_happened, effect_is_founded)),
        Step("close", ("concluded",), "closed", "office.review", (all_closed,)),
        Step("cancel", ("planned", "announced"), "cancelled", "office.review", needs_reason=True),
    ),
)


@dataclass(frozen=True)
class AdviceFacts:
    """answer: what the unit says it did; concluded: whether the inspection has told what it recommends."""

    answer: str
    concluded: bool


def is_answered(facts: AdviceFacts) -> Iterable[Refusal]:
    if not facts.concluded:
        yield Refusal("advice.not_yet")
    elif len(facts.answer.strip()) < 10:
        yield Refusal("advice.no_answer")


ADVICE = Machine(
    "advice",
    initial="open",
    final=("closed",),
    steps=(
        Step("answer", ("open", "returned"), "answered", "unit.draft", (is_answered,), inner=True),
        Step("return", ("answered",), "returned", "office.review", needs_reason=True),
        Step("close", ("answered",), "closed", "office.review"),
    ),
)
