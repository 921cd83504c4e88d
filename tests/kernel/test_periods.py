import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.periods import first_day, in_force, last_day, occurrences, parse_when, show_when
from thidua.kernel.workdays import Calendar, add_workdays, workdays_between


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2027", date(2027, 12, 31)),
        ("2025-Q2", date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-12-10", date(2025, 12, 10)),
        ("2025-02-30", None),
        ("2025-13", None),
        ("soon", None),
        ("yearly 12-10", None),
    ],
)
def test_last_day(when: str, day: date | None) -> None:
    assert last_day(when) == day


def test_yearly_needs_a_year() -> None:
    assert last_day("yearly 12-10", year=2026) == date(2026, 12, 10)
    assert last_day("yearly", year=2026) == date(2026, 12, 31)


def test_periods_are_shown_as_officials_write_them() -> None:
    shown = [show_when(w) for w in ("2027-Q4", "2025-12", "2025-12-10", "yearly 12-10", "yearly", "2030")]
    assert shown == ["quý IV/2027", "tháng 12/2025", "10/12/2025", "10/12 hằng năm", "hằng năm", "2030"]


@given(st.integers(2020, 2035), st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]))
def test_the_periods_of_a_year_follow_one_another(year: int, rule: str) -> None:
    periods = [period for period, _ in occurrences(rule, year)]
    days = [(first_day(period), last_day(period)) for period in periods]
    assert days[0][0] == date(year, 1, 1)
    assert days[-1][1] == date(year, 12, 31)
    for (_, end), (start, _) in itertools.pairwise(days):
        assert end
        assert start == end + timedelta(days=1)


def test_a_day_is_no_period() -> None:
    assert [first_day(when) for when in ("2025-12-10", "yearly", "2025-13", "")] == [None, None, None, None]


def test_rules_that_come_round_have_their_days() -> None:
    assert occurrences("quarterly", 2026)[0] == ("2026-Q1", date(2026, 3, 31))
    assert occurrences("quarterly 20", 2026)[-1] == ("2026-Q4", date(2026, 12, 20))
    assert occurrences("monthly 05", 2026)[-1] == ("2026-12", date(2027, 1, 5))
    assert occurrences("monthly 31", 2026)[1] == ("2026-02", date(2026, 2, 28))
    assert [period for period, _ in occurrences("half-yearly", 2026)] == ["2026-H1", "2026-H2"]
    assert occurrences("2026", 2026) == []


@pytest.mark.parametrize(
    "rule", ["monthly", "monthly 05", "quarterly", "quarterly 20", "half-yearly", "2026-H1", "yearly 12-10"]
)
def test_what_is_shown_is_read_again(rule: str) -> None:
    assert parse_when(show_when(rule)) == rule


def test_the_last_day_of_a_record_still_holds() -> None:
    assert in_force(date(2025, 1, 1), date(2025, 6, 30), date(2025, 6, 30))
    assert not in_force(date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60), st.sets(st.integers(1, 30), max_size=5))
def test_working_days_added_are_working_days_counted(start: date, days: int, offsets: set[int]) -> None:
    holidays = {start + timedelta(days=n) for n in offsets}
    calendar = Calendar(holidays, {start + timedelta(days=40)})
    end = add_workdays(start, days, calendar)
    assert workdays_between(start, end, calendar) == days
    assert calendar.works(end)
    assert end not in holidays or end == start + timedelta(days=40)
