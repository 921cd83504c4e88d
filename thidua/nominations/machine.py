"""The life of a dossier, and of one row of its route."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date


@dataclass(frozen=True)
class DossierFacts:
    """What the checks of a nomination look at.

    missing: names of parts without a paper; reported: the unit has an accepted report in the movement;
    twins: other live nominations of the same subject in the round; unconfirmed: the nominee has an account and has not
    yet confirmed their file; index_met: the round's condition on the unit's published score, None where nothing published
    can tell; index_asked: the kind of the condition; places_left: in the quota, None without a cap; share_left: of what the
    unit or its block may nominate in the round, None where nothing was shared out to it.
    """

    launched: bool
    reported: bool
    missing: tuple[str, ...]
    achievement: str
    closes: date
    today: date
    round_open: bool
    twins: int
    unconfirmed: bool
    dissolved_on: date | None = None
    route_done: bool = False
    index_met: bool | None = True
    index_asked: str = ""
    places_left: int | None = None
    share_left: int | None = None


def unit_launched(facts: DossierFacts) -> Iterable[Refusal]:
    if not facts.launched:
        yield Refusal("nomination.never_launched")


def unit_stands(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.dissolved_on and facts.dissolved_on < facts.today:
        yield Refusal("nomination.dissolved", {"day": format_date(facts.dissolved_on)})


def dossier_complete(facts: DossierFacts) -> Iterable[Refusal]:
    for name in facts.missing:
        yield Refusal("nomination.missing_part", {"part": name})
    if len(facts.achievement.strip()) < 20:
        yield Refusal("nomination.no_achievement")


def round_open(facts: DossierFacts) -> Iterable[Refusal]:
    if not facts.round_open:
        yield Refusal("round.closed")
    elif facts.today > facts.closes:
        yield Refusal("round.late", {"due": format_date(facts.closes)})


def subject_once(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.twins:
        yield Refusal("nomination.twice")


def index_reached(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.index_met is None:
        yield Refusal("nomination.index_unknown", {"condition": facts.index_asked})
    elif not facts.index_met:
        yield Refusal("nomination.index_missed", {"condition": facts.index_asked})


def nominee_confirmed(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.unconfirmed:
        yield Refusal("nomination.unconfirmed")


def route_walked(facts: DossierFacts) -> Iterable[Refusal]:
    if not facts.route_done:
        yield Refusal("nomination.route_open")


def place_left(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.places_left == 0:
        yield Refusal("nomination.no_place")


def within_share(facts: DossierFacts) -> Iterable[Refusal]:
    if facts.share_left == 0:
        yield Refusal("nomination.share_full")


_CHECKS = (
    unit_launched,
    unit_stands,
    dossier_complete,
    round_open,
    subject_once,
    nominee_confirmed,
    index_reached,
    within_share,
)

NOMINATION = Machine(
    "nomination",
    initial="draft",
    final=("refused", "revoked", "discarded"),
    steps=(
        Step("submit", ("draft", "returned"), "in_route", "unit.submit", _CHECKS),
        Step("discard", ("draft", "returned"), "discarded", "unit.draft", needs_reason=True),
        Step("withdraw", ("in_route",), "draft", "unit.submit"),
        Step("return", ("in_route",), "returned", "route.current", needs_reason=True),
        Step("ready", ("in_route",), "ready", "system", (route_walked,), inner=True),
        Step("approve", ("ready", "reserve"), "approved", "council.run", (place_left,), inner=True),
        Step("reserve", ("ready",), "reserve", "council.run", inner=True),
        Step("refuse", ("ready",), "refused", "council.run", needs_reason=True, inner=True),
        Step("promote", ("reserve",), "approved", "council.run", (place_left,)),
        Step("release", ("reserve",), "refused", "council.run", needs_reason=True),
        Step("send_back", ("approved", "reserve"), "returned", "council.run", needs_reason=True),
        Step("forward", ("approved",), "forwarded", "decision.draft", inner=True),
        Step("take_back", ("forwarded",), "approved", "decision.draft", inner=True),
        Step("award_above", ("forwarded",), "awarded", "decision.number", inner=True),
        Step("refuse_above", ("forwarded",), "refused", "decision.number", needs_reason=True, inner=True),
        Step("award", ("approved",), "awarded", "decision.sign", inner=True),
        Step("unsign", ("awarded",), "approved", "system", inner=True),
        Step("revoke", ("awarded",), "revoked", "decision.sign", needs_reason=True, inner=True),
        Step("revoke_above", ("awarded",), "revoked", "record.enter", needs_reason=True, inner=True),
    ),
)


@dataclass(frozen=True)
class RowFacts:
    """due: the last day of the step, None without one; silence: what no answer means, wait or proceed."""

    due: date | None
    silence: str
    today: date


def silence_counts(facts: RowFacts) -> Iterable[Refusal]:
    if facts.silence != "proceed" or facts.due is None or facts.today <= facts.due:
        yield Refusal("route.not_silent")


ROUTE = Machine(
    "route",
    initial="waiting",
    final=("answered", "silent", "withdrawn"),
    steps=(
        Step("open", ("waiting",), "open", "system", inner=True),
        Step("answer", ("open",), "answered", "route.current", inner=True),
        Step("lapse", ("open",), "silent", "system", (silence_counts,), inner=True),
        Step("recall", ("open", "waiting"), "withdrawn", "system", inner=True),
    ),
)

ROUND = Machine(
    "round",
    initial="open",
    final=(),
    steps=(
        Step("close", ("open",), "closed", "round.open"),
        Step("reopen", ("closed",), "open", "round.open", needs_reason=True, inner=True),
    ),
)
