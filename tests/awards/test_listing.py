import pytest
from hypothesis import given
from hypothesis import strategies as some

from thidua.awards.rules.listing import Named, in_lines, in_table

pytestmark = pytest.mark.pure

TEXT = """QUYẾT ĐỊNH:
1. Căn cứ này không phải người được khen
Điều 1. Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho các tập thể, cá nhân sau:
I. TẬP THỂ
1. Phòng Nghiệp vụ, Sở Y tế;
2. Ủy ban nhân dân phường Hoa Sen.
II. CÁ NHÂN
1. Ông Nguyễn Văn An, Trưởng phòng, Sở Y tế;
2) Bà: Trần Thị Bình - Chuyên viên Văn phòng
Hộ gia đình
- Lê Văn Ba, thôn 2;
Giấy khen:
- Ông Phạm Văn Tư
Điều 2. Quyết định có hiệu lực kể từ ngày ký.
1. Không ai nữa
""".splitlines()


def test_numbered_lines_give_names_kinds_and_awards() -> None:
    found = in_lines(TEXT, ["Giấy khen", "Bằng khen"])
    assert found == [
        Named("collective", "Phòng Nghiệp vụ", "Sở Y tế"),
        Named("collective", "Ủy ban nhân dân phường Hoa Sen"),
        Named("individual", "Nguyễn Văn An", "Trưởng phòng, Sở Y tế"),
        Named("individual", "Trần Thị Bình", "Chuyên viên Văn phòng"),
        Named("household", "Lê Văn Ba", "thôn 2"),
        Named("individual", "Phạm Văn Tư", "", "Giấy khen"),
    ]


def test_rows_of_a_table_do_too() -> None:
    rows = [
        ["STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức"],
        ["I", "TẬP THỂ", "", ""],
        ["1", "Phòng Nghiệp vụ", "Sở Y tế", "Giấy khen"],
        ["CÁ NHÂN", "CÁ NHÂN", "CÁ NHÂN", "CÁ NHÂN"],
        ["2", "Bà Trần Thị Bình", "Chuyên viên", ""],
        ["3", "Lê Văn Ba", "", ""],
        ["", "", "", ""],
    ]
    rows[1] = ["TẬP THỂ", "TẬP THỂ", "TẬP THỂ", "TẬP THỂ"]
    assert in_table(rows[:-1]) == [
        Named("collective", "Phòng Nghiệp vụ", "Sở Y tế", "Giấy khen"),
        Named("individual", "Trần Thị Bình", "Chuyên viên"),
        Named("individual", "Lê Văn Ba"),
    ]
    assert in_table([["a", "b"], ["c", "d"]]) == []


@given(some.lists(some.text(max_size=60), max_size=30))
def test_no_text_breaks_it(lines: list[str]) -> None:
    for one in in_lines(["Điều 1.", *lines], ["Giấy khen"]):
        assert one.name.strip()
    in_table([line.split(" ") for line in lines])
