"""The life of a plan document. Publishing happens on the page that shows what it will set going."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class PlanFacts:
    """open_items: how many a person has not yet confirmed, edited or rejected; addressees: how many stand confirmed;
    children: how many plans carry it out; has_document: whether the issued text is attached."""

    name: str
    open_items: int
    addressees: int
    period: tuple[int | None, int | None]
    children: int = 0
    has_document: bool = True


def everything_judged(facts: PlanFacts) -> Iterable[Refusal]:
    if facts.open_items:
        yield Refusal("plan.open_items", {"count": facts.open_items})


def has_name(facts: PlanFacts) -> Iterable[Refusal]:
    if not facts.name.strip():
        yield Refusal("plan.no_name")


def has_period(facts: PlanFacts) -> Iterable[Refusal]:
    start, end = facts.period
    if start is None or end is None or start > end:
        yield Refusal("plan.no_period")


def has_addressees(facts: PlanFacts) -> Iterable[Refusal]:
    if not facts.addressees:
        yield Refusal("plan.no_addressees")


def has_document(facts: PlanFacts) -> Iterable[Refusal]:
    if not facts.has_document:
        yield Refusal("plan.no_document")


def has_no_children(facts: PlanFacts) -> Iterable[Refusal]:
    if facts.children:
        yield Refusal("plan.has_children", {"count": facts.children})


PLAN = Machine(
    "plan",
    initial="draft",
    final=("discarded", "superseded"),
    steps=(
        Step(
            "publish",
            ("draft",),
            "published",
            "plan.publish",
            (everything_judged, has_name, has_period, has_addressees, has_document),
            inner=True,
        ),
        Step("keep_outside", ("draft",), "outside", "plan.edit", (everything_judged,)),
        Step("reopen", ("outside",), "draft", "plan.edit", (has_no_children,)),
        Step("discard", ("draft", "outside"), "discarded", "plan.edit", (has_no_children,), needs_reason=True),
        Step("supersede", ("published",), "superseded", "plan.publish", inner=True),
    ),
)
