import pytest

from tests.world import TODAY, World
from thidua.councils.actions import FLOW, cast, end_membership, take_roll
from thidua.councils.queries import seats_on
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.papers.text import text_of


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {r.code for r in refused.value.refusals}


def test_no_session_without_a_quorum(ready: World) -> None:
    session = ready.plan_session()
    take_roll(session, seats_on(session)[:1], actor=ready.actor("secretary"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, session, "open", actor=ready.actor("secretary"))
    assert codes(refused) == {"session.no_quorum"}


def test_a_vote_by_someone_who_may_not(ready: World) -> None:
    session = ready.open_session()
    item = session.items.get()
    with pytest.raises(Refused) as refused:
        cast(item, "yes", actor=ready.actor("appraiser"))
    assert codes(refused) == {"machine.right", "ballot.no_seat"}
    cast(item, "yes", actor=ready.actor("member"))
    with pytest.raises(Refused) as refused:
        cast(item, "no", actor=ready.actor("member"))
    assert codes(refused) == {"ballot.twice"}
    answer = ready.client("appraiser").post(f"/hoi-dong/phieu/{item.pk}/", {"choice": "yes"})
    assert answer.status_code == 404


def test_a_member_related_to_the_nominee_does_not_vote(ready: World) -> None:
    session = ready.open_session()
    item = session.items.get()
    item.nomination.nominee = ready.users["member"]
    item.nomination.save()
    with pytest.raises(Refused) as refused:
        cast(item, "yes", actor=ready.actor("member"))
    assert codes(refused) == {"ballot.related"}


def test_closing_counts_moves_and_writes_the_minutes(ready: World) -> None:
    ready.hold_session()
    ready.nomination.refresh_from_db()
    assert ready.nomination.state == "approved"
    result = ready.session.items.get().result
    assert (result["yes"], result["base"], result["approved"]) == (3, 3, True)
    text = text_of(ready.session.minutes.content())
    assert "Sở Y tế" in text
    assert "chưa được đối chiếu" in text


def test_too_few_votes_refuse_with_the_count(ready: World) -> None:
    session = ready.open_session()
    item = session.items.get()
    cast(item, "yes", actor=ready.actor("member"))
    cast(item, "yes", actor=ready.actor("second"))
    cast(item, "no", actor=ready.actor("chairman"))
    perform(FLOW, session, "close", actor=ready.actor("secretary"))
    ready.nomination.refresh_from_db()
    assert ready.nomination.state == "refused"
    page = ready.client("officer").get(ready.nomination.get_absolute_url()).content.decode()
    assert "2/3 tán thành, cần 80%" in page


def test_closing_waits_for_votes(ready: World) -> None:
    session = ready.open_session()
    with pytest.raises(Refused) as refused:
        perform(FLOW, session, "close", actor=ready.actor("secretary"))
    assert codes(refused) == {"session.unvoted"}
    assert refused.value.refusals[0].values["count"] == 3


def test_losing_the_quorum_neither_closes_nor_refuses(ready: World) -> None:
    session = ready.open_session()
    take_roll(session, seats_on(session)[:1], actor=ready.actor("secretary"))
    item = session.items.get()
    cast(item, "yes", actor=ready.actor("member"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, session, "close", actor=ready.actor("secretary"))
    assert codes(refused) == {"session.no_quorum"}
    perform(FLOW, session, "cancel", actor=ready.actor("secretary"), reason="Hoãn họp")
    ready.nomination.refresh_from_db()
    assert ready.nomination.state == "ready"


def test_a_member_in_an_open_session_keeps_their_seat(ready: World) -> None:
    session = ready.open_session()
    with pytest.raises(Refused) as refused:
        end_membership(seats_on(session)[0], day=TODAY, actor=ready.actor("admin"))
    assert codes(refused) == {"seat.in_session"}
