"""The life of a registration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class RegistrationFacts:
    """closes: the last day on which it may be submitted, extension included; None when the unit owes none."""

    has_plan: bool
    has_commitment: bool
    closes: date | None
    today: date
    movement_running: bool


def has_launch_plan(facts: RegistrationFacts) -> Iterable[Refusal]:
    if not facts.has_plan:
        yield Refusal("registration.no_plan")
    if not facts.has_commitment:
        yield Refusal("registration.no_commitment")


def in_time(facts: RegistrationFacts) -> Iterable[Refusal]:
    if not facts.movement_running:
        yield Refusal("movement.not_running")
    elif facts.closes and facts.today > facts.closes:
        yield Refusal("registration.late", {"due": format_date(facts.closes)})


REGISTRATION = Machine(
    "registration",
    initial="draft",
    final=("accepted",),
    steps=(
        Step("submit", ("draft", "returned"), "submitted", "unit.submit", (has_launch_plan, in_time)),
        Step("withdraw", ("submitted",), "draft", "unit.submit"),
        Step("return", ("submitted",), "returned", "office.review", needs_reason=True),
        Step("accept", ("submitted",), "accepted", "office.review"),
    ),
)
