"""What a unit's own plan needs before it becomes a document, and to whom it goes."""

import re
from collections.abc import Iterable, Mapping, Sequence

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import fold
from thidua.movements.rules.duties import UnitFact, match_unit
from thidua.plans.rules.bodies import kinds_named
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


_NOBODY = re.compile(r"nhu (?:tren|dieu)|luu\b")
_SEVERAL = re.compile(r"cac\b|cap\b|toan the\b")
_INSIDE = re.compile(r"\b(?:truc thuoc|thuoc (?:so|ban|co quan|don vi|truong|phuong|xa|cong ty|huyen)|phong, don vi)\b")


def recipient_lines(text: str) -> list[str]:
    """The lines of *Nơi nhận* that mean somebody, once each; ``Như trên`` and ``Lưu`` mean nobody."""
    lines = (line.strip(" -+;.\t\r")[:200] for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line and not _NOBODY.match(fold(line))))


def receivers(name: str, own: int, units: Sequence[UnitFact], parents: Mapping[int, int | None]) -> list[UnitFact]:
    """The units that a line of a plan's *Nơi nhận* means; empty when the tree has none of the name.

    A line in the plural means the units right below the issuing one, or all of a kind; any other means one unit.
    """
    folded = fold(name)
    others = [u for u in units if u.pk != own]
    if not _SEVERAL.match(folded):
        found = match_unit(name, others)
        return [found] if found else []
    if _INSIDE.search(folded):
        return [u for u in others if parents.get(u.pk) == own]
    kinds = kinds_named(folded)
    return [u for u in others if u.kind in kinds]
