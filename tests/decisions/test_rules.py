"""Bonuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.decisions.rules import bonus, format_decision_number, next_number


@pytest.mark.parametrize(
    ("coefficient", "salary", "expected"),
    [
        ("1.5", 2_530_000, 3_800_000),
        ("3.5", 2_530_000, 8_860_000),
        ("4.5", 2_530_000, 11_390_000),
        ("1", 2_340_000, 2_340_000),
    ],
)
def test_worked_examples(coefficient: str, salary: int, expected: int) -> None:
    assert bonus(Decimal(coefficient), salary, 10_000) == expected


@given(st.decimals(0, 20, places=2), st.integers(0, 10**8))
def test_a_bonus_is_rounded_up_by_less_than_a_step(coefficient: Decimal, salary: int) -> None:
    found, exact = bonus(coefficient, salary, 10_000), coefficient * salary
    assert found % 10_000 == 0
    assert exact <= found < exact + 10_000


@given(st.integers(1, 60))
def test_numbers_of_a_register_have_no_gap(count: int) -> None:
    last, seen = 0, []
    for _ in range(count):
        last = next_number(last)
        seen.append(last)
    assert seen == list(range(1, count + 1))
    assert len({format_decision_number(n, "QĐ-UBND") for n in seen}) == count
