from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.reports.rules import ValueFact, doubts, merge, read_value

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


def test_values_that_cannot_be_are_refused() -> None:
    def codes(top: str, bottom: str) -> list[str]:
        return [r.code for r in read_value("1", top, bottom, percent=True)[1]]

    assert codes("95", "100") == []
    assert codes("", "") == []
    assert codes("101", "100") == ["value.above"]
    assert codes("1", "0") == ["value.zero", "value.above"]
    assert codes("nhiều", "100") == ["value.number"]
    assert codes("5", "") == ["value.half"]
    assert codes("-1", "5") == ["value.number"]


def test_numbers_are_read_as_officials_type_them() -> None:
    fact, refusals = read_value("1", "1.250", "2.000,5", percent=True)
    assert not refusals
    assert (fact.numerator, fact.denominator) == (Decimal(1250), Decimal("2000.5"))


def fact(top: int, bottom: int | None = None) -> ValueFact:
    return ValueFact(Decimal(top), None if bottom is None else Decimal(bottom))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_same_numbers_again_are_never_doubted(top: int, bottom: int) -> None:
    assert doubts("1", fact(top, bottom), fact(top, bottom), percent=True) == []
    assert doubts("1", fact(top), fact(top), percent=False) == []


@pytest.mark.parametrize(
    ("now", "before", "percent", "code"),
    [
        (fact(90, 100), fact(40, 100), True, "value.jump"),
        (fact(60, 100), fact(40, 100), True, None),
        (fact(95_000, 100_000), fact(95, 100), True, "value.thousands"),
        (fact(40), fact(10), False, "value.jump"),
        (fact(25), fact(10), False, None),
        (fact(12_000), fact(12), False, "value.thousands"),
        (fact(5), None, False, None),
    ],
)
def test_a_jump_and_numbers_a_thousand_times_off_are_doubted(
    now: ValueFact, before: ValueFact | None, percent: bool, code: str | None
) -> None:
    assert [r.code for r in doubts("1", now, before, percent=percent)] == ([code] if code else [])


def test_more_than_all_needs_an_explanation() -> None:
    assert [r.code for r in read_value("1", "120", "100", percent=True)[1]] == ["value.above"]
    assert read_value("1", "120", "100", percent=True, note="Có hồ sơ của kỳ trước chuyển sang")[1] == []
