from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections

from tests.refusing import codes
from tests.world import TODAY, World, wipe
from thidua.awards.actions import enter_bar, recipient_of
from thidua.awards.models import Rule
from thidua.ballots.actions import seat
from thidua.ballots.models import Vote
from thidua.councils.actions import FLOW, cast, end_membership, take_roll
from thidua.councils.models import Session
from thidua.councils.queries import Chamber, chamber, seats_on
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import open_round
from thidua.nominations.models import Nomination
from thidua.papers.text import text_of
from thidua.people.actions import appoint


def test_no_session_without_a_quorum(ready: World) -> None:
    session = ready.plan_session()
    take_roll(session, dict.fromkeys(seats_on(session)[:1]), actor=ready.actor("secretary"))
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
    answer = ready.client("officer").post(f"/hoi-dong/{session.pk}/bieu-quyet/", {f"c{item.pk}": "yes"})
    assert answer.status_code == 404


def test_what_is_marked_is_shown_once_more_before_it_is_cast(ready: World) -> None:
    session = ready.open_session()
    item = session.items.get()
    member, address = ready.client("member"), f"/hoi-dong/{session.pk}/bieu-quyet/"
    assert "ít nhất một nội dung" in member.post(address, {}, follow=True).content.decode()
    review = member.post(address, {f"c{item.pk}": "no"}).content.decode()
    assert "Không tán thành" in review
    assert not Vote.objects.exists()
    assert member.post(address, {f"c{item.pk}": "no", "sure": "1"}).status_code == 302
    assert Vote.objects.get().user == ready.users["member"]
    again = member.post(address, {f"c{item.pk}": "yes", "sure": "1"}, follow=True).content.decode()
    assert Vote.objects.count() == 1
    assert "bạn đã biểu quyết" in again


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
    text = text_of(ready.session.minutes.get().paper.content())
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
    take_roll(session, dict.fromkeys(seats_on(session)[:1]), actor=ready.actor("secretary"))
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


def test_a_dossier_is_judged_by_the_law_of_the_day_it_was_received(ready: World) -> None:
    """One dossier under two laws: a threshold that came in force after it was received does not touch it."""
    later = Rule.objects.create(
        province=ready.province,
        kind="threshold",
        key="BK_TINH",
        valid_from=TODAY,
        article="Quy chế mới",
        data={"approval_percent": "10", "denominator": "present", "secret": "no"},
    )
    ready.nomination.received_on = TODAY - timedelta(days=1)
    ready.nomination.save()
    motion = ready.plan_session().items.get().motion
    assert (motion.approval_percent, motion.denominator) == (80, "all_members")
    perform(FLOW, ready.session, "cancel", actor=ready.actor("secretary"), reason="Hoãn họp")
    later.favourable = True
    later.save()
    assert ready.plan_session().items.get().motion.approval_percent == 10


def test_more_pass_than_the_quota_has_places_and_the_rest_wait_in_reserve(reported: World) -> None:
    for name in ("Phòng Một", "Phòng Hai"):
        reported.nominate(name)
    session = reported.open_session()
    first, second = session.items.order_by("pk")
    for item, votes in ((first, ("yes", "yes", "yes")), (second, ("yes", "yes", "yes"))):
        for name, choice in zip(("member", "second", "chairman"), votes, strict=True):
            cast(item, choice, actor=reported.actor(name))
    first.nomination.is_direct_worker = True
    first.nomination.save()
    perform(FLOW, session, "close", actor=reported.actor("secretary"))
    states = dict(Nomination.objects.values_list("subject_name", "state"))
    assert states == {"Phòng Một": "approved", "Phòng Hai": "reserve"}
    waiting = Nomination.objects.get(state="reserve")
    with pytest.raises(Refused) as refused:
        perform(NOMINATION_FLOW, waiting, "promote", actor=reported.actor("secretary"))
    assert codes(refused) == {"nomination.no_place"}
    back = Nomination.objects.get(state="approved")
    perform(NOMINATION_FLOW, back, "send_back", actor=reported.actor("secretary"), reason="Hồ sơ chưa đủ thành phần")
    assert perform(NOMINATION_FLOW, waiting, "promote", actor=reported.actor("secretary")).state == "approved"


def test_equals_at_the_last_place_all_wait_in_reserve(reported: World) -> None:
    for name in ("Phòng Một", "Phòng Hai"):
        reported.nominate(name)
    session = reported.hold_session()
    assert {(i.outcome, i.tied) for i in session.items.all()} == {("reserve", True)}
    text = text_of(session.minutes.get().paper.content())
    assert "bằng phiếu" in text


def test_one_session_takes_nominees_of_several_rounds(ready: World) -> None:
    occasion = ready.round.occasion
    other = open_round(ready.movement, name="Đợt 2", occasion=occasion, closes=TODAY, actor=ready.actor("office"))
    ready.round = other
    ready.nominate("Nguyễn Văn Bình", "individual")
    session = ready.hold_session()
    assert session.items.values("nomination__round").distinct().count() == 2
    assert session.minutes.count() == 1
    assert set(Nomination.objects.values_list("state", flat=True)) == {"approved"}


def test_a_deputy_counts_and_votes_only_where_the_rule_says_so(ready: World) -> None:
    session = ready.plan_session()
    seats = {seat.user_id: seat for seat in seats_on(session)}
    own = seats[ready.users["second"].pk]
    present = dict.fromkeys(seats.values()) | {own: ready.users["appraiser"]}
    take_roll(session, present, actor=ready.actor("secretary"))
    assert Chamber(session).present == [row for row in Chamber(session).attendances if row.deputy_id is None]
    rule = Rule.objects.get(kind="quorum")
    rule.data["deputy_votes"] = "yes"
    rule.save()
    take_roll(session, present, actor=ready.actor("secretary"))
    assert len(Chamber(session).present) == 3
    session = perform(FLOW, session, "open", actor=ready.actor("secretary"))
    item = session.items.get()
    with pytest.raises(Refused) as refused:
        cast(item, "yes", actor=ready.actor("second"))
    assert codes(refused) == {"ballot.absent"}
    with pytest.raises(Refused) as refused:
        take_roll(session, {own: ready.users["officer"]}, actor=ready.actor("secretary"))
    assert codes(refused) == {"session.deputy"}


def test_related_members_leave_the_denominator_unless_the_rule_counts_them(ready: World) -> None:
    ready.nomination.nominee = ready.users["member"]
    ready.nomination.save()
    session = ready.open_session()
    item = session.items.get()
    for name in ("second", "chairman"):
        cast(item, "yes", actor=ready.actor(name))
    counted = Chamber(session).tally(item)
    assert (counted.members, counted.present, counted.base, counted.approved) == (2, 2, 2, True)
    item.motion.related_counted = True
    item.motion.save()
    counted = Chamber(session).tally(session.items.get())
    assert (counted.members, counted.base, counted.approved) == (3, 3, False)


def _close(world: World, session: Session) -> str:
    try:
        perform(FLOW, session, "close", actor=world.actor("secretary"))
    finally:
        connections.close_all()
    return "closed"


@pytest.mark.xdist_group("threads")
@pytest.mark.django_db(transaction=True)
def test_sessions_that_close_at_once_never_exceed_the_quota() -> None:
    world = World()
    world.launch()
    world.register()
    world.report()
    sessions = []
    for name in ("Phòng Một", "Phòng Hai", "Phòng Ba"):
        world.nominate(name)
        session = world.open_session()
        for item in session.items.all():
            for who in ("member", "second", "chairman"):
                cast(item, "yes", actor=world.actor(who))
        sessions.append(session)
    try:
        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(partial(_close, world), sessions)) == ["closed"] * 3
        states = sorted(Nomination.objects.values_list("state", flat=True))
        assert states == ["approved", "reserve", "reserve"]
    finally:
        wipe()


def test_a_seat_without_the_role_to_vote_is_pointed_out(ready: World) -> None:
    admin = ready.client("admin")
    address = f"/hoi-dong/thanh-vien/?hoi-dong={ready.body.pk}"
    assert "chưa biểu quyết được" not in admin.get(address).content.decode()
    seat(ready.body, user=ready.users["clerk"], post="Ủy viên", start=TODAY, actor=ready.actor("admin"))
    assert "chưa biểu quyết được" in admin.get(address).content.decode()
    appoint(ready.users["clerk"], "council_member", ready.units["VP"], start=TODAY, actor=system())
    assert "chưa biểu quyết được" not in admin.get(address).content.decode()


def test_the_page_says_what_is_open_about_a_nominee_and_how_many_are_missing(ready: World) -> None:
    whom = recipient_of(ready.province, kind="collective", name="Sở Y tế", unit=ready.units["SYT"])
    bar = {"kind": "inspection", "valid_from": TODAY, "number": "45/KL-TTr"}
    enter_bar(whom, actor=ready.actor("appraiser"), **bar)
    session = ready.plan_session()
    page = ready.client("secretary").get(session.get_absolute_url()).content.decode()
    assert "Không thuộc trường hợp chưa được khen: không đạt" in page
    assert "còn thiếu 2 người" in page


def test_a_nominee_is_nobodys_deputy(ready: World) -> None:
    session = ready.plan_session()
    seat_, helper = seats_on(session)[0], ready.users["auditor"]
    Nomination.objects.update(nominee=helper)
    fresh = Session.objects.get(pk=session.pk)
    assert all(helper not in chamber(fresh).deputies(seat) for seat in seats_on(fresh))
    assert seat_ in chamber(fresh).seats
