import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.movements.rules.duties import UnitFact
from thidua.plans.rules.cascade import Held, doubts, standing_of
from thidua.registrations.rules import receivers, recipient_lines, refusals_to_write


def target(comparator: str, value: float) -> dict[str, object]:
    return {"tier": "chung", "comparator": comparator, "value": value, "unit": "%", "subject": "hồ sơ", "excludes": ""}


def test_an_item_says_how_it_stands_to_its_parent() -> None:
    parent = target(">=", 80)
    assert standing_of(Held("target", parent, parent)) == "inherited"
    assert standing_of(Held("target", target(">=", 85), parent)) == "changed"
    assert standing_of(Held("target", parent, None)) == "own"
    assert standing_of(Held("target", parent, parent, dropped=True)) == "dropped"


@given(st.sampled_from([">=", "=", "<="]), st.integers(0, 100), st.integers(0, 100))
def test_only_a_weaker_target_is_pointed_out(comparator: str, own: int, parent: int) -> None:
    told = bool(doubts(Held("target", target(comparator, own), target(comparator, parent))))
    assert told == (own > parent if comparator == "<=" else own < parent)


def test_a_later_deadline_and_a_higher_quota_are_pointed_out() -> None:
    def codes(kind: str, own: dict[str, object], parent: dict[str, object]) -> list[str]:
        return [d.code for d in doubts(Held(kind, own, parent))]

    one, two = {"what": "launch", "when": "2026-Q2"}, {"what": "launch", "when": "2026-03-31"}
    assert (codes("deadline", one, two), codes("deadline", two, one)) == (["own.later"], [])
    few, many = ({"award": "Giấy khen", "occasion": "", "collectives": n, "individuals": None} for n in (2, 3))
    assert (codes("quota", many, few), codes("quota", few, many)) == (["own.above"], [])


def test_what_is_left_out_needs_a_reason() -> None:
    kept = Held("target", target(">=", 80), None)
    silent = Held("target", target(">=", 90), target(">=", 90), dropped=True)
    assert [r.code for r in refusals_to_write([kept, silent])] == ["own.no_reason"]
    assert [r.code for r in refusals_to_write([])] == ["own.nothing"]


UNITS = (
    UnitFact(1, "committee", "province", False, "Ủy ban nhân dân tỉnh"),
    UnitFact(2, "department", "province", False, "Sở Y tế"),
    UnitFact(3, "department", "province", False, "Sở Nội vụ"),
    UnitFact(4, "office", "province", False, "Phòng Kế hoạch"),
    UnitFact(5, "office", "province", False, "Trung tâm Kiểm nghiệm"),
    UnitFact(6, "commune", "commune", False, "Phường Hoa Sen"),
    UnitFact(7, "commune", "commune", False, "Xã Đồng Lúa"),
)
PARENTS = {2: 1, 3: 1, 4: 2, 5: 2, 6: 1, 7: 1}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Sở Nội vụ", {3}),
        ("UBND tỉnh", {1}),
        ("Các phòng, đơn vị thuộc Sở", {4, 5}),
        ("Các đơn vị trực thuộc;", {4, 5}),
        ("Các xã, phường", {6, 7}),
        ("Ban Giám đốc Sở", set()),
        ("Sở Y tế", set()),
    ],
)
def test_a_line_of_recipients_means_units_of_the_tree(line: str, meant: set[int]) -> None:
    assert {u.pk for u in receivers(line, 2, UNITS, PARENTS)} == meant


def test_lines_that_mean_nobody_are_left_out() -> None:
    assert recipient_lines("- Như trên;\n- Sở Nội vụ;\n\nSở Nội vụ\n- Lưu: VT, TH.") == ["Sở Nội vụ"]
