from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.reports.rules import merge, read_value

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
