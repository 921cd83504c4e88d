"""The life of a difficulty."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class DifficultyFacts:
    """held: whether somebody is there to answer it; answer: what stands as answer so far; above: whether the holder
    can hand it on; joined: how many others wait for its answer."""

    subject: str
    proposal: str
    held: bool
    answer: str
    above: bool
    joined: int = 0


def is_told(facts: DifficultyFacts) -> Iterable[Refusal]:
    if len(facts.subject.strip()) < 10:
        yield Refusal("difficulty.no_text")
    if not facts.proposal.strip():
        yield Refusal("difficulty.no_proposal")
    if not facts.held:
        yield Refusal("difficulty.nobody")


def is_answered(facts: DifficultyFacts) -> Iterable[Refusal]:
    if len(facts.answer.strip()) < 10:
        yield Refusal("difficulty.no_answer")


def can_go_up(facts: DifficultyFacts) -> Iterable[Refusal]:
    if not facts.above:
        yield Refusal("difficulty.highest")


def nobody_waits(facts: DifficultyFacts) -> Iterable[Refusal]:
    if facts.joined:
        yield Refusal("difficulty.joined", {"count": facts.joined})


DIFFICULTY = Machine(
    "difficulty",
    initial="draft",
    final=("answered", "joined"),
    steps=(
        Step("raise", ("draft", "returned"), "open", "unit.submit", (is_told,)),
        Step("withdraw", ("open",), "draft", "unit.submit", (nobody_waits,)),
        Step("return", ("open",), "returned", "difficulty.holder", (nobody_waits,), needs_reason=True),
        Step("hand_on", ("open",), "open", "difficulty.holder", (can_go_up,), needs_reason=True),
        Step("answer", ("open",), "answered", "difficulty.holder", (is_answered,), inner=True),
        Step("join", ("open",), "joined", "difficulty.holder", inner=True),
    ),
)
