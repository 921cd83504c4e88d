"""The life of a decision. Signing and numbering are acts of two people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number


@dataclass(frozen=True)
class DecisionFacts:
    """lines: how many subjects; unapproved: those whose nomination is not approved; over: award → (asked, cap); cost: of its
    bonuses, đồng; balance: what is left in the fund, None where none is kept; leaders, proportions: awards whose rule on the share of
    leaders, or on how many may have it beside those who have another award, is not kept, as values for its sentence."""

    lines: int
    unapproved: int
    over: Mapping[str, tuple[int, int]]
    cost: int = 0
    balance: int | None = None
    leaders: tuple[Mapping[str, object], ...] = ()
    proportions: tuple[Mapping[str, object], ...] = ()


def has_lines(facts: DecisionFacts) -> Iterable[Refusal]:
    if not facts.lines:
        yield Refusal("decision.empty")


def all_approved(facts: DecisionFacts) -> Iterable[Refusal]:
    if facts.unapproved:
        yield Refusal("decision.unapproved", {"count": facts.unapproved})


def within_quota(facts: DecisionFacts) -> Iterable[Refusal]:
    for name, (asked, cap) in facts.over.items():
        yield Refusal("decision.over_quota", {"award": name, "asked": asked, "cap": cap})


def direct_workers(facts: DecisionFacts) -> Iterable[Refusal]:
    for values in facts.leaders:
        yield Refusal("decision.leaders", dict(values))


def in_proportion(facts: DecisionFacts) -> Iterable[Refusal]:
    for values in facts.proportions:
        yield Refusal("decision.proportion", dict(values))


def within_fund(facts: DecisionFacts) -> Iterable[Refusal]:
    if facts.balance is not None and facts.cost > facts.balance:
        values = {"cost": format_number(facts.cost), "balance": format_number(facts.balance)}
        yield Refusal("decision.fund_short", values)


DECISION = Machine(
    "decision",
    initial="draft",
    final=("revoked", "dropped"),
    steps=(
        Step(
            "submit",
            ("draft",),
            "for_signature",
            "decision.draft",
            (has_lines, all_approved, within_quota, direct_workers, in_proportion),
        ),
        Step("drop", ("draft",), "dropped", "decision.draft", needs_reason=True),
        Step("return", ("for_signature",), "draft", "decision.sign", needs_reason=True),
        Step(
            "sign",
            ("for_signature",),
            "signed",
            "decision.sign",
            (has_lines, all_approved, within_quota, direct_workers, in_proportion, within_fund),
            final=True,
        ),
        Step("number", ("signed",), "issued", "decision.number", final=True),
        Step("unsign", ("signed",), "for_signature", "system", inner=True),
        Step("revoke", ("issued",), "revoked", "decision.sign", needs_reason=True, inner=True),
    ),
)
