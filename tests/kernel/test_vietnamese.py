from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.vietnamese import fold, format_date, format_number, long_date, parse_number, sort_key


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_formatted_is_read_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", "1234.5"), ("95%", "95"), ("1234", "1234"), ("12.345", "12345"), ("99.5", "99.5"), ("-2,5", "-2.5")],
)
def test_numbers_as_officials_type_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "12.34,5", "--1", "1e5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


def test_search_finds_names_without_marks() -> None:
    assert fold("Đồng  THÁP") == "dong thap"
    assert fold("Đồng") == fold("\u0110o\u0302\u0300ng")


def test_names_sort_as_vietnamese_do() -> None:
    names = ["Đức", "Dũng", "Ân", "An", "Ẩn", "Án", "Ăn", "Phường 10", "Phường 2", "Êm", "Em", "Ơn", "Ôn", "On"]
    assert sorted(names, key=sort_key) == [
        "An",
        "Án",
        "Ăn",
        "Ân",
        "Ẩn",
        "Dũng",
        "Đức",
        "Em",
        "Êm",
        "On",
        "Ôn",
        "Ơn",
        "Phường 2",
        "Phường 10",
    ]


def test_dates_as_in_official_documents() -> None:
    assert format_date(date(2022, 6, 7)) == "07/6/2022"
    assert format_date(date(2022, 1, 12)) == "12/01/2022"
    assert long_date(date(2022, 2, 3)) == "ngày 03 tháng 02 năm 2022"
