"""The life of a secret ballot. The two steps that open envelopes belong to one teller each."""

from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal


@dataclass(frozen=True)
class PollFacts:
    """keyed: tellers who gave their key; altered: motions whose envelopes are not those that were put in; uncounted: motions
    with ballots on paper that two tellers have not yet keyed in."""

    keyed: int
    altered: tuple[str, ...]
    uncounted: int


def both_keyed(facts: PollFacts) -> Iterable[Refusal]:
    if facts.keyed < 2:
        yield Refusal("poll.no_keys", {"count": 2 - facts.keyed})


def untouched(facts: PollFacts) -> Iterable[Refusal]:
    for name in facts.altered:
        yield Refusal("poll.altered", {"name": name})


def paper_keyed_in(facts: PollFacts) -> Iterable[Refusal]:
    if facts.uncounted:
        yield Refusal("poll.paper_waits", {"count": facts.uncounted})


POLL = Machine(
    "poll",
    initial="preparing",
    final=("counted", "void"),
    steps=(
        Step("start", ("preparing",), "voting", "system", (both_keyed,), inner=True),
        Step("lock", ("voting",), "locked", "system", (untouched,), inner=True),
        Step("strip", ("locked",), "stripped", "poll.first", (untouched, paper_keyed_in), inner=True),
        Step("count", ("stripped",), "counted", "poll.second", (untouched, paper_keyed_in), inner=True),
        Step("cancel", ("preparing", "voting", "locked", "stripped"), "void", "system", inner=True),
    ),
)
