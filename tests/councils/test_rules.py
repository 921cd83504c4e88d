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
    assert sorted((*found.placed, *found.reserve)) == sorted(s.pk for s in passed)
    assert places is None or len(found.placed) <= places
    assert set(found.tied) <= set(found.reserve)


@given(standings, st.integers(0, 6))
def test_whoever_has_a_place_stands_before_whoever_has_none(passed: list[Standing], places: int) -> None:
    found, by = allocate(passed, places), {s.pk: s for s in passed}
    assert all(by[placed].order > by[other].order for placed in found.placed for other in found.reserve)
    if found.tied:
        assert len({by[pk].order for pk in found.tied}) == 1
        assert len(found.placed) < places
    elif len(passed) > places:
        assert len(found.placed) == places or places == 0


@given(standings, st.integers(1, 6), st.data())
def test_one_more_vote_never_costs_a_place(passed: list[Standing], places: int, data: st.DataObject) -> None:
    found = allocate(passed, places)
    if not found.placed:
        return
    pk = data.draw(st.sampled_from(found.placed))
    more = [Standing(s.pk, s.yes + (s.pk == pk), s.base, s.merit) for s in passed]
    assert pk in allocate(more, places).placed
