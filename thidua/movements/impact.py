"""What a new version of a movement touches: later stages say what they hold of the present one."""

from collections.abc import Callable
from dataclasses import dataclass

from thidua.movements.models import Movement


@dataclass(frozen=True)
class Touched:
    """what: code of the kind of thing; count; address: where it is listed."""

    what: str
    count: int
    address: str


_TELLERS: list[Callable[[Movement], list[Touched]]] = []


def touches(teller: Callable[[Movement], list[Touched]]) -> Callable[[Movement], list[Touched]]:
    """Registers a stage's answer. One or two queries each."""
    _TELLERS.append(teller)
    return teller


def touched_by_replacing(movement: Movement) -> list[Touched]:
    """Everything that publishing a new version would touch, this stage's obligations first."""
    own = [Touched("obligation", movement.obligations.filter(done_on=None).count(), movement.get_absolute_url())]
    return [one for one in (*own, *(t for teller in _TELLERS for t in teller(movement))) if one.count]
