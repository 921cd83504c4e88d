"""Conditions of an award, on facts alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.awards.rules.identity import likeness
from thidua.awards.rules.selecting import RuleFact
from thidua.nominations.rules.eligibility import (
    BARRING,
    MET,
    NOT_MET,
    UNKNOWN,
    BarFact,
    Case,
    Earlier,
    blocking,
    conditions,
)

TODAY = date(2026, 11, 20)
START = date(2024, 1, 1)


def rule(kind: str, **data: object) -> RuleFact:
    return RuleFact(1, kind, "", START, data=data)


GOOD = Case(
    subject_kind="individual",
    award_code="BK_TINH",
    deed="phong trào 1/tổng kết",
    today=TODAY,
    begins=date(2024, 1, 1),
    launched="Đăng ký ngày 01/3/2025",
    reported="Báo cáo sơ kết 2025",
    ledger_from=2010,
    rules={
        "form": rule("form", for_individual="yes", for_collective="yes"),
        "standard": rule("standard", reported="yes"),
    },
)
earlier = st.builds(
    Earlier,
    code=st.sampled_from(["BK_TINH", "GK", "CSTD_CS"]),
    basis=st.sampled_from(["merit", "thematic", "adhoc"]),
    day=st.dates(date(2015, 1, 1), TODAY),
    deed=st.sampled_from(["phong trào 1/tổng kết", "phong trào 2/sơ kết"]),
    number=st.just("12/QĐ-UBND"),
)
bars = st.builds(
    BarFact,
    kind=st.sampled_from(BARRING),
    start=st.dates(date(2020, 1, 1), TODAY),
    end=st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    paper=st.just("45/KL-TTr"),
    sure=st.booleans(),
)
ORDER = {MET: 2, UNKNOWN: 1, NOT_MET: 0}


def verdicts(case: Case) -> dict[str, str]:
    return {one.code: one.verdict for one in conditions(case)}


def test_a_clean_case_meets_everything() -> None:
    assert set(verdicts(GOOD).values()) == {MET}
    assert blocking(conditions(GOOD)) == []


@given(st.lists(earlier, max_size=4), earlier)
def test_one_more_award_never_makes_one_more_eligible(some: list[Earlier], more: Earlier) -> None:
    """But for awards that ask for earlier ones in a row."""
    spaced = replace(GOOD, rules={**GOOD.rules, "sequence": rule("sequence", gap=2, times=0)})
    before, after = (verdicts(replace(spaced, earlier=tuple(e))) for e in (some, [*some, more]))
    assert all(ORDER[after[code]] <= ORDER[before[code]] for code in before)


@given(st.lists(bars, max_size=3), bars)
def test_one_more_bar_never_makes_one_more_eligible(some: list[BarFact], more: BarFact) -> None:
    before, after = (verdicts(replace(GOOD, bars=tuple(b))) for b in (some, [*some, more]))
    assert ORDER[after["bars"]] <= ORDER[before["bars"]]
    assert ("since_discipline" in after) >= ("since_discipline" in before)


def test_a_bar_holds_from_its_first_day_to_its_last() -> None:
    bar = BarFact("inspection", TODAY, TODAY, "45/KL-TTr")
    assert verdicts(replace(GOOD, bars=(bar,)))["bars"] == NOT_MET
    assert verdicts(replace(GOOD, bars=(bar,), today=TODAY + timedelta(days=1)))["bars"] == MET
    assert verdicts(replace(GOOD, bars=(bar,), today=TODAY - timedelta(days=1)))["bars"] == MET


def test_a_bar_of_a_namesake_asks_for_a_person_to_say() -> None:
    bar = BarFact("inspection", TODAY, None, "45/KL-TTr", sure=False)
    assert verdicts(replace(GOOD, bars=(bar,)))["bars"] == UNKNOWN
    assert verdicts(replace(GOOD, bars=(bar, replace(bar, sure=True))))["bars"] == NOT_MET


@given(st.none() | st.integers(0, 4), st.integers(0, 4), st.integers(1, 4))
def test_initiatives_of_a_namesake_leave_it_open(known: int | None, maybe: int, needed: int) -> None:
    rules = {**GOOD.rules, "standard": rule("standard", initiatives=needed)}
    found = verdicts(replace(GOOD, initiatives=known, maybe_initiatives=maybe, rules=rules))["initiatives"]
    if (known or 0) >= needed:
        assert found == MET
    else:
        assert (found == NOT_MET) == (known is not None and known + maybe < needed)


def test_a_discipline_that_ended_lets_only_later_achievements_count() -> None:
    bar = BarFact("discipline", date(2024, 5, 1), date(2025, 5, 1), "9/QĐ-KL")
    found = {one.code: one for one in conditions(replace(GOOD, bars=(bar,)))}
    assert found["since_discipline"].verdict == UNKNOWN
    assert found["since_discipline"].told["day"] == date(2025, 5, 1)


CHAIN = {**GOOD.rules, "sequence": rule("sequence", earlier="CSTD_CS", times=3, consecutive="yes", gap=0)}


@pytest.mark.parametrize(
    ("years", "basis", "counting", "ledger", "expected"),
    [
        ((2023, 2024, 2025), "merit", "no", 2010, MET),
        ((2024, 2025, 2026), "merit", "no", 2010, MET),
        ((2022, 2023, 2025), "merit", "no", 2010, NOT_MET),
        ((2023, 2024, 2025), "thematic", "no", 2010, NOT_MET),
        ((2023, 2024, 2025), "thematic", "yes", 2010, MET),
        ((2025,), "merit", "no", 2025, UNKNOWN),
        ((), "merit", "no", None, UNKNOWN),
    ],
)
def test_a_row_of_earlier_titles(
    years: tuple[int, ...], basis: str, counting: str, ledger: int | None, expected: str
) -> None:
    rows = tuple(Earlier("CSTD_CS", basis, date(year, 12, 1), f"năm {year}", "1/QĐ") for year in years)
    rules = {**CHAIN, "counting": rule("counting", thematic=counting)}
    assert verdicts(replace(GOOD, earlier=rows, rules=rules, ledger_from=ledger))["sequence"] == expected


def test_what_is_not_known_is_said_and_neither_met_nor_missed() -> None:
    rules = {**GOOD.rules, "standard": rule("standard", reported="yes", targets="yes", initiatives=2)}
    found = verdicts(replace(GOOD, rules=rules, unsettled=1, index_asked="từ mức 3", index_met=None))
    assert {found[code] for code in ("targets", "initiatives", "once", "index")} == {UNKNOWN}
    assert verdicts(replace(GOOD, rules=rules, targets=(16, 17)))["targets"] == NOT_MET
    assert verdicts(replace(GOOD, rules=rules, targets=(17, 17), initiatives=2))["initiatives"] == MET


def test_a_dissolved_unit_and_a_wrong_kind_of_subject_are_stopped() -> None:
    gone = replace(GOOD, dissolved_on=TODAY - timedelta(days=1), subject_kind="enterprise")
    assert {one.code for one in blocking(conditions(gone))} == {"standing", "subject"}
    assert "standing" not in verdicts(replace(gone, subject_kind="household"))
    kept = replace(gone, rules={**GOOD.rules, "dissolved": rule("dissolved", awarded="yes")})
    assert verdicts(kept)["standing"] == MET


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nguyễn Thị Hòa", "NGUYEN THI HOÀ", "same"),
        ("Bà Nguyễn Thị Hòa", "Nguyễn Thị Hòa", "same"),
        ("UBND xã Mỹ Thọ", "Ủy ban nhân dân xã Mỹ Thọ", "same"),
        ("Sở KH&CN", "Sở Khoa học và Công nghệ", "same"),
        ("Nguyễn Hòa", "Nguyễn Thị Hòa", "near"),
        ("Trần Văn Khánh", "Trần Văn Khanhh", "near"),
        ("Trần Văn Khánh", "Lê Thị Mai", ""),
        ("Lê An", "Lê Ân", "same"),
        ("Lê An", "Lê Bn", ""),
    ],
)
def test_names_of_one_subject(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == likeness(other, one) == expected


def test_thematic_awards_count_where_the_award_is_no_merit_award_of_a_higher_level() -> None:
    given_once = Earlier("BK_TINH", "thematic", date(2025, 5, 1), "khác", "1/QĐ-UBND", 2025)
    asks = {
        "sequence": rule("sequence", earlier="BK_TINH", times=1, consecutive="no", gap=0),
        "counting": rule("counting", thematic="no"),
    }
    case = replace(
        GOOD, award_code="BK_TTG", earlier=(given_once,), rules=asks, lower=frozenset({"BK_TINH"}), ledger_from=1975
    )

    def verdict(case: Case) -> str:
        return next(one.verdict for one in conditions(case) if one.code == "sequence")

    assert verdict(case) == "not_met"
    assert verdict(replace(case, merit=False)) == "met"
    assert verdict(replace(case, lower=frozenset())) == "met"


def test_somebody_of_the_same_name_in_the_round_is_asked_about() -> None:
    (one,) = [c for c in conditions(replace(GOOD, namesakes=("Phó phòng",))) if c.code == "namesakes"]
    assert (one.verdict, one.blocks, one.told) == ("unknown", False, {"others": "Phó phòng"})
