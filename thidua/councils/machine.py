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
    """unvoted: ballots that members who are present and not related to the nominee have not cast yet; secret: whether any
    item is voted on in secret; keyed: tellers who have their key; lonely: secret items that too few may vote on for the
    tally to tell nothing of each, of at least ``fewest``; poll: the state of the secret ballot; unconsulted: nominees on whom
    the public has still to be asked."""

    members: int
    present: int
    items: int
    unvoted: int
    quorum_percent: Decimal
    held_on: date
    today: date
    secret: bool = False
    keyed: int = 0
    lonely: tuple[str, ...] = ()
    fewest: int = 0
    poll: str = ""
    unconsulted: tuple[str, ...] = ()


def has_items(facts: SessionFacts) -> Iterable[Refusal]:
    if not facts.items:
        yield Refusal("session.no_items")


def on_its_day(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.today < facts.held_on:
        yield Refusal("session.too_early", {"day": format_date(facts.held_on)})


def quorate(facts: SessionFacts) -> Iterable[Refusal]:
    if not has_quorum(facts.present, facts.members, facts.quorum_percent):
        enough = next(
            n
            for n in range(facts.members + 2)
            if has_quorum(n, facts.members, facts.quorum_percent) or n > facts.members
        )
        values = {"present": facts.present, "members": facts.members, "percent": format_number(facts.quorum_percent)}
        yield Refusal("session.no_quorum", values | {"missing": enough - facts.present})


def can_be_secret(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.secret and facts.keyed < 2:
        yield Refusal("session.no_keys", {"count": 2 - facts.keyed})
    yield from tells_nobody(facts)


def tells_nobody(facts: SessionFacts) -> Iterable[Refusal]:
    if has_quorum(facts.present, facts.members, facts.quorum_percent):
        for name in facts.lonely:
            yield Refusal("session.lonely", {"name": name, "fewest": facts.fewest})


def consulted(facts: SessionFacts) -> Iterable[Refusal]:
    for name in facts.unconsulted:
        yield Refusal("session.consultation", {"name": name})


def all_voted(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.unvoted:
        yield Refusal("session.unvoted", {"count": facts.unvoted})


def counted(facts: SessionFacts) -> Iterable[Refusal]:
    if facts.secret and facts.poll != "counted":
        yield Refusal("session.uncounted")


SESSION = Machine(
    "session",
    initial="planned",
    final=("closed", "cancelled"),
    steps=(
        Step("open", ("planned",), "open", "council.run", (has_items, on_its_day, quorate, consulted, can_be_secret)),
        Step("lock", ("open",), "counting", "council.box", (quorate, all_voted, tells_nobody), final=True),
        Step("close", ("open", "counting"), "closed", "council.run", (quorate, all_voted, counted), final=True),
        Step("cancel", ("planned", "open", "counting"), "cancelled", "council.run", needs_reason=True),
    ),
)
