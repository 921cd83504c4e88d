"""The reserve list: its order binds, equals are voted on once more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.councils.actions import FLOW, cast, plan_session, take_roll
from thidua.councils.models import Session
from thidua.councils.queries import ready_for, seats_on
from thidua.councils.reserve import line_of
from thidua.councils.rules import line_up
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.movements.models import Offer
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import open_round
from thidua.nominations.models import Nomination

DAY = date(2020, 11, 2)
names = ("member", "second", "chairman")


def state_of(name: str) -> str:
    return Nomination.objects.get(subject_name=name).state


def hold(world: World, votes: dict[str, tuple[str, str, str]]) -> Session:
    """A session in which each nominee gets these votes."""
    secretary = world.actor("secretary")
    session = plan_session(world.body, ready_for(world.body), name="Phiên", held_on=TODAY, actor=secretary)
    take_roll(session, dict.fromkeys(seats_on(session)), actor=secretary)
    session = perform(FLOW, session, "open", actor=secretary)
    for item in session.items.select_related("nomination"):
        for name, choice in zip(names, votes[item.nomination.subject_name], strict=True):
            cast(item, choice, actor=world.actor(name))
    return perform(FLOW, session, "close", actor=secretary)  # type: ignore[no-any-return]  # a session


def nominated(world: World, *subjects: str) -> None:
    for name in subjects:
        world.nominate(name)
    Offer.objects.update(collectives=1)


def promote(world: World, name: str) -> Nomination:
    row = Nomination.objects.select_related("round__movement", "offer__movement").get(subject_name=name)
    return perform(NOMINATION_FLOW, row, "promote", actor=world.actor("secretary"))  # type: ignore[no-any-return]  # a nomination


def test_a_place_that_falls_free_goes_to_the_first_of_the_list(reported: World) -> None:
    lower_threshold(reported)
    nominated(reported, "Phòng Một", "Phòng Hai", "Phòng Ba")
    all_, two = ("yes", "yes", "yes"), ("yes", "yes", "abstain")
    Offer.objects.update(collectives=0)
    hold(reported, {"Phòng Một": two, "Phòng Hai": all_, "Phòng Ba": two})
    Offer.objects.update(collectives=1)
    with pytest.raises(Refused) as refused:
        promote(reported, "Phòng Ba")
    assert codes(refused) == {"reserve.not_first"}
    page = reported.client("secretary").get(Nomination.objects.get(subject_name="Phòng Ba").get_absolute_url())
    assert "đến lượt: Phòng Hai" in page.content.decode()
    assert promote(reported, "Phòng Hai").state == "approved"


def test_equals_are_voted_on_once_more(reported: World) -> None:
    nominated(reported, "Phòng Một", "Phòng Hai")
    every = ("yes", "yes", "yes")
    hold(reported, {"Phòng Một": every, "Phòng Hai": every})
    assert (state_of("Phòng Một"), state_of("Phòng Hai")) == ("reserve", "reserve")
    with pytest.raises(Refused) as refused:
        promote(reported, "Phòng Một")
    assert codes(refused) == {"reserve.tied"}
    assert reported.round in reported.client("secretary").get("/hoi-dong/").context["waiting"]
    again = hold(reported, {"Phòng Một": ("no", "abstain", "yes"), "Phòng Hai": ("yes", "no", "yes")})
    assert {(i.again, i.outcome) for i in again.items.all()} == {(True, "placed"), (True, "reserve")}
    assert (state_of("Phòng Một"), state_of("Phòng Hai")) == ("reserve", "approved")
    assert not ready_for(reported.body).exists()
    back = Nomination.objects.get(subject_name="Phòng Hai")
    perform(NOMINATION_FLOW, back, "send_back", actor=reported.actor("secretary"), reason="Hồ sơ chưa đủ thành phần")
    assert promote(reported, "Phòng Một").state == "approved"


def test_equal_once_more_stay_equal(reported: World) -> None:
    nominated(reported, "Phòng Một", "Phòng Hai")
    every = ("yes", "yes", "yes")
    for _ in range(2):
        hold(reported, {"Phòng Một": every, "Phòng Hai": every})
    assert ready_for(reported.body).count() == 2
    one = Nomination.objects.get(subject_name="Phòng Một")
    perform(NOMINATION_FLOW, one, "release", actor=reported.actor("secretary"), reason="Hết số lượng")
    assert not ready_for(reported.body).exists()
    assert promote(reported, "Phòng Hai").state == "approved"


def test_who_was_parted_by_a_further_vote_stands_before_who_came_after_them() -> None:
    first, second = (DAY, 1), (DAY, 2)
    standings = {
        1: [(*first, 2), (*second, 2)],
        2: [(*first, 2), (*second, 1)],
        3: [(*first, 4)],
        4: [(*second, 5)],
    }
    assert line_up(standings) == [[2], [1], [3], [4]]


@given(st.dictionaries(st.integers(1, 50), st.tuples(st.integers(1, 3), st.integers(1, 9)), min_size=1, max_size=9))
def test_nobody_is_lost_from_the_list_and_each_keeps_its_order(rows: dict[int, tuple[int, int]]) -> None:
    found = line_up({pk: [(DAY, *place)] for pk, place in rows.items()})
    assert sorted(pk for equal in found for pk in equal) == sorted(rows)
    assert [rows[equal[0]] for equal in found] == sorted(set(rows.values()))
    assert all(len({rows[pk] for pk in equal}) == 1 for equal in found)


def lower_threshold(world: World) -> None:
    low = {"approval_percent": "50", "denominator": "all_members", "secret": "no"}
    Rule.objects.create(
        province=world.province, kind="threshold", key="BK_TINH", valid_from=DAY, article="Quy chế", data=low
    )


ALL, TWO = ("yes", "yes", "yes"), ("yes", "yes", "abstain")


def send_back(world: World, name: str) -> Nomination:
    row = Nomination.objects.get(subject_name=name)
    reason = "Hồ sơ chưa đủ thành phần"
    return perform(NOMINATION_FLOW, row, "send_back", actor=world.actor("secretary"), reason=reason)  # type: ignore[no-any-return]  # a nomination


def test_equals_below_the_last_place_are_not_ordered_by_chance(reported: World) -> None:
    lower_threshold(reported)
    nominated(reported, "Phòng Một", "Phòng Hai", "Phòng Ba")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": TWO, "Phòng Ba": TWO})
    assert not ready_for(reported.body).exists()
    send_back(reported, "Phòng Một")
    with pytest.raises(Refused) as refused:
        promote(reported, "Phòng Hai")
    assert codes(refused) == {"reserve.tied"}
    assert ready_for(reported.body).count() == 2
    Offer.objects.update(collectives=2)
    assert promote(reported, "Phòng Hai").state == "approved"
    assert promote(reported, "Phòng Ba").state == "approved"


def test_equals_are_parted_for_a_place_whoever_waits_behind_them(reported: World) -> None:
    lower_threshold(reported)
    nominated(reported, "Phòng Một", "Phòng Hai", "Phòng Ba")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": ALL, "Phòng Ba": TWO})
    assert {row.subject_name for row in ready_for(reported.body)} == {"Phòng Một", "Phòng Hai"}
    reported.nominate("Phòng Mới")
    hold(reported, {"Phòng Một": TWO, "Phòng Hai": ALL, "Phòng Mới": ALL})
    assert {name: state_of(name) for name in ("Phòng Một", "Phòng Hai", "Phòng Ba", "Phòng Mới")} == {
        "Phòng Một": "reserve",
        "Phòng Hai": "approved",
        "Phòng Ba": "reserve",
        "Phòng Mới": "reserve",
    }
    row = Nomination.objects.select_related("round__movement", "offer__movement").get(subject_name="Phòng Mới")
    names_in_line = [[one.subject_name for one in equal] for equal in line_of(row)]
    assert names_in_line == [["Phòng Một"], ["Phòng Ba"], ["Phòng Mới"]]


def test_who_waits_in_reserve_comes_before_who_is_new(reported: World) -> None:
    lower_threshold(reported)
    nominated(reported, "Phòng Một", "Phòng Hai")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": TWO})
    send_back(reported, "Phòng Một")
    reported.nominate("Phòng Mới")
    hold(reported, {"Phòng Mới": ALL})
    assert state_of("Phòng Mới") == "reserve"
    assert promote(reported, "Phòng Hai").state == "approved"


def test_equals_of_two_rounds_are_voted_on_together_and_nobody_gets_a_place_without_a_vote(reported: World) -> None:
    nominated(reported, "Phòng Một")
    fields = {"name": "Đợt 2", "occasion": reported.round.occasion, "closes": TODAY}
    reported.round = open_round(reported.movement, actor=reported.actor("office"), **fields)
    reported.nominate("Phòng Hai")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": ALL})
    secretary = reported.actor("secretary")
    chosen = ready_for(reported.body).filter(round=reported.round)
    session = plan_session(reported.body, chosen, name="Lại", held_on=TODAY, actor=secretary)
    assert session.items.count() == 2
    take_roll(session, dict.fromkeys(seats_on(session)), actor=secretary)
    session = perform(FLOW, session, "open", actor=secretary)
    for item in session.items.all():
        for name in names:
            cast(item, "no", actor=reported.actor(name))
    perform(FLOW, session, "close", actor=secretary)
    assert {state_of("Phòng Một"), state_of("Phòng Hai")} == {"reserve"}


def test_who_was_sent_back_and_passed_anew_stands_where_that_session_put_them(reported: World) -> None:
    lower_threshold(reported)
    nominated(reported, "Phòng Một", "Phòng Hai")
    Offer.objects.update(collectives=0)
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": TWO})
    reported.walk(send_back(reported, "Phòng Một"))
    hold(reported, {"Phòng Một": ALL})
    row = Nomination.objects.select_related("round__movement", "offer__movement").get(subject_name="Phòng Một")
    assert [[one.subject_name for one in equal] for equal in line_of(row)] == [["Phòng Hai"], ["Phòng Một"]]


@pytest.mark.parametrize("verb", ["promote", "release", "send_back"])
def test_who_is_to_be_voted_on_once_more_stays_until_then(reported: World, verb: str) -> None:
    nominated(reported, "Phòng Một", "Phòng Hai")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": ALL})
    reported.plan_session()
    Offer.objects.update(collectives=2)
    near = ("round__movement", "offer__movement")
    row = Nomination.objects.select_related(*near).get(subject_name="Phòng Hai")
    with pytest.raises(Refused) as refused:
        perform(NOMINATION_FLOW, row, verb, actor=reported.actor("secretary"), reason="Lý do")
    assert codes(refused) == {"reserve.on_agenda"}


def test_a_member_reads_what_is_voted_on_once_more(reported: World) -> None:
    nominated(reported, "Phòng Một", "Phòng Hai")
    hold(reported, {"Phòng Một": ALL, "Phòng Hai": ALL})
    reported.open_session()
    row = Nomination.objects.get(subject_name="Phòng Một")
    assert row.state == "reserve"
    assert reported.client("second").get(row.get_absolute_url()).status_code == 200
