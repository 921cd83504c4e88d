"""The life of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class ReportFacts:
    """missing: how many of the unit's targets have no value and no explanation; unexplained: how many have one that
    asks for an explanation and has none."""

    narrative: str
    missing: int
    closes: date | None
    today: date
    movement_running: bool
    unexplained: int = 0


def complete(facts: ReportFacts) -> Iterable[Refusal]:
    if len(facts.narrative.strip()) < 20:
        yield Refusal("report.no_narrative")
    if facts.missing:
        yield Refusal("report.missing_values", {"count": facts.missing})
    if facts.unexplained:
        yield Refusal("report.unexplained", {"count": facts.unexplained})


def open_window(facts: ReportFacts) -> Iterable[Refusal]:
    if not facts.movement_running:
        yield Refusal("movement.not_running")
    elif facts.closes and facts.today > facts.closes:
        yield Refusal("report.locked", {"due": format_date(facts.closes)})


REPORT = Machine(
    "report",
    initial="draft",
    final=("accepted",),
    steps=(
        Step("submit", ("draft", "returned"), "submitted", "unit.submit", (complete, open_window)),
        Step("withdraw", ("submitted",), "draft", "unit.submit", (open_window,)),
        Step("return", ("submitted",), "returned", "office.review", needs_reason=True),
        Step("accept", ("submitted",), "accepted", "office.review"),
    ),
)
