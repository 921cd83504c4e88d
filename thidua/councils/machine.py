"""The life of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from thidua.ballots.rules import has_quorum
from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number


@dataclass(frozen=True)
class SessionFacts:
    """unvoted: items on which not one ballot was cast."""

    members: int
    present: int
    items: int
    unvoted: int
    quorum_percent: Decimal


def has_items(facts: SessionFacts) -> Iterable[Refusal]:
    if not facts.items:
        yield Refusal("session.no_items")


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
        Step("open", ("planned",), "open", "council.run", (has_items, quorate)),
        Step("cancel", ("planned",), "cancelled", "council.run", needs_reason=True),
        Step("close", ("open",), "closed", "council.run", (all_voted,)),
    ),
)
