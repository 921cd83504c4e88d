"""The life of a consultation, and of an opinion that it brought."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class ConsultationFacts:
    """listed: how many nominees; closes_on: the last day, None before publication; unanswered: opinions."""

    listed: int
    closes_on: date | None
    today: date
    unanswered: int


def has_list(facts: ConsultationFacts) -> Iterable[Refusal]:
    if not facts.listed:
        yield Refusal("consultation.empty")


def clock_is_over(facts: ConsultationFacts) -> Iterable[Refusal]:
    if facts.closes_on is not None and facts.today <= facts.closes_on:
        yield Refusal("consultation.running", {"day": format_date(facts.closes_on)})


def all_answered(facts: ConsultationFacts) -> Iterable[Refusal]:
    if facts.unanswered:
        yield Refusal("consultation.unanswered", {"count": facts.unanswered})


CONSULTATION = Machine(
    "consultation",
    initial="planned",
    final=("closed", "cancelled"),
    steps=(
        Step("publish", ("planned",), "open", "consult.run", (has_list,), final=True),
        Step("close", ("open",), "closed", "consult.run", (clock_is_over, all_answered)),
        Step("cancel", ("planned", "open"), "cancelled", "consult.run", needs_reason=True),
    ),
)


@dataclass(frozen=True)
class OpinionFacts:
    """answer: what is to be said to it."""

    answer: str


def is_answered(facts: OpinionFacts) -> Iterable[Refusal]:
    if len(facts.answer.strip()) < 10:
        yield Refusal("opinion.no_answer")


OPINION = Machine(
    "opinion",
    initial="open",
    final=("answered",),
    steps=(Step("answer", ("open",), "answered", "consult.run", (is_answered,), inner=True),),
)
