"""Who sees which marks in which state of a block's year: one row a state."""

from dataclasses import dataclass

STATES = (
    "draft",
    "signing",
    "running",
    "scoring",
    "crossing",
    "gathering",
    "appraising",
    "settled",
    "voting",
    "concluded",
    "published",
)


@dataclass(frozen=True)
class Seen:
    """What a member sees beside what it wrote itself. others: the other members' own marks; received: what others gave
    it, and the consolidated marks, without names; results: points and places of all."""

    others: bool
    received: bool
    results: bool


_NOTHING = Seen(False, False, False)
_ROWS = {
    "crossing": Seen(True, False, False),
    "gathering": Seen(True, False, False),
    "appraising": Seen(True, True, False),
    "settled": Seen(True, True, True),
    "voting": Seen(True, True, True),
    "concluded": Seen(True, True, True),
    "published": Seen(True, True, True),
}


def seen_in(state: str) -> Seen:
    return _ROWS.get(state, _NOTHING)


def reached(state: str, other: str) -> bool:
    """Whether the year has come as far as the other state."""
    return state in STATES and STATES.index(state) >= STATES.index(other)
