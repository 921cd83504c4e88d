"""Points, who marks whom, acclamation, tables of criteria."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from thidua.blocks.rules.acclaim import Stood, acclaim
from thidua.blocks.rules.crossing import gatherer, pairs
from thidua.blocks.rules.points import Criterion, Mark, differing, mean, ranks, rounded, share_of, total
from thidua.blocks.rules.reading import read_lines

CENTS = st.decimals(min_value=0, max_value=1000, places=2)


@given(st.lists(st.integers(1, 10_000), min_size=2, max_size=20, unique=True), st.none() | st.integers(1, 30))
def test_nobody_marks_their_own_and_all_mark_as_many(members: list[int], markers: int | None) -> None:
    found = pairs(members, markers)
    assert len(found) == len(set(found))
    assert all(who != by for who, by in found)
    each = len(members) - 1 if markers is None else min(markers, len(members) - 1)
    for member in members:
        assert sum(who == member for who, _by in found) == each
        assert sum(by == member for _who, by in found) == each


def test_the_deputy_consolidates_the_leads_own() -> None:
    assert [gatherer(m, 1, 2) for m in (1, 2, 3)] == [2, 1, 1]
    assert gatherer(1, 1, None) is None


@given(st.lists(CENTS, min_size=1, max_size=12))
def test_a_mean_is_exact_to_half_a_cent(values: list[Decimal]) -> None:
    found = mean(values)
    assert found is not None
    true = sum(map(Fraction, values), Fraction(0)) / len(values)
    assert abs(Fraction(found) - true) <= Fraction(1, 200)
    assert min(values) <= found <= max(values)


def test_a_half_is_rounded_upwards() -> None:
    assert mean([Decimal("40"), Decimal("40.01")]) == Decimal("40.01")
    assert rounded(Fraction(1, 3)) == Decimal("0.33")
    assert rounded(Fraction(2, 3)) == Decimal("0.67")
    assert mean([]) is None


@given(CENTS, st.integers(-5, 50), st.integers(0, 40))
def test_a_share_stays_within_its_criterion(full: Decimal, reached: int, whole: int) -> None:
    assert 0 <= share_of(full, reached, whole) <= full


def test_penalties_are_taken_off() -> None:
    criteria = [
        Criterion("a", "task", Decimal(50)),
        Criterion("b", "bonus", Decimal(5)),
        Criterion("c", "penalty", Decimal(5)),
    ]
    points = {"a": Decimal("40.5"), "b": Decimal(2), "c": Decimal("1.25")}
    assert total(criteria, points) == Decimal("41.25")
    assert total(criteria, {}) == 0


def test_a_difference_asks_for_a_word() -> None:
    criteria = [Criterion("a", "task", Decimal(50)), Criterion("b", "task", Decimal(50))]
    marks = {"a": Mark(Decimal(10)), "b": Mark(Decimal(10), "thiếu văn bản")}
    assert differing(criteria, marks, {"a": Decimal(11), "b": Decimal(11)}) == ["a"]
    assert differing(criteria, marks, {"a": Decimal("10.00"), "b": Decimal(1)}) == []
    assert differing(criteria, marks, {}) == ["a"]


@given(st.dictionaries(st.integers(), CENTS, min_size=1, max_size=15))
def test_places_agree_with_counting_who_is_ahead(totals: dict[int, Decimal]) -> None:
    assert ranks(totals) == {who: 1 + sum(v > mine for v in totals.values()) for who, mine in totals.items()}


def _stood(member: int, yes: int, points: int, *more: int, approved: bool = True) -> Stood:
    return Stood(member, Decimal(points), approved, (yes, *more))


def test_votes_come_before_points_and_a_further_ballot_last() -> None:
    rows = [_stood(1, 5, 90), _stood(2, 6, 80), _stood(3, 5, 95), _stood(4, 1, 99, approved=False)]
    found = acclaim(rows, 2)
    assert (found.proposed, found.tied, found.reserve, found.missed) == ((2, 3), (), (1,), (4,))
    equal = [_stood(1, 5, 90), _stood(2, 5, 90), _stood(3, 6, 10)]
    assert acclaim(equal, 2).proposed == (3,)
    assert set(acclaim(equal, 2).tied) == {1, 2}
    again = [_stood(1, 5, 90, 1), _stood(2, 5, 90, 4), _stood(3, 6, 10)]
    assert (acclaim(again, 2).proposed, acclaim(again, 2).reserve) == ((3, 2), (1,))


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), min_size=1, max_size=10),
    st.integers(0, 6),
)
def test_an_acclamation_never_fills_more_places_and_loses_nobody(
    rows: list[tuple[int, int, bool]], places: int
) -> None:
    stood = [_stood(n, yes, points, approved=approved) for n, (yes, points, approved) in enumerate(rows)]
    found = acclaim(stood, places)
    assert len(found.proposed) <= places
    everybody = [*found.proposed, *found.tied, *found.reserve, *found.missed]
    assert sorted(everybody) == list(range(len(rows)))
    if found.tied:
        assert len(found.proposed) < places < len(found.proposed) + len(found.tied)
        assert len({stood[n].key for n in found.tied}) == 1


TABLE: list[list[object]] = [
    ["Phụ lục bảng điểm", "", "", ""],
    ["TT", "Nội dung tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"],
    ["I", "Thực hiện nhiệm vụ", "", ""],
    ["1", "Hoàn thành kế hoạch năm", 40.0, "Báo cáo"],
    ["2", "Kết quả phong trào thi đua chuyển đổi số", "20,5", ""],
    ["II", "Điểm thưởng", "", ""],
    ["3", "Có sáng kiến cấp tỉnh", "5 điểm", ""],
    ["III", "Điểm trừ", "", ""],
    ["4", "Nộp báo cáo trễ", "-3", ""],
    ["", "Tổng cộng", 65.5, ""],
]


def test_a_table_of_criteria_is_read_as_offices_draw_it() -> None:
    lines, refusals = read_lines([[["không phải bảng"]], TABLE])
    assert refusals == []
    assert [(line.part, line.kind, line.full) for line in lines] == [
        ("Thực hiện nhiệm vụ", "task", Decimal(40)),
        ("Thực hiện nhiệm vụ", "movement", Decimal("20.5")),
        ("Điểm thưởng", "bonus", Decimal(5)),
        ("Điểm trừ", "penalty", Decimal(3)),
    ]
    assert lines[0].evidence == "Báo cáo"


def test_a_row_whose_points_cannot_be_read_is_named() -> None:
    lines, refusals = read_lines([[["Tiêu chí", "Điểm"], ["Một việc", "nhiều"]]])
    assert lines == []
    assert [(one.code, one.values["row"]) for one in refusals] == [("criteria.row", 2)]
    assert read_lines([[["a", "b"]]]) == ([], [])


def test_heads_subtotals_and_sums_of_offices_tables() -> None:
    rows: list[list[object]] = [
        ["STT", "Nhóm tiêu chí", "Tiêu chí", "Điểm"],
        ["I", "", "Nhiệm vụ chung", 40],
        ["1", "Chuyên môn", "Hoàn thành kế hoạch", "1.000"],
        ["2", "", "Cộng điểm cho mô hình mới", 20],
        ["", "Điểm thưởng, điểm trừ", "Bị phê bình", -5],
        ["", "", "Tổng cộng:", 1020],
    ]
    lines, refusals = read_lines([rows])
    assert refusals == []
    assert [(line.part, line.kind, line.full) for line in lines] == [
        ("Chuyên môn", "task", Decimal(1000)),
        ("Chuyên môn", "task", Decimal(20)),
        ("Điểm thưởng, điểm trừ", "penalty", Decimal(5)),
    ]


def test_points_that_no_criterion_can_have_are_named() -> None:
    _lines, refusals = read_lines([[["Tiêu chí", "Điểm"], ["a", 0], ["b", 1e300], ["c", "1000000"]]])
    assert [one.values["row"] for one in refusals] == [2, 3, 4]


def test_equal_candidates_within_the_places_share_their_place() -> None:
    found = acclaim([_stood(1, 5, 90), _stood(2, 5, 90), _stood(3, 1, 10)], 3)
    assert dict(found.places) == {1: 1, 2: 1, 3: 3}
