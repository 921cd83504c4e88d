from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thidua.people.rules import ROLES, Holding, grants, lender
from thidua.ui.names import NAMES

DAY = date(2026, 1, 15)


@given(st.sampled_from(sorted(ROLES)), st.integers(-30, 30), st.integers(0, 30))
def test_a_role_grants_its_words_exactly_while_it_is_held(role: str, start: int, length: int) -> None:
    first = DAY + timedelta(days=start)
    holding = Holding(role, 7, 3, first, first + timedelta(days=length))
    found = grants([holding], DAY)
    if first <= DAY <= first + timedelta(days=length):
        assert found == {(w, "u:7") for w in ROLES[role].at_unit} | {(w, "p:3") for w in ROLES[role].in_province}
    else:
        assert not found


def test_who_signs_does_not_number_and_who_votes_does_not_run_the_session() -> None:
    for role in ROLES.values():
        words = role.at_unit | role.in_province
        assert not {"decision.sign", "decision.number"} <= words
        assert not {"council.vote", "council.run"} <= words
        assert not {"unit.submit", "office.review"} <= words


def test_acting_for_another_is_told() -> None:
    assert lender([Holding("chairman", 1, 1, DAY, None, by_delegation_of=5)], DAY) == 5
    assert (
        lender([Holding("chairman", 1, 1, DAY, None, by_delegation_of=5), Holding("auditor", 1, 1, DAY)], DAY) is None
    )


def test_every_role_is_named_on_screen() -> None:
    assert set(ROLES) <= set(NAMES["role"])
