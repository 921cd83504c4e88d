from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.movements.rules.measures import TargetFact, ValueFact
from thidua.plans.rules.kinds import COUNT, RATIO, RUBRIC, YES_NO
from thidua.reports.rules.entry import Typed, doubts, merge, read_value

FIELDS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "1", "2", "3"]), min_size=4, max_size=4)


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_typed_is_lost(base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]) -> None:
    merged, clashes = merge(base, mine, theirs)
    clashing = {clash.name for clash in clashes}
    for name in base:
        if mine[name] != base[name]:
            assert merged[name] == mine[name]
        else:
            assert merged[name] == theirs[name]
        both = mine[name] != base[name] and theirs[name] not in (base[name], mine[name])
        assert (name in clashing) is both


RATE = TargetFact(RATIO, ">=", Decimal(80), "%")
SECRET = TargetFact(RATIO, ">=", Decimal(80), "%", excludes="văn bản mật")
CLASSES = TargetFact(COUNT, ">=", Decimal(3), "lớp")
ASKED = TargetFact(YES_NO, "=", Decimal(1))
LEVEL = TargetFact(RUBRIC, ">=", Decimal(3), levels=6)


def codes(target: TargetFact, top: str, bottom: str = "", excluded: str = "", note: str = "") -> list[str]:
    return [r.code for r in read_value("1", target, Typed(top, bottom, excluded, note))[1]]


def test_values_that_cannot_be_are_refused() -> None:
    assert codes(RATE, "95", "100") == []
    assert codes(RATE, "", "") == []
    assert codes(RATE, "101", "100") == ["value.above"]
    assert codes(RATE, "1", "0") == ["value.zero", "value.above"]
    assert codes(RATE, "nhiều", "100") == ["value.number"]
    assert codes(RATE, "5", "") == ["value.half"]
    assert codes(RATE, "-1", "5") == ["value.number"]


def test_what_is_excluded_leaves_the_denominator() -> None:
    assert codes(SECRET, "90", "100", "10") == []
    assert codes(SECRET, "91", "100", "10") == ["value.above"]
    assert codes(SECRET, "0", "100", "120") == ["value.excluded"]
    assert codes(SECRET, "0", "100", "100") == ["value.all_excluded"]
    assert codes(SECRET, "0", "100", "100", "Năm nay chỉ có văn bản mật") == []


@pytest.mark.parametrize("text", ["1", "0", "Có", "không", "CHƯA", "đạt", ""])
def test_yes_or_no_is_read_as_people_write_it(text: str) -> None:
    assert codes(ASKED, text) == []


def test_levels_and_answers_that_are_none_are_refused() -> None:
    assert codes(ASKED, "2") == ["value.yes_no"]
    assert codes(ASKED, "có thể") == ["value.yes_no"]
    assert codes(LEVEL, "5") == []
    assert codes(LEVEL, "6") == ["value.level"]
    assert codes(LEVEL, "2,5") == ["value.level"]


def test_numbers_are_read_as_officials_type_them() -> None:
    value, refusals = read_value("1", RATE, Typed("1.250", "2.000,5"))
    assert not refusals
    assert (value.numerator, value.denominator) == (Decimal(1250), Decimal("2000.5"))


def fact(top: int, bottom: int | None = None) -> ValueFact:
    return ValueFact(Decimal(top), None if bottom is None else Decimal(bottom))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_same_numbers_again_are_never_doubted(top: int, bottom: int) -> None:
    assert doubts("1", RATE, fact(top, bottom), fact(top, bottom)) == []
    assert doubts("1", CLASSES, fact(top), fact(top)) == []


@pytest.mark.parametrize(
    ("now", "before", "target", "code"),
    [
        (fact(90, 100), fact(40, 100), RATE, "value.jump"),
        (fact(60, 100), fact(40, 100), RATE, None),
        (fact(95_000, 100_000), fact(95, 100), RATE, "value.thousands"),
        (fact(40), fact(10), CLASSES, "value.jump"),
        (fact(25), fact(10), CLASSES, None),
        (fact(12_000), fact(12), CLASSES, "value.thousands"),
        (fact(5), None, CLASSES, None),
        (fact(5), fact(0), LEVEL, None),
        (fact(0), fact(1), ASKED, None),
    ],
)
def test_a_jump_and_numbers_a_thousand_times_off_are_doubted(
    now: ValueFact, before: ValueFact | None, target: TargetFact, code: str | None
) -> None:
    assert [r.code for r in doubts("1", target, now, before)] == ([code] if code else [])


def test_more_than_all_needs_an_explanation() -> None:
    assert codes(RATE, "120", "100") == ["value.above"]
    assert codes(RATE, "120", "100", note="Có hồ sơ của kỳ trước chuyển sang") == []
