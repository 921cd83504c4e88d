"""Selecting the version of a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.awards.law import SHIPPED
from thidua.awards.rules.kinds import KINDS, read, typed
from thidua.awards.rules.selecting import Book, RuleFact

OLD, NEW = date(2024, 1, 1), date(2026, 10, 1)
days = st.dates(date(2023, 1, 1), date(2028, 12, 31))
versions = st.builds(
    RuleFact,
    pk=st.integers(1, 10**6),
    kind=st.just("threshold"),
    key=st.sampled_from(["", "BK_TINH", "GK"]),
    valid_from=days,
    valid_to=st.none() | days,
    province=st.none() | st.just(1),
    favourable=st.booleans(),
)


def test_one_dossier_under_two_laws() -> None:
    """Received under the earlier law it is judged by it, even after the later one began; received later, by that one."""
    earlier = RuleFact(1, "threshold", "BK_TINH", OLD, article="luật cũ", data={"approval_percent": "80"})
    later = RuleFact(2, "threshold", "BK_TINH", NEW, article="luật mới", data={"approval_percent": "70"})
    book = Book((earlier, later))
    session = NEW + timedelta(days=20)
    assert book.find("threshold", "BK_TINH", day=NEW - timedelta(days=1), judged=session) is earlier
    assert book.find("threshold", "BK_TINH", day=NEW, judged=session) is later


def test_a_later_law_that_is_better_for_the_nominee_holds_for_earlier_dossiers() -> None:
    earlier = RuleFact(1, "threshold", "BK_TINH", OLD)
    later = RuleFact(2, "threshold", "BK_TINH", NEW, favourable=True)
    book, received = Book((earlier, later)), NEW - timedelta(days=30)
    assert book.find("threshold", "BK_TINH", day=received, judged=NEW) is later
    assert book.find("threshold", "BK_TINH", day=received, judged=NEW - timedelta(days=1)) is earlier


def test_what_is_chosen_by_the_day_of_the_session_knows_no_better_law() -> None:
    rules = (RuleFact(1, "quorum", "", OLD), RuleFact(2, "quorum", "", NEW, favourable=True))
    assert Book(rules).find("quorum", "GK", day=OLD, judged=NEW) == rules[0]


@given(st.lists(versions, max_size=8), days, days)
def test_what_is_found_is_in_force_and_as_near_as_any(rows: list[RuleFact], day: date, judged: date) -> None:
    found = Book(tuple(rows)).find("threshold", "BK_TINH", day=day, judged=judged)
    held = [
        r
        for r in rows
        if r.key in ("", "BK_TINH") and r.valid_from <= day and (r.valid_to is None or day <= r.valid_to)
    ]
    if found is None:
        assert not held
    else:
        assert found in held or (found.favourable and day < found.valid_from <= judged)
        assert found.key == "BK_TINH" or not any(r.key == "BK_TINH" for r in held)


@pytest.mark.parametrize("rule", SHIPPED, ids=lambda r: f"{r.kind}-{r.key}-{r.valid_from}")
def test_what_is_shipped_reads_as_it_would_be_typed(rule: RuleFact) -> None:
    kind = KINDS[rule.kind]
    values, mistakes = read(kind, typed(kind, rule.data))
    assert not mistakes
    assert {k: v for k, v in values.items() if v not in ("", [])} == {
        k: v for k, v in rule.data.items() if v not in ("", [])
    }
    assert rule.article


def test_what_cannot_be_read_is_told_by_field() -> None:
    _, mistakes = read(KINDS["quorum"], {"quorum_percent": "120", "related_counted": "", "deputy_votes": "no"})
    assert mistakes == {"quorum_percent": "unreadable", "related_counted": "missing"}
    assert read(KINDS["holiday"], {"days": "31/02/2026"})[1] == {"days": "unreadable"}
    assert read(KINDS["dossier"], {"parts": "Tờ trình | ở đâu đó", "copies": "1"})[1] == {"parts": "unreadable"}


def test_days_off_of_a_year_are_those_of_its_latest_rule() -> None:
    first = RuleFact(1, "holiday", "2026", OLD, data={"days": ["2026-09-01", "2026-09-02"], "worked": []})
    second = RuleFact(2, "holiday", "2026", OLD, province=1, data={"days": ["2026-09-02"], "worked": ["2026-08-22"]})
    calendar = Book((first, second)).calendar()
    assert calendar.works(date(2026, 9, 1))
    assert not calendar.works(date(2026, 9, 2))
    assert calendar.works(date(2026, 8, 22))


def test_a_favourable_version_that_a_later_one_replaced_holds_no_more() -> None:
    kept = RuleFact(1, "threshold", "BK_TINH", OLD)
    better = RuleFact(2, "threshold", "BK_TINH", NEW, favourable=True)
    last = RuleFact(3, "threshold", "BK_TINH", NEW + timedelta(days=30))
    book = Book((kept, better, last))
    day, judged = NEW - timedelta(days=5), NEW + timedelta(days=60)
    assert book.find("threshold", "BK_TINH", day=day, judged=NEW) == better
    assert book.find("threshold", "BK_TINH", day=day, judged=judged) == kept
