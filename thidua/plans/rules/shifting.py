"""An item of one phase as it would read some years later."""

import re
from typing import Any

_DATED = {"phase": ("from", "to"), "deadline": ("when",), "quota": ("occasion",)}


def shifted(kind: str, data: dict[str, Any], years: int) -> dict[str, Any]:
    """The values with every calendar year moved; rules such as ``yearly 12-10`` stay."""
    return data | {name: _moved(data[name], years) for name in _DATED.get(kind, ()) if data.get(name)}


def _moved(value: Any, years: int) -> str:
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda found: str(int(found[0]) + years), str(value))


def period_after(period: tuple[int, int], phases: list[tuple[str, str]], today: int) -> tuple[int, int]:
    """The years that follow: the plan's own next phase while one is ahead, else a period as long as the last.

    phases: (from, to) as read, the year first; today: the year.
    """
    start, end = period
    ahead = sorted((int(a[:4]), int(b[:4])) for a, b in phases if a[:4].isdigit() and b[:4].isdigit())
    coming = next(((first, last) for first, last in ahead if first > start and first >= today), None)
    return coming or (end + 1, end + 1 + (end - start))
