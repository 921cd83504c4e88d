"""What a unit's own plan needs before it becomes a document."""

from collections.abc import Iterable

from thidua.kernel.refusal import Refusal
from thidua.plans.rules.cascade import Held


def refusals_to_write(items: Iterable[Held]) -> list[Refusal]:
    """A plan needs something to do; what it leaves out needs a reason."""
    held = list(items)
    found = []
    if not any(i.kind in ("content", "target", "criterion") and not i.dropped for i in held):
        found.append(Refusal("own.nothing"))
    if silent := [i for i in held if i.dropped and not i.reason.strip()]:
        found.append(Refusal("own.no_reason", {"count": len(silent)}))
    return found
