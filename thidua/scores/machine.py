"""The life of a set's version, of an assessment, of a sheet and of an objection."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date
from thidua.scores.rules.checking import Flaw


@dataclass(frozen=True)
class VersionFacts:
    flaws: tuple[Flaw, ...]


def is_sound(facts: VersionFacts) -> Iterable[Refusal]:
    for flaw in facts.flaws:
        if flaw.grave:
            yield Refusal(flaw.code, flaw.values)


INDEX = Machine(
    "index",
    initial="draft",
    final=("withdrawn",),
    steps=(
        Step("publish", ("draft",), "published", "plan.publish", (is_sound,)),
        Step("discard", ("draft",), "withdrawn", "plan.edit", needs_reason=True),
        Step("withdraw", ("published",), "withdrawn", "plan.publish", needs_reason=True),
    ),
)


@dataclass(frozen=True)
class AssessmentFacts:
    """drafts: sheets that are not sent; unfinished: sent ones that are not appraised; objections: unanswered ones;
    sheets: how many there are; ordered: whether its days follow one another."""

    today: date
    self_due: date
    objects_to: date
    sheets: int
    drafts: int
    unfinished: int
    objections: int
    ordered: bool
    published: bool


def days_in_order(facts: AssessmentFacts) -> Iterable[Refusal]:
    if not facts.ordered:
        yield Refusal("assessment.days")
    if not facts.published:
        yield Refusal("assessment.unpublished_set")


def self_over(facts: AssessmentFacts) -> Iterable[Refusal]:
    if facts.drafts and facts.today <= facts.self_due:
        yield Refusal("assessment.still_filling", {"count": facts.drafts, "due": format_date(facts.self_due)})


def all_appraised(facts: AssessmentFacts) -> Iterable[Refusal]:
    if facts.unfinished:
        yield Refusal("assessment.unappraised", {"count": facts.unfinished})
    if not facts.sheets:
        yield Refusal("assessment.no_sheets")


def objections_answered(facts: AssessmentFacts) -> Iterable[Refusal]:
    if facts.objections:
        yield Refusal("assessment.objections", {"count": facts.objections})
    if facts.today <= facts.objects_to:
        yield Refusal("assessment.still_objecting", {"due": format_date(facts.objects_to)})


ASSESSMENT = Machine(
    "assessment",
    initial="planned",
    final=("cancelled",),
    steps=(
        Step("open", ("planned",), "open", "office.review", (days_in_order,)),
        Step("close", ("open",), "appraising", "office.review", (self_over,)),
        Step("show", ("appraising",), "shown", "office.review", (all_appraised,)),
        Step("publish", ("shown",), "published", "plan.publish", (all_appraised, objections_answered)),
        Step("correct", ("published",), "shown", "plan.publish", needs_reason=True),
        Step("reopen", ("appraising",), "open", "office.review", needs_reason=True),
        Step("cancel", ("planned", "open"), "cancelled", "office.review", needs_reason=True),
    ),
)


@dataclass(frozen=True)
class SheetFacts:
    """unproved: indicators with points and neither evidence nor an explanation; unanswered: those that are empty;
    unappraised: those without a finding; unmoderated: those on which two agencies differ."""

    assessment_state: str
    today: date
    self_due: date
    unproved: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unappraised: tuple[str, ...] = ()
    unmoderated: tuple[str, ...] = ()


_SHOWN = 12


def _told(codes: tuple[str, ...]) -> str:
    return ", ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")


def still_open(facts: SheetFacts) -> Iterable[Refusal]:
    if facts.assessment_state != "open":
        yield Refusal("sheet.not_open")
    elif facts.today > facts.self_due:
        yield Refusal("sheet.late", {"due": format_date(facts.self_due)})


def proved(facts: SheetFacts) -> Iterable[Refusal]:
    if facts.unproved:
        yield Refusal("sheet.unproved", {"count": len(facts.unproved), "codes": _told(facts.unproved)})
    if facts.unanswered:
        yield Refusal("sheet.unanswered", {"count": len(facts.unanswered), "codes": _told(facts.unanswered)})


def being_appraised(facts: SheetFacts) -> Iterable[Refusal]:
    if facts.assessment_state not in ("open", "appraising"):
        yield Refusal("sheet.not_appraising")


def every_finding(facts: SheetFacts) -> Iterable[Refusal]:
    if facts.unappraised:
        yield Refusal("sheet.unappraised", {"count": len(facts.unappraised), "codes": _told(facts.unappraised)})
    if facts.unmoderated:
        yield Refusal("sheet.unmoderated", {"count": len(facts.unmoderated), "codes": _told(facts.unmoderated)})


SHEET = Machine(
    "sheet",
    initial="draft",
    final=("appraised",),
    steps=(
        Step("submit", ("draft", "returned"), "submitted", "unit.submit", (still_open, proved)),
        Step("withdraw", ("submitted",), "draft", "unit.submit", (still_open,)),
        Step("return", ("submitted",), "returned", "office.review", (still_open,), needs_reason=True),
        Step("finish", ("submitted",), "appraised", "office.review", (being_appraised, every_finding)),
        Step("redo", ("appraised",), "submitted", "office.review", (being_appraised,), needs_reason=True),
    ),
)


@dataclass(frozen=True)
class ObjectionFacts:
    answer: str
    assessment_state: str


def is_answered(facts: ObjectionFacts) -> Iterable[Refusal]:
    if len(facts.answer.strip()) < 10:
        yield Refusal("objection.no_answer")
    if facts.assessment_state != "shown":
        yield Refusal("objection.closed")


OBJECTION = Machine(
    "objection",
    initial="open",
    final=("answered", "withdrawn"),
    steps=(
        Step("answer", ("open",), "answered", "score.appraise", (is_answered,), inner=True),
        Step("withdraw", ("open",), "withdrawn", "unit.draft"),
    ),
)
