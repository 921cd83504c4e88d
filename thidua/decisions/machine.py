"""The life of a decision. Signing and numbering are acts of two people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class DecisionFacts:
    """lines: how many subjects; unapproved: those whose nomination is not approved; over: award → (asked, cap)."""

    lines: int
    unapproved: int
    over: Mapping[str, tuple[int, int]]


def has_lines(facts: DecisionFacts) -> Iterable[Refusal]:
    if not facts.lines:
        yield Refusal("decision.empty")


def all_approved(facts: DecisionFacts) -> Iterable[Refusal]:
    if facts.unapproved:
        yield Refusal("decision.unapproved", {"count": facts.unapproved})


def within_quota(facts: DecisionFacts) -> Iterable[Refusal]:
    for name, (asked, cap) in facts.over.items():
        yield Refusal("decision.over_quota", {"award": name, "asked": asked, "cap": cap})


DECISION = Machine(
    "decision",
    initial="draft",
    final=("revoked", "dropped"),
    steps=(
        Step("submit", ("draft",), "for_signature", "decision.draft", (has_lines, all_approved, within_quota)),
        Step("drop", ("draft",), "dropped", "decision.draft", needs_reason=True),
        Step("return", ("for_signature",), "draft", "decision.sign", needs_reason=True),
        Step("sign", ("for_signature",), "signed", "decision.sign", (has_lines, all_approved, within_quota)),
        Step("number", ("signed",), "issued", "decision.number"),
        Step("revoke", ("issued",), "revoked", "decision.sign", needs_reason=True),
    ),
)
