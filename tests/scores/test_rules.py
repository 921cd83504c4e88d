"""A cohort scored by columns agrees with each sheet scored by itself in exact fractions; explanations add up."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scores.sets import KINDS as DRAWN
from tests.scores.sets import LEVELS, a_set, any_answers, any_set, indicator, ordinals
from thidua.movements.rules.measures import TargetFact
from thidua.scores.rules.answers import Answer, Layout
from thidua.scores.rules.checking import flaws
from thidua.scores.rules.cohort import Scorer, bests_of
from thidua.scores.rules.fixed import SCALE, decimal, fixed, plain
from thidua.scores.rules.from_targets import Wanted, set_of
from thidua.scores.rules.kinds import KINDS
from thidua.scores.rules.levels import overall_level, pillar_level
from thidua.scores.rules.ranking import Distribution, keys_of, ranks
from thidua.scores.rules.scoring import score
from thidua.scores.rules.sets import BadSet, IndexSet, read_set


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_cohort_is_scored_as_its_sheets(data: st.DataObject) -> None:
    index = data.draw(any_set())
    layout = Layout(index)
    sheets = data.draw(st.lists(any_answers(index), min_size=1, max_size=6))
    table = layout.table([layout.pack(sheet) for sheet in sheets])
    bests = bests_of(index, table)
    result = Scorer(index, bests).run(table)
    for n, sheet in enumerate(sheets):
        found = score(index, sheet, bests)
        assert result.pillars[n].tolist() == [pillar.points for pillar in found.pillars]
        assert result.total[n] == found.total
        if index.levels is not None:
            assert result.reached is not None
            assert result.level is not None
            assert result.reached[n].tolist() == [pillar.level for pillar in found.pillars]
            assert result.level[n] == found.level


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_an_explanation_adds_up_to_the_score(data: st.DataObject) -> None:
    index = data.draw(any_set())
    found = score(index, data.draw(any_answers(index)), {})
    for pillar in found.pillars:
        lines = sum(line.points for line in pillar.lines if line.indicator.formula.counts)
        extra = sum(line.points for line in pillar.lines if not line.indicator.formula.counts)
        assert lines + pillar.rescaled + pillar.weighted + extra == pillar.points
    assert sum(pillar.points for pillar in found.pillars) + found.floor == found.total >= 0


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_what_is_packed_is_unpacked(data: st.DataObject) -> None:
    index = data.draw(any_set())
    answers = data.draw(any_answers(index))
    layout = Layout(index)
    record = layout.pack(answers)
    assert len(record) == layout.size
    assert layout.unpack(record) == answers
    assert layout.pack({}) == layout.blank


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_better_answer_of_what_if_is_worth_more(data: st.DataObject) -> None:
    index = data.draw(any_set())
    answers = data.draw(any_answers(index))
    bests = bests_of(index, Layout(index).table([Layout(index).pack(answers)]))
    for one in index.indicators:
        answer = answers[one.code]
        if answer.skipped or not answer.is_whole:
            continue
        now = one.formula.points(answer.values, bests.get(one.code))
        for values in one.formula.steps(answer.values, bests.get(one.code)):
            assert one.formula.points(values, bests.get(one.code)) >= now
            assert one.formula.points(values, bests.get(one.code)) <= one.full


def test_every_kind_is_drawn_by_the_properties() -> None:
    assert set(KINDS) == set(DRAWN)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_what_it_is(kind: str) -> None:
    assert KINDS[kind].__doc__
    assert KINDS[kind].code == kind


_PUBLISHED = (
    ("tier", "10", {"choices": [["Bí thư, Chủ tịch", "1"], ["Phó", "0.5"], ["khác", "0"]]}, (1,), "5"),
    ("additive", "10", {"parts": [["dự họp tỉnh", "5"], ["chủ trì họp", "5"]]}, (1, 0), "5"),
    ("ratio", "10", {"a": "văn bản ký", "b": "văn bản"}, (3 * SCALE, 4 * SCALE), "7.5"),
    ("ratio", "10", {"a": "văn bản ký", "b": "văn bản"}, (SCALE, 3 * SCALE), "3.3333"),
    ("ratio", "10", {"a": "văn bản ký", "b": "văn bản"}, (0, 0), "0"),
    ("lookup", "20", {"of": "cuộc", "table": [["4", "20"], ["3", "15"], ["2", "10"], ["1", "5"]]}, (3 * SCALE,), "15"),
    ("lookup", "20", {"of": "cuộc", "table": [["4", "20"], ["3", "15"]]}, (5 * SCALE,), "0"),
    ("lookup", "20", {"of": "cuộc", "table": [["4", "20"]], "match": "at_least"}, (5 * SCALE,), "20"),
    ("ratio_threshold", "10", {"a": "a", "b": "b", "threshold": "80"}, (8 * SCALE, 10 * SCALE), "10"),
    ("ratio_threshold", "10", {"a": "a", "b": "b", "threshold": "80"}, (4 * SCALE, 10 * SCALE), "5"),
    ("count_cap", "5", {"of": "ứng dụng", "each": "1"}, (7 * SCALE,), "5"),
    ("normalised", "40", {"of": "băng thông"}, (30 * SCALE,), "20"),
    ("normalised", "40", {"of": "ngày", "better": "low"}, (120 * SCALE,), "20"),
    ("penalty", "10", {"of": "lần chậm", "each": "2"}, (3 * SCALE,), "-6"),
    ("ratio_bands", "5", {"a": "a", "b": "b", "bands": ["0", "20", "40", "60", "80"]}, (6 * SCALE, 10 * SCALE), "3"),
)


@pytest.mark.parametrize(("kind", "points", "params", "values", "expected"), _PUBLISHED)
def test_formulas_that_provinces_publish(
    kind: str, points: str, params: dict[str, Any], values: tuple[int, ...], expected: str
) -> None:
    index = a_set(indicator("1.1", kind, points, **params), indicator("1.2", "rubric", "90"))
    answers = {"1.1": Answer(values), "1.2": Answer((90 * SCALE,))}
    found = score(index, answers, {"1.1": 60 * SCALE})
    assert decimal(found.lines[0].points) == Decimal(expected)


def test_the_levels_of_a_pillar_begin_above_their_bounds() -> None:
    index = ordinals(13, 1, 16, 13, 10, 7, levels=LEVELS)
    assert index.full == 320 * SCALE
    levels = index.levels
    assert levels is not None
    at = [pillar_level(points * SCALE, 100 * SCALE, levels) for points in (0, 9, 10, 20, 21, 40, 60, 61, 80, 81, 100)]
    assert at == [0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5]
    assert pillar_level(39 * SCALE, 65 * SCALE, levels) == 3


@pytest.mark.parametrize(
    ("total", "reached", "level"),
    [
        (20, [5, 5, 5, 5, 5, 5], 0),
        (21, [1, 1, 1, 1, 0, 0], 1),
        (21, [1, 1, 1, 0, 0, 0], 0),
        (200, [4, 4, 4, 4, 3, 3], 3),
        (193, [4, 4, 4, 4, 4, 0], 4),
        (300, [5, 5, 5, 5, 5, 4], 4),
        (257, [5, 5, 5, 5, 5, 5], 5),
        (256, [5, 5, 5, 5, 5, 5], 4),
    ],
)
def test_the_level_of_the_whole_needs_points_and_pillars(total: int, reached: list[int], level: int) -> None:
    levels = ordinals(13, 1, 16, 13, 10, 7, levels=LEVELS).levels
    assert levels is not None
    assert overall_level(total * SCALE, reached, levels) == level


def _oracle(keys: list[int], groups: list[int]) -> list[int]:
    return [
        1 + sum(other > key for other, g in zip(keys, groups, strict=True) if g == group)
        for key, group in zip(keys, groups, strict=True)
    ]


_scores = st.lists(st.tuples(st.one_of(st.integers(0, 4), st.integers(0, 2**61)), st.integers(0, 3)), max_size=30)


@given(_scores, st.randoms(use_true_random=False))
def test_equal_scores_share_a_rank_and_order_does_not_matter(rows: list[tuple[int, int]], chance: object) -> None:
    keys, groups = [key for key, _ in rows], [group for _, group in rows]
    found = ranks(np.array(keys, dtype=np.int64), np.array(groups, dtype=np.int64))
    assert found.tolist() == _oracle(keys, groups)
    assert ranks(np.array(keys, dtype=np.int64)).tolist() == _oracle(keys, [0] * len(keys))
    order = list(range(len(rows)))
    chance.shuffle(order)  # type: ignore[attr-defined]  # a random.Random
    moved = ranks(np.array([keys[n] for n in order], dtype=np.int64), np.array([groups[n] for n in order], dtype=int))
    assert moved.tolist() == [int(found[n]) for n in order]


@given(_scores, st.integers(1, 4))
def test_parts_have_the_ranks_of_the_whole(rows: list[tuple[int, int]], count: int) -> None:
    keys = np.array([key for key, _ in rows], dtype=np.int64)
    parts = [keys[n::count] for n in range(count)]
    whole = Distribution.together([Distribution.of(part) for part in parts])
    for n, part in enumerate(parts):
        assert whole.ranks_of(part).tolist() == ranks(keys)[n::count].tolist()


def test_pillars_that_the_set_names_part_equal_totals() -> None:
    index = a_set(indicator("1", "rubric", "10", "1"), indicator("2", "rubric", "10", "2"), ties=["2"])
    layout = Layout(index)
    sheets = [(5, 5), (4, 6), (6, 4), (4, 6), (9, 9)]
    records = [layout.pack({"1": Answer((a * SCALE,)), "2": Answer((b * SCALE,))}) for a, b in sheets]
    result = Scorer(index, {}).run(layout.table(records))
    assert ranks(keys_of(index, result)).tolist() == [4, 2, 5, 2, 1]


def test_points_that_do_not_apply_leave_the_denominator() -> None:
    rows = (indicator("1", "rubric", "60"), indicator("2", "rubric", "40") | {"may_skip": True})
    answers = {"1": Answer((45 * SCALE,)), "2": Answer((None,), skipped=True)}
    totals = {rule: score(a_set(*rows, not_applicable=rule), answers, {}).total for rule in ("rescale", "full", "zero")}
    assert totals == {"rescale": 75 * SCALE, "full": 85 * SCALE, "zero": 45 * SCALE}


def test_numbers_are_read_without_losing_a_digit() -> None:
    assert [fixed(text) for text in ("2.5", "0.0001", "100")] == [25000, 1, 1000000]
    assert plain(fixed("100")) == "100"
    for bad in ("0.00001", "abc", "NaN"):
        with pytest.raises(ValueError):
            fixed(bad)


def _bad(**change: object) -> IndexSet:
    row = indicator("1", "ratio", "10", a="a", b="b") | change
    return read_set({"name": "x", "pillars": [{"code": "1", "name": "p", "max": "10"}], "indicators": [row]})


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"kind": "guess"}, "kind"),
        ({"params": {}}, "a"),
        ({"pillar": "9"}, "pillar"),
        ({"max": "-1"}, "max"),
        ({"max": "1.00001"}, "max"),
        ({"name": ""}, "name"),
        ({"kind": "ratio_threshold", "params": {"a": "a", "b": "b", "threshold": "120"}}, "threshold"),
        ({"kind": "ratio_bands", "params": {"a": "a", "b": "b", "bands": ["40", "20"]}}, "bands"),
        ({"kind": "ratio_bands", "params": {"a": "a", "b": "b", "bands": 7}}, "bands"),
        ({"kind": "lookup", "params": {"of": "x", "table": [["1", "99"]]}}, "table"),
        ({"kind": "tier", "params": {"choices": [["x", "2"]]}}, "choices"),
        ({"kind": "ordinal", "params": {"levels": ["một"]}}, "levels"),
    ],
)
def test_data_that_is_no_set_is_refused_with_its_place(change: dict[str, object], where: str) -> None:
    with pytest.raises(BadSet) as error:
        _bad(**change)
    assert error.value.why == where


_EDGES = (0, 1, 2, 3, 4, 5)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_sheets_that_sit_on_ties_and_thresholds_agree_with_the_reference(data: st.DataObject) -> None:
    """Every sheet answers a pillar with one level throughout, so that shares lie on 0, 20, 40, 60, 80 and 100 percent, and
    totals are equal again and again; ratios stand on their bounds, in tenths that no float has."""
    index = ordinals(13, 1, 16, 13, 10, 7, levels=LEVELS)
    layout = Layout(index)
    sheets = []
    for _ in range(data.draw(st.integers(2, 12))):
        chosen = {pillar.code: data.draw(st.sampled_from(_EDGES)) for pillar in index.pillars}
        sheets.append({one.code: Answer((chosen[one.pillar],)) for one in index.indicators})
    result = Scorer(index, {}).run(layout.table([layout.pack(sheet) for sheet in sheets]))
    found = [score(index, sheet, {}) for sheet in sheets]
    assert result.total.tolist() == [one.total for one in found]
    assert result.level is not None
    assert result.level.tolist() == [one.level for one in found]
    assert ranks(result.total).tolist() == _oracle([one.total for one in found], [0] * len(found))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 10**9)), min_size=1, max_size=20), st.integers(-1, 1))
def test_a_ratio_on_its_bound_is_not_above_it(rows: list[tuple[int, int]], off: int) -> None:
    index = a_set(indicator("1", "ratio_bands", "9", a="a", b="b", bands=[str(10 * n) for n in range(1, 10)]))
    layout = Layout(index)
    sheets = [{"1": Answer((max(0, tenth * whole + off), 10 * whole))} for tenth, whole in rows]
    result = Scorer(index, {}).run(layout.table([layout.pack(sheet) for sheet in sheets]))
    assert result.total.tolist() == [score(index, sheet, {}).total for sheet in sheets]


_TARGETS = st.builds(
    Wanted,
    st.sampled_from(["Thủ tục làm trực tuyến", "Lớp kỹ năng số", "Hồ sơ điện tử"]),
    st.sampled_from(["", "II.1", "II.2"]),
    st.builds(
        TargetFact,
        st.sampled_from(["ratio", "count", "yes_no", "rubric"]),
        st.sampled_from([">=", "<=", "="]),
        st.decimals(min_value=0, max_value=2_000_000, places=2),
        st.sampled_from(["%", "lớp"]),
    ),
    levels=st.sampled_from([(), ("chưa", "một phần", "đủ")]),
)


@given(st.lists(_TARGETS, min_size=1, max_size=12))
def test_a_set_of_any_targets_is_sound_and_who_reaches_a_target_has_all_its_points(wanted: list[Wanted]) -> None:
    index = read_set(set_of("Bộ thử", wanted, ["department"], "Kế hoạch số 1", ""))
    assert not [flaw for flaw in flaws(index) if flaw.grave]
    assert index.full == 10 * SCALE * len(wanted)
    for one, target in zip(index.indicators, wanted, strict=True):
        value = fixed(target.fact.value)
        if one.kind in ("count_cap", "lookup"):
            assert one.formula.points((value,)) == one.full
            assert one.formula.points((0,)) == 0
        if one.kind == "ratio_threshold":
            assert one.formula.points((value, 100 * SCALE)) == one.full
