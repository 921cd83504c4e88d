"""The life of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.ballots.rules import has_quorum
from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date, format_number


@dataclass(frozen=True)
class SessionFacts:
    """unvoted: ballots that members who are present and not related to the nominee have not cast yet."""

    members: int
    present: int
    items: int
    unvoted: int
    quorum_percent: Decimal
    held_on: date
    today: date


def has_items(facts: SessionFacts) -> Iterable[Refusal]:
    if not facts.items:
        yield Refusal("session.no_items")


def on_its_day(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.today < facts.held_on:
        yield Refusal("session.too_early", {"day": format_date(facts.held_on)})


def quorate(facts: SessionFacts) -> Iterable[Refusal]:
    if not has_quorum(facts.present, facts.members, facts.quorum_percent):
        values = {"present": facts.present, "members": facts.members, "percent": format_number(facts.quorum_percent)}
        yield Refusal("session.no_quorum", values)


def all_voted(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.unvoted:
        yield Refusal("session.unvoted", {"count": facts.unvoted})


SESSION = Machine(
    "session",
    initial="planned",
    final=("closed", "cancelled"),
    steps=(
        Step("open", ("planned",), "open", "council.run", (has_items, on_its_day, quorate)),
        Step("cancel", ("planned", "open"), "cancelled", "council.run", needs_reason=True),
        Step("close", ("open",), "closed", "council.run", (quorate, all_voted)),
    ),
)
