"""Working days: what a time limit counts in."""

from collections.abc import Container
from datetime import date, timedelta


def add_workdays(start: date, days: int, holidays: Container[date] = ()) -> date:
    """The day on which ``days`` working days after ``start`` are over; Saturdays, Sundays and holidays do not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            days -= 1
    return day


def workdays_between(start: date, end: date, holidays: Container[date] = ()) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += day.weekday() < 5 and day not in holidays
    return count
