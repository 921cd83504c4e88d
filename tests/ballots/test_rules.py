from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.ballots.rules import ThresholdFacts, has_quorum, tally

THRESHOLD = st.builds(
    ThresholdFacts,
    st.sampled_from([Decimal("50"), Decimal("66.67"), Decimal("90")]),
    st.sampled_from([Decimal("50"), Decimal("66.67"), Decimal("80"), Decimal("90")]),
    st.sampled_from(["all_members", "present", "ballots"]),
)
CHOICES = st.lists(st.sampled_from(["yes", "no", "abstain"]), max_size=25)


@given(CHOICES, st.integers(0, 10), st.integers(0, 10), THRESHOLD)
def test_votes_are_conserved_and_one_more_yes_never_turns_approval_into_refusal(
    choices: list[str], silent: int, absent: int, threshold: ThresholdFacts
) -> None:
    present = len(choices) + silent
    counted = tally(choices, members=present + absent, present=present, threshold=threshold)
    assert counted.ballots == len(choices)
    more = tally([*choices, "yes"], members=present + absent + 1, present=present + 1, threshold=threshold)
    changed = (
        tally(["yes", *choices[1:]], members=present + absent, present=present, threshold=threshold)
        if choices
        else counted
    )
    assert changed.approved or not counted.approved
    if threshold.denominator == "ballots" and counted.approved:
        assert more.approved


@pytest.mark.parametrize(
    ("present", "members", "enough"),
    [(2, 3, True), (6, 9, True), (5, 9, False), (14, 22, False), (15, 22, True), (0, 0, False)],
)
def test_two_thirds_are_present(present: int, members: int, enough: bool) -> None:
    assert has_quorum(present, members, Decimal("66.67")) is enough


def test_half_is_enough_or_must_be_exceeded_as_the_rule_says() -> None:
    reached = ThresholdFacts(Decimal(50), Decimal(50), "all_members")
    assert tally(["yes"] * 5, members=10, present=10, threshold=reached).approved
    threshold = ThresholdFacts(Decimal(50), Decimal(50), "all_members", more_than=True)
    assert not tally(["yes"] * 5, members=10, present=10, threshold=threshold).approved
    assert tally(["yes"] * 6, members=10, present=10, threshold=threshold).approved


def test_more_ballots_than_people_is_an_error() -> None:
    with pytest.raises(ValueError):
        tally(["yes", "yes"], members=3, present=1, threshold=ThresholdFacts(Decimal(0), Decimal(50), "present"))
