from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.activities.rules import Held, Person, counts, roster_in, start_of

YEAR, DAY = date(2026, 1, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("1. Nguyễn Văn A\tThôn 1", Person("Nguyễn Văn A", "Thôn 1")),
        ("Trần Thị B; Tổ 3", Person("Trần Thị B", "Tổ 3")),
        ("12\tLê  C\tPhòng Kế toán", Person("Lê C", "Phòng Kế toán")),
        ("Phạm D", Person("Phạm D")),
    ],
)
def test_rosters_are_read_as_people_paste_them(line: str, person: Person) -> None:
    assert roster_in(line) == [person]


def test_each_person_stands_once_and_lines_without_a_name_not_at_all() -> None:
    assert roster_in("Nguyễn Văn A\nNGUYEN VAN A\n\n12\n—") == [Person("Nguyễn Văn A")]


KEYS = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)
DAYS = st.dates(date(2025, 6, 1), date(2026, 12, 31))
HELD = st.builds(Held, st.sampled_from(["basic", "analysis", "news"]), DAYS, KEYS)


@given(st.lists(HELD, max_size=10), HELD)
def test_a_person_counts_once_however_often_they_came(held: list[Held], again: Held) -> None:
    def told(rows: list[Held]) -> Decimal:
        return counts("basic", rows, start=YEAR, until=DAY)

    assert told([*held, *held]) == told(held)
    assert told(held) <= told([*held, again]) <= told(held) + len(again.people)


def test_communication_counts_within_the_period_and_people_from_the_beginning() -> None:
    rows = [
        Held("news", date(2025, 12, 1), items=5, hours=Decimal(2)),
        Held("news", date(2026, 2, 1), items=3, hours=Decimal("1.5")),
        Held("basic", date(2025, 12, 1), unnamed=40),
        Held("basic", date(2026, 7, 1), unnamed=7),
    ]
    found = [counts(feed, rows, start=YEAR, until=DAY) for feed in ("items", "hours", "basic")]
    assert found == [3, Decimal("1.5"), 40]


def test_a_period_begins_with_its_year_half_quarter_or_month_and_a_review_with_the_movement() -> None:
    published = date(2025, 3, 1)
    periods = ("2026", "2026-H2", "2026-Q3", "2026-05", "2027-12-10")
    found = [start_of("annual", period, published) for period in periods]
    assert found == [YEAR, date(2026, 7, 1), date(2026, 7, 1), date(2026, 5, 1), published]
    assert [start_of("mid_term", period, published) for period in ("2027-Q4", "2027")] == [published, published]
