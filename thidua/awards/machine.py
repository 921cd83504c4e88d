"""The life of a proposed change of a rule: one person proposes, another confirms."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class ChangeFacts:
    """outdated: another change of the same rule was confirmed after this one was proposed."""

    outdated: bool


def is_current(facts: ChangeFacts) -> Iterable[Refusal]:
    if facts.outdated:
        yield Refusal("rule.outdated")


RULE_CHANGE = Machine(
    "rulechange",
    initial="proposed",
    final=("confirmed", "declined", "withdrawn"),
    steps=(
        Step("confirm", ("proposed",), "confirmed", "rule.confirm", (is_current,)),
        Step("decline", ("proposed",), "declined", "rule.confirm", needs_reason=True),
        Step("withdraw", ("proposed",), "withdrawn", "rule.own"),
    ),
)
