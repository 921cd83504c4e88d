"""Why something may not be done. A refusal is a code with values; its sentence is made where it is shown."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """One reason against a step.

    code: dotted name such as ``report.locked``; each has a sentence in ``thidua/ui/sentences.py``.
    values: what the sentence is filled with (numbers, names, dates already formatted).
    """

    code: str
    values: dict[str, Any] = field(default_factory=dict, hash=False)


class Refused(Exception):
    """Raised by the door with every refusal at once, so that all can be mended in one go."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals
