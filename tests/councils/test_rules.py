"""Places in a quota."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thidua.councils.rules import Standing, allocate

standings = st.lists(
    st.builds(
        Standing,
        pk=st.integers(1, 10**6),
        yes=st.integers(0, 9),
        base=st.just(9),
        merit=st.sampled_from([Decimal(0), Decimal(1)]),
    ),
    max_size=12,
    unique_by=lambda s: s.pk,
)


@given(standings, st.none() | st.integers(0, 6))
def test_nobody_is_lost_and_the_places_are_never_exceeded(passed: list[Standing], places: int | None) -> None:
    found = allocate(passed, places)
    assert sorted(found.places()) == sorted(s.pk for s in passed)
    assert places is None or len(found.placed) <= places
    assert found.tied().isdisjoint(found.placed)


@given(standings, st.integers(0, 6))
def test_whoever_has_a_place_stands_before_whoever_has_none(passed: list[Standing], places: int) -> None:
    found, by = allocate(passed, places), {s.pk: s for s in passed}
    waiting = [pk for equal in found.reserve for pk in equal]
    assert all(by[placed].order > by[other].order for placed in found.placed for other in waiting)
    for equal in found.reserve:
        assert len({by[pk].order for pk in equal}) == 1
    heads = [by[equal[0]].order for equal in found.reserve]
    assert heads == sorted(set(heads), reverse=True)
    if found.reserve:
        assert len(found.placed) + len(found.reserve[0]) > places


@given(standings, st.integers(1, 6), st.data())
def test_one_more_vote_never_costs_a_place(passed: list[Standing], places: int, data: st.DataObject) -> None:
    found = allocate(passed, places)
    if not found.placed:
        return
    pk = data.draw(st.sampled_from(found.placed))
    more = [Standing(s.pk, s.yes + (s.pk == pk), s.base, s.merit) for s in passed]
    assert pk in allocate(more, places).placed
