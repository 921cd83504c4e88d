from hypothesis import given
from hypothesis import strategies as st

from thidua.difficulties.rules import Told, similar


def test_the_nearest_is_named_first_and_others_not_at_all() -> None:
    others = [
        Told(1, "Phần mềm một cửa chậm, không tra cứu được hồ sơ"),
        Told(2, "Thiếu kinh phí mua máy tính cho tổ công nghệ số"),
        Told(3, "Phần mềm một cửa thường xuyên chậm, hồ sơ trực tuyến bị treo"),
    ]
    assert similar("Phần mềm một cửa chậm, hồ sơ trực tuyến bị treo", others) == [3, 1]


@given(st.text(max_size=80))
def test_a_text_is_always_like_itself(text: str) -> None:
    found = similar(text, [Told(1, text)])
    assert found in ([1], [])
    assert found == [1] or not any(c.isalnum() for c in text) or len(text) < 40
