"""Sets out of tables as provinces print them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scores.sets import any_set
from thidua.scores.rules.checking import flaws
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.sets import read_set
from thidua.scores.rules.tables import NoTable, lay_out, take
from thidua.scores.rules.wording import formula_in

pytestmark = pytest.mark.pure

SENTENCES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "- Bí thư hoặc Chủ tịch: Điểm tối đa\n- Phó Bí thư hoặc Phó Chủ tịch: 1/2*Điểm tối đa\n- Người khác: 0 điểm",
        "tier",
        {
            "choices": [
                ["Bí thư hoặc Chủ tịch", "1"],
                ["Phó Bí thư hoặc Phó Chủ tịch", "0.5"],
                ["Người khác", "0"],
            ]
        },
    ),
    (
        "Dự đủ các phiên họp của tỉnh: 1/2*Điểm tối đa; chủ trì họp Ban Chỉ đạo của huyện: 1/2*Điểm tối đa",
        "additive",
        {"parts": [["Dự đủ các phiên họp của tỉnh", "10"], ["chủ trì họp Ban Chỉ đạo của huyện", "10"]]},
    ),
    (
        "a = số văn bản do người đứng đầu ký; b = tổng số văn bản. Điểm = a/b*Điểm tối đa",
        "ratio",
        {"a": "số văn bản do người đứng đầu ký", "b": "tổng số văn bản"},
    ),
    ("Tỷ lệ = a/b; Điểm = Tỷ lệ × Điểm tối đa", "ratio", {"a": "tử số", "b": "mẫu số"}),
    (
        "Họp 4 lần: 20 điểm; 3 lần: 15 điểm; 2 lần: 10 điểm; 1 lần: 5 điểm; khác: 0 điểm",
        "lookup",
        {},
    ),
    ("Có: Điểm tối đa; Không có: 0 điểm", "boolean", {}),
    (
        "Tỷ lệ hồ sơ trực tuyến ≥ 80%: điểm tối đa; < 80%: Tỷ lệ/80%*Điểm tối đa",
        "ratio_threshold",
        {"a": "tử số", "b": "mẫu số", "threshold": "80", "below": "of_threshold"},
    ),
    (
        "Mỗi ứng dụng được 1 điểm, tối đa 20 điểm",
        "count_cap",
        {"of": "Mỗi ứng dụng được 1 điểm, tối đa 20 điểm", "each": "1"},
    ),
    ("(Giá trị của đơn vị/Giá trị lớn nhất)*Điểm tối đa", "normalised", {}),
    ("Trừ 2 điểm cho mỗi lần báo cáo chậm", "penalty", {"of": "Trừ 2 điểm cho mỗi lần báo cáo chậm", "each": "2"}),
    (
        "0: chưa có\n1: có ý tưởng\n2: có dự thảo\n3: đã ban hành",
        "ordinal",
        {"levels": ["chưa có", "có ý tưởng", "có dự thảo", "đã ban hành"]},
    ),
    ("Hội đồng xem xét mức độ sáng tạo", "rubric", {}),
)


@pytest.mark.parametrize(("text", "kind", "params"), SENTENCES)
def test_a_sentence_is_understood(text: str, kind: str, params: dict[str, Any]) -> None:
    found = formula_in(text, 20 * SCALE)
    assert found.kind == kind
    if params:
        assert dict(found.params) == params
    assert found.sure is (kind != "rubric")


def test_the_table_of_cases_is_read_whole() -> None:
    found = formula_in("4 cuộc: 20 điểm; 3 cuộc: 15 điểm; 2 cuộc: 10 điểm; 1 cuộc: 5 điểm; khác: 0 điểm", 20 * SCALE)
    assert found.params["table"] == [["4", "20"], ["3", "15"], ["2", "10"], ["1", "5"]]
    assert found.params["match"] == "exact"
    more = formula_in("4 cuộc trở lên: 20 điểm; 2 cuộc: 10 điểm", 20 * SCALE)
    assert more.params["match"] == "at_least"


@given(st.text(max_size=200), st.integers(0, 10**7))
def test_any_sentence_gives_a_formula_or_a_rubric(text: str, full: int) -> None:
    formula_in(text, full)


ROWS: list[list[object]] = [
    ["PHỤ LỤC"],
    [
        "STT",
        "Chỉ số, chỉ số thành phần",
        "Điểm tối đa",
        "Cách xác định và tính điểm",
        "Tài liệu kiểm chứng",
        "Đơn vị phối hợp",
    ],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["I", "Nhận thức số", 30, "", "", ""],
    [1.0, "Người đứng đầu chủ trì họp", 20.0, "Có: điểm tối đa; không: 0 điểm", "Thông báo kết luận", "Sở Nội vụ"],
    [
        2,
        "Văn bản do người đứng đầu ký",
        "10",
        "a = văn bản người đứng đầu ký; b = tổng số văn bản; a/b*Điểm tối đa",
        "",
        "",
    ],
    ["II", "Hạ tầng số", "", "", "", ""],
    [1, "Máy tính cho cán bộ", "12,5", "Tỷ lệ × điểm tối đa", "", "Sở Tài chính"],
    [2, "Sáng tạo", "7.5", "xem xét theo thực tế", "", ""],
    ["", "Tổng cộng", 50, "", "", ""],
]


def test_a_printed_table_becomes_a_set() -> None:
    taken = take(ROWS, "Bộ chỉ số cấp xã")
    body = taken.body
    assert [(p["code"], p["name"], p["max"]) for p in body["pillars"]] == [
        ("I", "Nhận thức số", "30"),
        ("II", "Hạ tầng số", "20"),
    ]
    kinds = [(one["pillar"], one["code"], one["kind"], one["max"]) for one in body["indicators"]]
    assert kinds == [
        ("I", "I.1", "boolean", "20"),
        ("I", "I.2", "ratio", "10"),
        ("II", "II.1", "ratio", "12.5"),
        ("II", "II.2", "rubric", "7.5"),
    ]
    assert [(doubt.row, doubt.code) for doubt in taken.doubts] == [(9, "table.unread")]


def test_a_table_that_was_read_has_no_grave_flaw() -> None:
    index = read_set(take(ROWS, "Bộ").body)
    assert not [flaw for flaw in flaws(index) if flaw.grave]


def test_a_table_without_heads_is_refused() -> None:
    with pytest.raises(NoTable):
        take([["a", "b"], ["1", "2"]], "x")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_workbook_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    index = data.draw(any_set())
    taken = take(lay_out(index), index.name)
    again = read_set(taken.body)
    assert again.by_code == index.by_code
    assert [(p.code, p.full) for p in again.pillars] == [(p.code, p.full) for p in index.pillars]
    assert not taken.doubts
