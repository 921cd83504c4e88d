from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thidua.units.rules import Place, Succession, check_succession, descendants, has_circle, heirs, parents_on

DAY = date(2025, 7, 1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_a_tree_built_downwards_has_no_circle_and_its_root_reaches_all(choices: list[int]) -> None:
    places = [Place(0, None, date(2000, 1, 1))]
    places += [Place(n, choice % n, date(2000, 1, 1)) for n, choice in enumerate(choices, 1)]
    parents = parents_on(places, DAY)
    assert not has_circle(parents)
    assert descendants(parents, 0) == set(range(len(choices) + 1))


def test_a_circle_is_seen() -> None:
    assert has_circle({1: 2, 2: 3, 3: 1})


def test_only_the_places_of_the_day_count() -> None:
    places = [Place(2, 1, date(2000, 1, 1), date(2025, 6, 30)), Place(2, 9, DAY)]
    assert parents_on(places, date(2025, 6, 30)) == {2: 1}
    assert parents_on(places, DAY) == {2: 9}


@given(st.integers(2, 5), st.integers(2, 4))
def test_every_unit_is_accounted_for_through_merge_and_split(merged: int, divided: int) -> None:
    sources = tuple(range(merged))
    joined, parts = 100, tuple(range(200, 200 + divided))
    history = [
        Succession("merge", date(2025, 7, 1), sources, (joined,)),
        Succession("split", date(2026, 7, 1), (joined,), parts),
    ]
    for unit in sources:
        assert heirs(history, unit, date(2025, 6, 30)) == {unit}
        assert heirs(history, unit, date(2025, 7, 1)) == {joined}
        assert heirs(history, unit, date(2027, 1, 1)) == set(parts)


def test_wrong_shapes_are_refused() -> None:
    def codes(kind: str, sources: tuple[int, ...], targets: tuple[int, ...]) -> list[str]:
        return [r.code for r in check_succession(Succession(kind, DAY, sources, targets), {1, 2})]

    assert codes("merge", (1, 2), (3,)) == []
    assert codes("merge", (1,), (3,)) == ["succession.shape"]
    assert codes("split", (1,), (3,)) == ["succession.shape"]
    assert codes("rename", (9,), (3,)) == ["succession.gone"]
    assert codes("merge", (1, 2), (2,)) == ["succession.same"]
    assert codes("dissolve", (1,), ()) == []
