import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.certificates.rules import digest, judge, told_merit


@given(st.binary(min_size=1, max_size=200), st.integers(0, 10**6), st.integers(1, 255))
def test_any_changed_byte_changes_the_digest(content: bytes, place: int, change: int) -> None:
    at = place % len(content)
    altered = content[:at] + bytes([content[at] ^ change]) + content[at + 1 :]
    assert digest(altered) != digest(content)


def test_verdicts() -> None:
    assert judge(known=False, same_bytes=None, revoked=False).state == "unknown"
    assert judge(known=True, same_bytes=None, revoked=False).state == "valid"
    assert judge(known=True, same_bytes=True, revoked=True).state == "revoked"
    assert judge(known=True, same_bytes=False, revoked=True).state == "altered"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Đưa thủ tục lên mạng", "Đã có thành tích: đưa thủ tục lên mạng"),
        ("Đã có nhiều thành tích", "Đã có nhiều thành tích"),
        ("Có thành tích xuất sắc", "Có thành tích xuất sắc"),
        ("", ""),
    ],
)
def test_an_achievement_is_worded_as_certificates_do(written: str, told: str) -> None:
    assert told_merit(written) == told
