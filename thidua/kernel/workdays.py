"""Working days: what a time limit counts in."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    """off: days off beside Saturdays and Sundays; worked: Saturdays and Sundays that are worked to make up for a day off."""

    off: Container[date] = ()
    worked: Container[date] = ()

    def works(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)


PLAIN = Calendar()


def add_workdays(start: date, days: int, calendar: Calendar = PLAIN) -> date:
    """The day on which ``days`` working days after ``start`` are over."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= calendar.works(day)
    return day


def workdays_between(start: date, end: date, calendar: Calendar = PLAIN) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += calendar.works(day)
    return count
