"""How targets are measured: every kind, exclusions, direction, earliness, and whom they bind."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.movements.rules.duties import UnitFact
from thidua.movements.rules.measures import (
    TargetFact,
    Total,
    ValueFact,
    asked,
    asked_of,
    binds,
    explain,
    judge,
    told,
    total_of,
)
from thidua.plans.rules.kinds import COUNT, RATIO, RUBRIC, YES_NO

DEPARTMENT = UnitFact(2, "department", "province", True, "Sở Thông tin và Truyền thông")
COMMUNE = UnitFact(3, "commune", "commune", False, "Xã Một")
NUMBERS = st.integers(0, 10**6).map(Decimal)


def rate(value: int = 80, comparator: str = ">=", **more: object) -> TargetFact:
    return TargetFact(RATIO, comparator, Decimal(value), "%", **more)  # type: ignore[arg-type]


def value(top: int | None, bottom: int | None = None, excluded: int | None = None) -> ValueFact:
    return ValueFact(*(None if n is None else Decimal(n) for n in (top, bottom, excluded)))


def test_targets_bind_their_tier_and_kind() -> None:
    assert binds("cấp xã", [], COMMUNE)
    assert not binds("cấp xã", [], DEPARTMENT)
    assert binds("chung", [], DEPARTMENT)
    assert binds("chung", ["department", "party"], DEPARTMENT)
    assert not binds("chung", ["enterprise"], DEPARTMENT)


def test_met_exceeded_missed_unknown() -> None:
    values = (value(80, 100), value(90, 100), value(79, 100), value(None), value(5, 0))
    assert [judge(rate(), v).state for v in values] == ["met", "exceeded", "missed", "unknown", "unknown"]
    assert judge(rate(100, "="), value(10, 10)).state == "met"
    assert judge(TargetFact(COUNT, "<=", Decimal(5), "ngày"), value(4)).state == "exceeded"
    assert judge(TargetFact(YES_NO, "=", Decimal(1)), value(0)).state == "missed"
    assert judge(TargetFact(YES_NO, "=", Decimal(1)), value(1)).state == "met"
    assert judge(TargetFact(RUBRIC, ">=", Decimal(3), levels=6), value(4)).state == "exceeded"


def test_what_is_excluded_leaves_the_denominator() -> None:
    target = rate(90, excludes="văn bản mật")
    judgement = judge(target, value(90, 110, 10))
    assert (judgement.share, judgement.state) == (90, "met")
    assert judge(target, value(90, 110)).state == "missed"
    assert judge(target, value(0, 10, 10)).state == "unknown"
    told = {r.code: r.values for r in explain(target, value(90, 110, 10), judgement)}
    assert told["explain.excluded"]["bottom"] == "100"


def test_reached_before_its_last_day_is_early_by_the_day_of_the_numbers() -> None:
    target = rate(due=date(2026, 12, 31), baseline=Decimal(60), baseline_year=2024)
    early = judge(target, value(85, 100), date(2026, 12, 1))
    assert early.early == 30
    assert judge(target, value(85, 100), date(2026, 12, 31)).early is None
    assert judge(target, value(70, 100), date(2026, 12, 1)).early is None
    found = {r.code: r.values for r in explain(target, value(85, 100), early)}
    assert found["explain.baseline"]["gain"] == "+25"
    assert found["explain.early"]["days"] == 30
    assert found["explain.above"]["gap"] == "5"


@given(st.sampled_from([RATIO, COUNT]), st.sampled_from([">=", "<=", "="]), NUMBERS, NUMBERS, NUMBERS)
def test_every_judgement_says_how_far_it_is(
    measure: str, comparator: str, want: Decimal, top: Decimal, bottom: Decimal
) -> None:
    target = TargetFact(measure, comparator, want, "%" if measure == RATIO else "lớp")
    fact = ValueFact(top, bottom if measure == RATIO else None)
    judgement = judge(target, fact)
    codes = {r.code for r in explain(target, fact, judgement)}
    if judgement.share is None:
        assert (judgement.state, codes) == ("unknown", set())
    elif judgement.share == want:
        assert judgement.reached
        assert not codes & {"explain.above", "explain.below"}
    else:
        assert ("explain.above" in codes) is (judgement.share > want)
    if comparator == "<=" and judgement.share is not None:
        assert judgement.reached is (judgement.share <= want)


@pytest.mark.parametrize(
    ("group", "bound"),
    [
        ("cấp xã", ("cấp xã", [])),
        ("các sở, ban, ngành tỉnh", ("chung", ["department"])),
        ("các doanh nghiệp, hợp tác xã", ("chung", ["enterprise"])),
        ("cá nhân", None),
        ("cán bộ, công chức, viên chức và người lao động", None),
        ("tập thể", ("chung", [])),
        ("", ("chung", [])),
    ],
)
def test_a_group_of_subjects_tells_who_is_asked(group: str, bound: tuple[str, list[str]] | None) -> None:
    assert asked_of(group) == bound


@given(st.lists(st.tuples(NUMBERS, NUMBERS.filter(bool)), min_size=1, max_size=20))
def test_totals_of_parts_are_the_total(values: list[tuple[Decimal, Decimal]]) -> None:
    target = rate(50)
    parts = [total_of(target, ValueFact(top, bottom)) for top, bottom in values]
    whole = sum(parts, Total())
    assert whole - parts[0] == sum(parts[1:], Total())
    assert whole.share(RATIO) == 100 * sum(t for t, _ in values) / sum(b for _, b in values)
    assert 0 <= whole.met <= whole.units == len(values)


def test_what_is_just_missed_is_not_rounded_into_being_met() -> None:
    target, just_below = rate(70), value(438, 626)
    judgement = judge(target, just_below)
    assert judgement.state == "missed"
    assert told(target, judgement.share) == "69,97%"
    assert {r.code: r.values.get("gap") for r in explain(target, just_below, judgement)}["explain.below"] == "0,03"


def test_what_is_asked_and_told_as_documents_write_it() -> None:
    assert asked(rate()) == "≥ 80%"
    assert asked(TargetFact(COUNT, ">=", Decimal(3), "lớp")) == "≥ 3 lớp"
    assert told(TargetFact(YES_NO, "=", Decimal(1)), Decimal(0)) == "Không"
    assert told(TargetFact(RUBRIC, ">=", Decimal(3)), Decimal("2.5"), together=True) == "mức 2,5"
    assert told(rate(), Decimal("92.25")) == "92,2%"
