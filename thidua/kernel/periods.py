"""Periods as plans write them: a year, a quarter, a month, a yearly day."""

import re
from calendar import monthrange
from datetime import date


def last_day(when: str, *, year: int | None = None) -> date | None:
    """The last day of ``2025``, ``2025-Q2``, ``2025-12``, ``2025-12-10`` or, with a year, of ``yearly 12-10``/``yearly``.

    None when the text is none of these or a yearly rule comes without a year.
    """
    if when.startswith("yearly"):
        if year is None:
            return None
        rest = when.removeprefix("yearly").strip()
        return last_day(f"{year}-{rest}" if rest else str(year))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", when):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            return None
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", when):
        return _month_end(int(found[1]), int(found[2]) * 3)
    if (found := re.fullmatch(r"(\d{4})-(\d{1,2})", when)) and 1 <= int(found[2]) <= 12:
        return _month_end(int(found[1]), int(found[2]))
    if re.fullmatch(r"\d{4}", when):
        return date(int(when), 12, 31)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def in_force(start: date, end: date | None, day: date) -> bool:
    """Whether a dated record holds on the day; ``end`` is the last day, None for open."""
    return start <= day and (end is None or day <= end)
