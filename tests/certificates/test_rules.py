from hypothesis import given
from hypothesis import strategies as st

from thidua.certificates.rules import digest, judge


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
