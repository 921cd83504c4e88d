"""What came up after the appraisal still counts when it is decided on; whom an award goes to stays who was judged."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.actions import FLOW as RULE_FLOW
from thidua.awards.actions import enter_bar, enter_grant, propose, recipient_of
from thidua.awards.models import Bar, Grant, Recipient, Rule
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.councils.actions import cast, recuse, take_roll
from thidua.councils.queries import seats_on
from thidua.decisions.actions import FLOW, draw_up
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations import judging
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import open_round, save
from thidua.nominations.models import Nomination
from thidua.nominations.settling import settle
from thidua.people.queries import actor_of


def bar(world: World, recipient: Recipient) -> Bar:
    fields = {"kind": "inspection", "valid_from": TODAY, "number": "45/KL-TTr ngày 02/11/2026"}
    return enter_bar(recipient, actor=world.actor("appraiser"), **fields)


def test_a_bar_entered_after_the_council_stops_the_signature(approved: World) -> None:
    decision = approved.draw_up()
    perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    unit = approved.units["SYT"]
    bar(approved, recipient_of(approved.province, kind="collective", name=unit.name, unit=unit))
    with pytest.raises(Refused) as refused:
        perform(FLOW, decision, "sign", actor=approved.actor("chairman"))
    assert codes(refused) == {"decision.condition"}


def test_two_rounds_do_not_award_one_achievement_twice(approved: World) -> None:
    first, occasion = approved.round, approved.round.occasion
    fields = {"name": "Đợt 2", "occasion": occasion, "closes": TODAY + timedelta(days=9)}
    approved.round = open_round(approved.movement, actor=approved.actor("office"), **fields)
    approved.movement.offers.update(collectives=9)
    approved.walk(approved.draft_nomination())
    approved.hold_session()
    decision = draw_up([first, approved.round], subject="Khen", actor=approved.actor("secretary"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    assert codes(refused) == {"decision.twice"}


def test_another_person_is_another_dossier(reported: World) -> None:
    nomination = reported.draft_nomination("Nguyễn Thị Hòa", "individual")
    head, office = reported.actor("head"), reported.actor("office")
    perform(NOMINATION_FLOW, nomination, "submit", actor=head)
    perform(NOMINATION_FLOW, nomination, "return", actor=office, reason="wrong_subject")
    with pytest.raises(Refused) as refused:
        save(nomination, {"subject_name": "Trần Văn Bình"}, actor=reported.actor("officer"))
    assert codes(refused) == {"nomination.another"}
    assert save(nomination, {"subject_name": "Nguyễn Thị Hoà"}, actor=reported.actor("officer")).received_on == TODAY


def test_every_entry_of_a_person_counts_once_it_is_said_to_be_theirs(reported: World) -> None:
    first, second = (
        recipient_of(reported.province, kind="individual", name="Nguyễn Thị Hòa", unit=reported.units[code])
        for code in ("SYT", "X1")
    )
    bar(reported, second)
    nomination = reported.draft_nomination("Nguyễn Thị Hòa", "individual")
    settle(nomination, first, actor=reported.actor("office"))
    verdicts = {one.code: one.verdict for one in judging.judge([Nomination.objects.get()])[nomination.pk]}
    assert verdicts["bars"] == "unknown"
    settle(nomination, second, actor=reported.actor("office"))
    verdicts = {one.code: one.verdict for one in judging.judge([Nomination.objects.get()])[nomination.pk]}
    assert verdicts["bars"] == "not_met"
    assert Bar.objects.get().recipient == first


def test_a_decision_of_another_body_with_its_number_and_day_stays(issued: World) -> None:
    (own,) = Grant.objects.all()
    copied = ("decision_date", "award_code", "award_name", "achievement", "year", "decision_number")
    same = {name: getattr(own, name) for name in copied}
    other = enter_grant(
        actor=system(),
        province=issued.province,
        kind="individual",
        unit=issued.units["X1"],
        subject_name="Lê Văn Tám",
        **same,
    )
    issued.revoke()
    assert dict(Grant.objects.values_list("pk", "revoked")) == {own.pk: True, other.pk: False}


def test_an_item_that_too_few_may_vote_on_waits_for_another_session(ready: World) -> None:
    session, secretary = ready.plan_session(), ready.actor("secretary")
    there = [seat for seat in seats_on(session) if seat.user_id != ready.users["chairman"].pk]
    take_roll(session, dict.fromkeys(there), actor=secretary)
    session = perform(SESSION_FLOW, session, "open", actor=secretary)
    item = session.items.get()
    recuse(item, there[0], reason="có liên quan", actor=secretary)
    cast(item, "yes", actor=actor_of(there[1].user, TODAY))
    session = perform(SESSION_FLOW, session, "close", actor=secretary)
    assert session.items.get().outcome == "waits"
    assert Nomination.objects.get().state == "ready"
    assert "xét ở phiên khác" in ready.client("secretary").get(session.get_absolute_url()).content.decode()


def test_a_quorum_confirmed_before_the_session_holds_when_it_opens(ready: World) -> None:
    session, secretary = ready.plan_session(), ready.actor("secretary")
    Rule.objects.create(
        province=ready.province,
        kind="quorum",
        valid_from=TODAY,
        article="Quy chế",
        data={"quorum_percent": "75", "related_counted": "no", "deputy_votes": "no"},
    )
    take_roll(session, dict.fromkeys(seats_on(session)[:2]), actor=secretary)
    with pytest.raises(Refused) as refused:
        perform(SESSION_FLOW, session, "open", actor=secretary)
    assert codes(refused) == {"session.no_quorum"}
    take_roll(session, dict.fromkeys(seats_on(session)), actor=secretary)
    opened = perform(SESSION_FLOW, session, "open", actor=secretary)
    assert opened.items.get().motion.quorum_percent == 75


def test_who_was_revoked_is_on_no_list_to_sign_on(issued: World) -> None:
    clerk, office = issued.client("clerk"), issued.client("office")
    addresses = (
        (clerk, f"/quyet-dinh/{issued.decision.pk}/trao-bang/?tep=1"),
        (office, f"/quyet-dinh/{issued.decision.pk}/chi-tien-thuong/"),
    )

    def names(client: Client, address: str) -> list[str]:
        content = client.get(address).content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return [str(row[1]) for row in rows[1:]]

    assert all("Sở Y tế" in names(*one) for one in addresses)
    issued.revoke()
    assert not any("Sở Y tế" in names(*one) for one in addresses)


def test_a_draft_follows_the_rule_on_parts_until_it_is_received(reported: World) -> None:
    reported.movement.plan.items.filter(kind="dossier_part").delete()
    draft, sent = reported.draft_nomination(), reported.draft_nomination("Người một", "individual")
    perform(NOMINATION_FLOW, sent, "submit", actor=reported.actor("head"))
    before = set(sent.parts.values_list("name", flat=True))
    typed = {"parts": "Tờ trình | submission\nBản cam kết | upload", "copies": "1"}
    dated = {"valid_from": TODAY, "valid_to": None, "article": "Quy chế", "confirmed": True}
    change = propose(
        reported.province, "dossier", "", typed, actor=reported.actor("secretary"), why="Quy chế mới", **dated
    )
    perform(RULE_FLOW, change, "confirm", actor=reported.actor("appraiser"))
    run_jobs()
    assert {"Tờ trình", "Bản cam kết"} <= set(draft.parts.values_list("name", flat=True))
    assert set(sent.parts.values_list("name", flat=True)) == before
