"""Periods as plans write them: a year, a half, a quarter, a month, a yearly day, a day of every quarter or month."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(4096)
def last_day(when: str, *, year: int | None = None) -> date | None:
    """The last day of ``2025``, ``2025-H1``, ``2025-Q2``, ``2025-12``, ``2025-12-10`` or, with a year, of a rule that
    comes round: ``yearly 12-10``, ``yearly``, ``quarterly 20``, ``monthly`` …

    None when the text is none of these or a rule comes without a year.
    """
    if re.match(r"0000", when):
        return None
    if _ROUND.fullmatch(when):
        return occurrences(when, year)[-1][1] if year is not None else None
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
    if found := re.fullmatch(r"(\d{4})-H([12])", when):
        return _month_end(int(found[1]), int(found[2]) * 6)
    if (found := re.fullmatch(r"(\d{4})-(\d{1,2})", when)) and 1 <= int(found[2]) <= 12:
        return _month_end(int(found[1]), int(found[2]))
    if re.fullmatch(r"\d{4}", when):
        return date(int(when), 12, 31)
    return None


def first_day(period: str) -> date | None:
    """The first day of ``2025``, ``2025-H1``, ``2025-Q2`` or ``2025-12``; None for anything else."""
    end = last_day(period)
    found = re.fullmatch(r"\d{4}(?:-(?:(H)[12]|(Q)[1-4]|(\d{1,2})))?", period)
    if end is None or found is None:
        return None
    length = 6 if found[1] else 3 if found[2] else 1 if found[3] else 12
    return date(end.year, end.month - length + 1, 1)


_ROUND = re.compile(r"(monthly|quarterly|half-yearly)(?: (\d{2}))?")
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6}
# A day up to this one is told of the month after: reports of a month are not written before it has ended.
_AFTER = 15


def occurrences(when: str, year: int) -> list[tuple[str, date]]:
    """The periods of a year under a rule that comes round, each with its last day: ``monthly``, ``quarterly 20``, ….

    A day after the 15th is one of the period's last month, an earlier one of the month that follows. Empty for texts
    that are no such rule; ``yearly`` rules have one.
    """
    if when.startswith("yearly"):
        day = last_day(when, year=year)
        return [(str(year), day)] if day else []
    found = _ROUND.fullmatch(when)
    if not found:
        return []
    length, number = _MONTHS[found[1]], int(found[2] or 0)
    return [(_period(year, end, length), _due(year, end, number)) for end in range(length, 13, length)]


def _period(year: int, end: int, length: int) -> str:
    return {1: f"{year}-{end:02d}", 3: f"{year}-Q{end // 3}", 6: f"{year}-H{end // 6}"}[length]


def _due(year: int, end: int, number: int) -> date:
    if not number:
        return _month_end(year, end)
    if number <= _AFTER:
        year, end = (year + 1, 1) if end == 12 else (year, end + 1)
    last = _month_end(year, end)
    return last.replace(day=min(number, last.day))


_QUARTERS = ("I", "II", "III", "IV")


_EVERY = {"monthly": "hằng tháng", "quarterly": "hằng quý", "half-yearly": "6 tháng một lần"}


@lru_cache(4096)
def show_when(when: str) -> str:
    """As officials write it: ``quý IV/2027``, ``tháng 12/2027``, ``10/12/2027``, ``10/12 hằng năm``, ``năm 2027``."""
    if when.startswith("yearly"):
        day = re.fullmatch(r"yearly (\d{1,2})-(\d{1,2})", when)
        return f"{int(day[2]):02d}/{int(day[1])} hằng năm" if day else "hằng năm"
    if found := _ROUND.fullmatch(when):
        return f"ngày {int(found[2])} {_EVERY[found[1]]}" if found[2] else _EVERY[found[1]]
    if found := re.fullmatch(r"(\d{4})-H([12])", when):
        return f"6 tháng {'đầu' if found[2] == '1' else 'cuối'} năm {found[1]}"
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
    if found := re.fullmatch(r"(?:(\d{1,2}) )?(h[ằà]ng tháng|h[ằà]ng quý|6 tháng một lần)", plain):
        rule = next(code for code, words in _EVERY.items() if words == found[2].replace("hàng", "hằng"))
        return f"{rule} {int(found[1]):02d}" if found[1] else rule
    if found := re.fullmatch(r"6 tháng (đầu|cuối) năm (\d{4})", plain):
        return f"{found[2]}-H{1 if found[1] == 'đầu' else 2}"
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
