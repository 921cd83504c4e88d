"""Checks before publication, versions compared, what-if, and rankings computed again from their open data."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scores.sets import LEVELS, a_set, any_answers, any_set, indicator, ordinals
from thidua.scores.rules.answers import Answer, Layout, unanswered
from thidua.scores.rules.checking import flaws
from thidua.scores.rules.cohort import Scorer
from thidua.scores.rules.combining import combined
from thidua.scores.rules.comparing import compare
from thidua.scores.rules.conditions import Condition, Outcome, is_met
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.scoring import score
from thidua.scores.rules.sets import canonical, read_set
from thidua.scores.rules.snapshot import (
    BadSnapshot,
    Ranked,
    compute,
    from_json,
    open_data,
    ranking_file,
    recompute,
    to_json,
)
from thidua.scores.rules.whatif import lift, moves, to_level, to_total, weighed

pytestmark = pytest.mark.pure

BODY: dict[str, Any] = {
    "name": "Bộ chỉ số thử",
    "pillars": [{"code": "1", "name": "Nhận thức", "max": "30"}, {"code": "2", "name": "Hạ tầng", "max": "20"}],
    "indicators": [
        indicator("1.1", "ratio", "10", a="a", b="b"),
        indicator("1.2", "boolean", "20"),
        indicator("2.1", "normalised", "20", "2", of="băng thông"),
    ],
}


def _codes(body: dict[str, Any]) -> set[str]:
    return {flaw.code for flaw in flaws(read_set(body))}


def test_a_sound_set_has_no_grave_flaw() -> None:
    assert not [flaw for flaw in flaws(read_set(BODY)) if flaw.grave]


def test_sums_gaps_and_points_out_of_reach_are_found() -> None:
    wrong = BODY | {"pillars": [{"code": "1", "name": "Nhận thức", "max": "31"}, BODY["pillars"][1]]}
    assert "index.sum" in _codes(wrong)
    gap = BODY | {"indicators": [*BODY["indicators"][:2], indicator("2.4", "rubric", "20", "2")]}
    assert "index.gap" in _codes(gap)
    tier = indicator("2.1", "tier", "20", "2", choices=[["tốt", "0.9"], ["kém", "0"]])
    assert "index.unreachable" in _codes(BODY | {"indicators": [*BODY["indicators"][:2], tier]})
    empty = BODY | {"pillars": [*BODY["pillars"], {"code": "3", "name": "Trống", "max": "0"}]}
    assert "index.empty_pillar" in _codes(empty)
    overall: Any = LEVELS["overall"]
    levels = {**LEVELS, "overall": [*overall[:4], {"above": "400", "pillars": 6, "at": 5}]}
    assert "index.level" in {flaw.code for flaw in flaws(ordinals(13, 1, 16, 13, 10, 7, levels=levels))}


def test_versions_are_compared_by_name_and_by_code() -> None:
    new = BODY | {
        "indicators": [
            indicator("1.2", "ratio", "10", a="a", b="b") | {"name": "Chỉ số 1.1"},
            indicator("1.1", "boolean", "25") | {"name": "Chỉ số 1.2"},
            indicator("2.2", "rubric", "5", "2") | {"name": "mới hẳn"},
        ]
    }
    changes = compare(read_set(BODY), read_set(new))
    found = {one.code: change for change in changes if (one := change.new or change.old)}
    assert (found["1.2"].state, found["1.2"].fields) == ("changed", ("code",))
    assert (found["1.1"].state, found["1.1"].fields) == ("changed", ("code", "full"))
    assert found["2.2"].state == "added"
    assert found["2.1"].state == "removed"


def _sheets(index: Any, answers: dict[str, dict[str, Answer]]) -> dict[str, bytes]:
    return {code: Layout(index).pack(sheet) for code, sheet in answers.items()}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_open_data_gives_the_same_bytes_again(data: st.DataObject) -> None:
    index = data.draw(any_set())
    codes = [f"X{n}" for n in range(data.draw(st.integers(1, 6)))]
    answers = {code: data.draw(any_answers(index)) for code in codes}
    for sheet in answers.values():
        assert Layout(index).pack(from_json(index, to_json(index, sheet))) == Layout(index).pack(sheet)


def test_a_ranking_is_computed_again_from_its_file_and_units_in_any_order() -> None:
    index = read_set(BODY)
    answers = {
        "A": {"1.1": Answer((SCALE, 3 * SCALE)), "1.2": Answer((1,)), "2.1": Answer((30 * SCALE,))},
        "B": {"1.1": Answer((SCALE, SCALE)), "1.2": Answer((0,)), "2.1": Answer((60 * SCALE,))},
        "C": {"1.1": Answer((SCALE, SCALE)), "1.2": Answer((0,)), "2.1": Answer((60 * SCALE,))},
    }
    units = [Ranked(code, f"Xã {code}", (code,), "p", ("Cụm 1",)) for code in "ABC"]
    data = open_data(BODY, answers, units, about={"name": "2026"}, code="thử")
    rows = compute(index, _sheets(index, answers), units)
    published = ranking_file(index, rows, json.loads(data))
    assert recompute(json.loads(data)) == published
    assert recompute(json.loads(canonical(json.loads(data)))) == published
    turned = json.loads(
        open_data(BODY, dict(reversed(answers.items())), units[::-1], about={"name": "2026"}, code="thử")
    )
    assert recompute(turned) == published
    totals = {row.unit.code: row.total for row in rows}
    assert totals == {"A": 333333 // 10 + 200000 + 100000, "B": 300000, "C": 300000}
    assert [(row.unit.code, row.rank, row.in_groups) for row in rows] == [
        ("A", 1, {"Cụm 1": 1}),
        ("B", 2, {"Cụm 1": 2}),
        ("C", 2, {"Cụm 1": 2}),
    ]


def test_a_merged_unit_has_the_mean_of_those_it_stands_for() -> None:
    index = read_set(BODY)
    answers = {
        "A": {"1.1": Answer((SCALE, SCALE))},
        "B": {"1.1": Answer((0, SCALE)), "1.2": Answer((1,))},
        "C": {"1.2": Answer((1,))},
    }
    units = [Ranked("AB", "Xã mới", ("A", "B")), Ranked("C", "Xã C", ("C",)), Ranked("D", "chưa có phiếu", ("D",))]
    rows = compute(index, _sheets(index, answers), units)
    assert [(row.unit.code, row.total, row.rank) for row in rows] == [("C", 20 * SCALE, 1), ("AB", 15 * SCALE, 2)]
    old = [Ranked(code, code, (code,)) for code in "ABC"]
    assert [row.unit.code for row in compute(index, _sheets(index, answers), old)] == ["B", "C", "A"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": "thidua-ranking-data-1"},
        {"format": "thidua-ranking-data-1", "set": {}, "sheets": {}, "units": []},
    ],
)
def test_a_file_that_is_no_open_data_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(BadSnapshot):
        recompute(data)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_moves_promise_no_more_than_they_give(data: st.DataObject) -> None:
    index = data.draw(any_set())
    answers = data.draw(any_answers(index))
    now = {line.indicator.code: line.points for line in score(index, answers, {}).lines}
    for move in moves(index, answers, {}):
        tried = score(index, answers | {move.indicator.code: Answer(move.after)}, {})
        after = {line.indicator.code: line.points for line in tried.lines}
        assert after[move.indicator.code] - now[move.indicator.code] == move.gain


def test_the_way_to_the_next_level_is_the_fewest_steps_of_the_right_pillars() -> None:
    index = ordinals(13, 1, 16, 13, 10, 7, levels=LEVELS)
    answers = {one.code: Answer((3,)) for one in index.indicators}
    assert score(index, answers, {}).level == 3
    found = lift(index, answers, {}, to_level(index, 4))
    assert found is not None
    after = answers | {move.indicator.code: Answer(move.after) for move in found}
    assert score(index, after, {}).level == 4
    assert sum(move.effort for move in found) <= 8
    assert lift(index, answers, {}, to_total(321 * SCALE)) is None
    by_total = lift(index, answers, {}, to_total(193 * SCALE))
    assert by_total is not None
    assert [move.indicator.code for move in by_total] == ["2.1"]


def test_the_weight_of_a_pillar_moves_the_ranking() -> None:
    index = a_set(indicator("1", "rubric", "10", "1"), indicator("2", "rubric", "10", "2"))
    layout = Layout(index)
    records = [layout.pack({"1": Answer((a * SCALE,)), "2": Answer((b * SCALE,))}) for a, b in ((9, 1), (1, 8), (5, 5))]
    result = Scorer(index, {}).run(layout.table(records))
    same, double = weighed(result, 1, (Fraction(1), Fraction(2)))
    assert (same.moved, same.furthest) == (0, 0)
    assert double.ranks.tolist() == [3, 1, 2]
    assert double.moved == 3
    assert double.furthest == 2


@pytest.mark.parametrize(
    ("kind", "value", "met"),
    [
        ("level", "3", True),
        ("level", "4", False),
        ("province_share", "33.33", True),
        ("province_share", "20", False),
        ("group_share", "50", True),
        ("group_share", "40", False),
    ],
)
def test_a_rounds_condition_is_judged_by_what_is_published(kind: str, value: str, met: bool) -> None:
    outcome = Outcome(2026, 3, 3, 9, {"Cụm 1": (2, 4)})
    assert is_met(Condition("x", kind, Decimal(value)), outcome) is met
    assert is_met(Condition("x", kind, Decimal(value)), None) is None


def test_what_is_not_published_cannot_tell() -> None:
    outcome = Outcome(2026, None, 1, 9)
    assert is_met(Condition("x", "level", Decimal(3)), outcome) is None
    assert is_met(Condition("x", "group_share", Decimal(50)), outcome) is None
    assert is_met(Condition("x", "province_share", Decimal(1)), outcome) is True


def _two_provinces(tied: bool) -> list[bytes]:
    body = BODY | {"ties": ["2"]}
    files = []
    for province, ratio in (("A", 5), ("B", 5 if tied else 6)):
        sheets = {"x": {"1.1": Answer((ratio * SCALE, 10 * SCALE)), "2.1": Answer((SCALE,))}}
        units = [Ranked("x", f"Sở của {province}", ("x",), province)]
        about = {"name": "Kỳ", "year": "2026", "province": province, "tree_date": "2026-01-01"}
        files.append(open_data(body, _whole(sheets), units, about=about, code="1"))
    return files


def _whole(sheets: dict[str, dict[str, Answer]]) -> dict[str, dict[str, Answer]]:
    index = read_set(BODY)
    return {
        code: {one.code: some.get(one.code, unanswered(one)) for one in index.indicators}
        for code, some in sheets.items()
    }


@pytest.mark.parametrize("tied", [False, True])
def test_rankings_of_provinces_are_put_together_the_same_in_any_order(tied: bool) -> None:
    rankings = [recompute(json.loads(data)) for data in _two_provinces(tied)]
    found = combined(rankings, ["2"])
    assert found == combined(rankings[::-1], ["2"])
    rows = json.loads(found)["ranking"]
    assert [row["rank"] for row in rows] == ([1, 1] if tied else [1, 2])
    assert rows[0]["province"] == ("A" if tied else "B")


def test_a_ranking_is_not_put_together_with_itself_or_another_sets() -> None:
    first, second = (recompute(json.loads(data)) for data in _two_provinces(False))
    with pytest.raises(BadSnapshot):
        combined([first, first], ["2"])
    other = json.loads(second) | {"set": "khác"}
    with pytest.raises(BadSnapshot):
        combined([first, json.dumps(other).encode()], ["2"])
    with pytest.raises(BadSnapshot):
        combined([b"{}"], [])
