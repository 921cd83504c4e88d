"""Tax codes and access keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.businesses.rules import checks_out, is_personal, key_of, same_key, tax_code_in


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0100109106", "0100109106"),
        ("0100109106-001", "0100109106001"),
        ("0100 109 106", "0100109106"),
        ("079203012345", "079203012345"),
        ("12345", None),
        ("01001O9106", None),
        ("", None),
    ],
)
def test_a_tax_code_is_read_as_people_write_it(text: str, code: str | None) -> None:
    assert tax_code_in(text) == code


def test_the_check_digit_is_the_one_in_common_use() -> None:
    assert checks_out("0100109106")
    assert not checks_out("0100109107")
    assert checks_out("0100109106001")


def test_a_persons_number_has_no_check() -> None:
    assert is_personal("079203012345")
    assert checks_out("079203012345")


@given(st.binary(min_size=16, max_size=16))
def test_a_key_is_found_again_however_it_is_typed(numbers: bytes) -> None:
    key = key_of(numbers)
    assert same_key(key.lower().replace("-", " ")) == same_key(key)
    assert len(same_key(key)) == 16
