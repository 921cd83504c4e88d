"""The life of a block's year, of a member's word on the agreement, and of a marking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thidua.ballots.rules import has_quorum
from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date, format_number


@dataclass(frozen=True)
class YearFacts:
    """unsigned: members who have not signed; returned: own markings that came back and were not sent again; unsent, uncrossed: markings of oneself and of others that are not sent;
    ungathered, unappraised: members without a consolidated, an appraised marking; unvoted: ballots not cast by members
    who are there; tied: candidates equal at the last place; keyed: tellers of a secret ballot who have their key, None where
    it is open; lonely: candidates whom too few may vote on for a secret ballot, of at least ``fewest``; uncounted: whether a
    secret ballot is not counted."""

    today: date
    members: int
    criteria: int
    agreement: str
    has_deputy: bool
    ordered: bool
    self_due: date
    cross_due: date
    meets_on: date
    unsigned: int = 0
    unsent: int = 0
    returned: int = 0
    sent: int = 0
    uncrossed: int = 0
    ungathered: int = 0
    unappraised: tuple[str, ...] = ()
    present: int = 0
    quorum_percent: Decimal = Decimal(0)
    candidates: int = 0
    unvoted: int = 0
    tied: int = 0
    keyed: int | None = None
    lonely: tuple[str, ...] = ()
    fewest: int = 0
    uncounted: bool = False


def is_written(facts: YearFacts) -> Iterable[Refusal]:
    if not facts.criteria:
        yield Refusal("block.no_criteria")
    if len(facts.agreement.strip()) < 20:
        yield Refusal("block.no_agreement")


def has_members(facts: YearFacts) -> Iterable[Refusal]:
    if facts.members < 2:
        yield Refusal("block.few_members")
    if not facts.has_deputy:
        yield Refusal("block.no_deputy")


def days_in_order(facts: YearFacts) -> Iterable[Refusal]:
    if not facts.ordered:
        yield Refusal("block.days")


def all_signed(facts: YearFacts) -> Iterable[Refusal]:
    if facts.unsigned:
        yield Refusal("block.unsigned", {"count": facts.unsigned})


def self_over(facts: YearFacts) -> Iterable[Refusal]:
    if facts.returned:
        yield Refusal("block.returned", {"count": facts.returned})
    if facts.unsent and facts.today <= facts.self_due:
        yield Refusal("block.still_scoring", {"count": facts.unsent, "due": format_date(facts.self_due)})
    if facts.sent < 2:
        yield Refusal("block.few_markings")


def cross_over(facts: YearFacts) -> Iterable[Refusal]:
    if facts.uncrossed and facts.today <= facts.cross_due:
        yield Refusal("block.still_crossing", {"count": facts.uncrossed, "due": format_date(facts.cross_due)})


def all_gathered(facts: YearFacts) -> Iterable[Refusal]:
    if facts.ungathered:
        yield Refusal("block.ungathered", {"count": facts.ungathered})


def all_appraised(facts: YearFacts) -> Iterable[Refusal]:
    if facts.unappraised:
        yield Refusal("block.unappraised", {"names": "; ".join(facts.unappraised)})


def may_meet(facts: YearFacts) -> Iterable[Refusal]:
    if facts.today < facts.meets_on:
        yield Refusal("block.too_early", {"day": format_date(facts.meets_on)})
    if not facts.candidates:
        yield Refusal("block.no_candidates")


def quorate(facts: YearFacts) -> Iterable[Refusal]:
    if not has_quorum(facts.present, facts.members, facts.quorum_percent):
        values = {"present": facts.present, "members": facts.members, "percent": format_number(facts.quorum_percent)}
        yield Refusal("block.no_quorum", values)


def can_be_secret(facts: YearFacts) -> Iterable[Refusal]:
    if facts.keyed is not None and facts.keyed < 2:
        yield Refusal("session.no_keys", {"count": 2 - facts.keyed})
    for name in facts.lonely:
        yield Refusal("session.lonely", {"name": name, "fewest": facts.fewest})


def counted(facts: YearFacts) -> Iterable[Refusal]:
    if facts.uncounted:
        yield Refusal("session.uncounted")


def all_voted(facts: YearFacts) -> Iterable[Refusal]:
    if facts.unvoted:
        yield Refusal("session.unvoted", {"count": facts.unvoted})
    elif facts.tied:
        yield Refusal("block.tied", {"count": facts.tied})


_UNSETTLED = ("draft", "signing", "running", "scoring", "crossing", "gathering", "appraising")

BLOCK = Machine(
    "block",
    initial="draft",
    final=("published", "cancelled"),
    steps=(
        Step("propose", ("draft",), "signing", "block.lead", (has_members, is_written, days_in_order)),
        Step("revise", ("signing",), "draft", "block.lead", needs_reason=True),
        Step("agree", ("signing",), "running", "block.lead", (all_signed,)),
        Step("collect", ("running",), "scoring", "block.lead"),
        Step("cross", ("scoring",), "crossing", "block.lead", (self_over,)),
        Step("gather", ("crossing",), "gathering", "block.lead", (cross_over,)),
        Step("hand_over", ("gathering",), "appraising", "block.lead", (all_gathered,)),
        Step("return", ("appraising",), "gathering", "office.review", needs_reason=True),
        Step("settle", ("appraising",), "settled", "office.review", (all_appraised,)),
        Step("redo", ("settled",), "appraising", "office.review", needs_reason=True),
        Step("call", ("settled",), "voting", "block.lead", (may_meet, quorate, can_be_secret)),
        Step("conclude", ("voting",), "concluded", "block.lead", (quorate, all_voted, counted)),
        Step("end", ("settled", "voting"), "concluded", "office.review", needs_reason=True),
        Step("publish", ("concluded",), "published", "plan.publish"),
        Step("cancel", _UNSETTLED, "cancelled", "office.review", needs_reason=True),
    ),
)


@dataclass(frozen=True)
class MemberFacts:
    year_state: str


def being_signed(facts: MemberFacts) -> Iterable[Refusal]:
    if facts.year_state != "signing":
        yield Refusal("member.not_signing")


MEMBER = Machine(
    "member",
    initial="waiting",
    final=(),
    steps=(
        Step("sign", ("waiting", "objected"), "signed", "unit.submit", (being_signed,), inner=True),
        Step("object", ("waiting", "signed"), "objected", "unit.submit", (being_signed,), needs_reason=True),
        Step("clear", ("signed", "objected"), "waiting", "system", inner=True),
    ),
)


@dataclass(frozen=True)
class MarkingFacts:
    """phase: the year's state in which such a marking is made; due: its last day, None where no day locks it; empty:
    criteria without points; unproved: with points and neither evidence nor a word why there is none; unexplained: that
    differ from what they are compared with, without a word."""

    year_state: str
    phase: str
    today: date
    due: date | None = None
    empty: int = 0
    unproved: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


def in_phase(facts: MarkingFacts) -> Iterable[Refusal]:
    if facts.year_state != facts.phase:
        yield Refusal("marking.closed", {"state": f"block.{facts.year_state}"})
    elif facts.due is not None and facts.today > facts.due:
        yield Refusal("marking.late", {"due": format_date(facts.due)})


def is_whole(facts: MarkingFacts) -> Iterable[Refusal]:
    if facts.empty:
        yield Refusal("marking.empty", {"count": facts.empty})
    if facts.unproved:
        yield Refusal("marking.unproved", {"names": "; ".join(facts.unproved[:8])})
    if facts.unexplained:
        yield Refusal("marking.unexplained", {"names": "; ".join(facts.unexplained[:8])})


MARKING = Machine(
    "marking",
    initial="draft",
    final=(),
    steps=(
        Step("send", ("draft", "returned"), "sent", "marking.send", (in_phase, is_whole)),
        Step("withdraw", ("sent",), "draft", "marking.send", (in_phase,)),
        Step("return", ("sent",), "returned", "block.lead", (in_phase,), needs_reason=True),
        Step("keep", ("returned",), "sent", "block.lead", (in_phase,)),
    ),
)
