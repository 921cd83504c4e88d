"""What a report says otherwise than when it was last sent."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A box whose words changed: its name, what stood there, what stands there."""

    name: str
    before: str
    now: str


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[Difference]:
    """Every box that reads otherwise, in the order of the form; one that is there only once is compared with nothing."""
    names = dict.fromkeys((*now, *before))
    pairs = ((name, before.get(name, ""), now.get(name, "")) for name in names)
    return [Difference(name, old, new) for name, old, new in pairs if old != new]
