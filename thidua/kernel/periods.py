"""Periods as plans write them: a year, a quarter, a month, a yearly day."""

import re
from calendar import monthrange
from datetime import date


def last_day(when: str, *, year: int | None = None) -> date | None:
    """The last day of ``2025``, ``2025-Q2``, ``2025-12``, ``2025-12-10`` or, with a year, of ``yearly 12-10``/``yearly``.

    None when the text is none of these or a yearly rule comes without a year.
    """
    if re.match(r"0000", when):
        return None
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


_QUARTERS = ("I", "II", "III", "IV")


def show_when(when: str) -> str:
    """As officials write it: ``quý IV/2027``, ``tháng 12/2027``, ``10/12/2027``, ``10/12 hằng năm``, ``năm 2027``."""
    if when.startswith("yearly"):
        day = re.fullmatch(r"yearly (\d{1,2})-(\d{1,2})", when)
        return f"{int(day[2]):02d}/{int(day[1])} hằng năm" if day else "hằng năm"
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", when):
        month = int(found[2])
        return f"{int(found[3]):02d}/{month:02d}/{found[1]}" if month < 3 else f"{int(found[3]):02d}/{month}/{found[1]}"
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", when):
        return f"quý {_QUARTERS[int(found[2]) - 1]}/{found[1]}"
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", when):
        return f"tháng {int(found[2])}/{found[1]}"
    return when


def parse_when(text: str) -> str | None:
    """Reads what ``show_when`` writes, and the short form itself; None for anything else."""
    plain = " ".join(text.lower().replace("quí", "quý").split()).removeprefix("năm ").removeprefix("ngày ")
    if plain == "hằng năm" or plain == "hàng năm":
        return "yearly"
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})(?:,? h[ằà]ng năm)", plain):
        return f"yearly {int(found[2]):02d}-{int(found[1]):02d}"
    if found := re.fullmatch(r"quý (iv|iii|ii|i|[1-4])(?:/| năm )(\d{4})", plain):
        number = int(found[1]) if found[1].isdigit() else _QUARTERS.index(found[1].upper()) + 1
        return f"{found[2]}-Q{number}"
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", plain):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    if found := re.fullmatch(r"(?:tháng )?(\d{1,2})(?:/| năm )(\d{4})", plain):
        return f"{found[2]}-{int(found[1]):02d}"
    return text.strip() if last_day(text.strip(), year=2000) else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def in_force(start: date, end: date | None, day: date) -> bool:
    """Whether a dated record holds on the day; ``end`` is the last day, None for open."""
    return start <= day and (end is None or day <= end)
