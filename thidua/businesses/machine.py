"""The life of a survey of enterprises, and of a run over its sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class SurveyFacts:
    today: date
    opens: date
    closes: date
    has_levels: bool
    running: int


def is_for_enterprises(facts: SurveyFacts) -> Iterable[Refusal]:
    if not facts.has_levels:
        yield Refusal("survey.no_levels")
    if facts.closes < facts.opens:
        yield Refusal("survey.days")


def is_over(facts: SurveyFacts) -> Iterable[Refusal]:
    if facts.today <= facts.closes:
        yield Refusal("survey.not_over", {"due": format_date(facts.closes)})


SURVEY = Machine(
    "survey",
    initial="planned",
    final=("closed", "cancelled"),
    steps=(
        Step("open", ("planned",), "open", "office.review", (is_for_enterprises,)),
        Step("close", ("open",), "closed", "office.review", (is_over,)),
        Step("cancel", ("planned",), "cancelled", "office.review", needs_reason=True),
    ),
)
