"""Every waiting dossier says with whom it waits, since when and until when."""

from datetime import timedelta

import pytest

from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.decisions.actions import FLOW as DECISION_FLOW
from thidua.journal.door import perform
from thidua.kernel.vietnamese import format_date
from thidua.nominations.models import Nomination
from thidua.nominations.whereabouts import Whereabouts, whereabouts
from thidua.people.actions import delegate
from thidua.people.models import RoleHolding


def of(nomination: Nomination) -> Whereabouts:
    near = ("round__movement", "round__awarder", "unit", "offer__movement")
    found = whereabouts(Nomination.objects.select_related(*near).get(pk=nomination.pk))
    assert found is not None
    return found


def name(world: World, who: str) -> str:
    return world.users[who].full_name


def test_from_draft_to_decision(reported: World) -> None:
    draft = reported.draft_nomination()
    assert of(draft).where.startswith("chờ đơn vị hoàn thiện")
    assert set(of(draft).names) == {name(reported, "officer"), name(reported, "head")}
    assert of(draft).since == TODAY
    one = reported.walk(draft)
    found = of(one)
    assert (found.where, found.names) == ("chờ đưa vào phiên họp Hội đồng", (name(reported, "secretary"),))
    assert found.due is not None
    assert found.standing == "ok"
    session = reported.plan_session()
    assert "Phiên 1" in of(one).where
    perform(SESSION_FLOW, session, "cancel", actor=reported.actor("secretary"), reason="Hoãn họp")
    reported.hold_session()
    assert of(one).where == "chờ lập dự thảo quyết định"
    decision = reported.draw_up()
    for verb, who, hands in (("submit", "secretary", "chairman"), ("sign", "chairman", "clerk")):
        decision = perform(DECISION_FLOW, decision, verb, actor=reported.actor(who))
        assert of(one).names == (name(reported, hands),)
        assert of(one).address == decision.get_absolute_url()
    perform(DECISION_FLOW, decision, "number", actor=reported.actor("clerk"))
    assert whereabouts(Nomination.objects.get()) is None


def test_the_time_limit_of_a_step_is_read_and_told(ready: World, monkeypatch: pytest.MonkeyPatch) -> None:
    Rule.objects.create(
        province=ready.province,
        kind="time_limit",
        key="council",
        valid_from=TODAY - timedelta(days=90),
        article="Quy chế",
        data={"workdays": 3, "near": 1, "silence": "wait"},
    )
    monkeypatch.setattr("thidua.nominations.whereabouts.since", lambda row: TODAY - timedelta(days=30))
    found = of(ready.nomination)
    assert (found.standing, found.since) == ("late", TODAY - timedelta(days=30))
    page = ready.client("officer").get(ready.nomination.get_absolute_url()).content.decode()
    for told in ("quá hạn", "chưa được đối chiếu", format_date(found.due), name(ready, "secretary")):
        assert told in page


def test_who_stands_in_is_named(ready: World) -> None:
    holding = RoleHolding.objects.get(user=ready.users["secretary"])
    until = TODAY + timedelta(days=5)
    delegate(
        holding, ready.users["second"], start=TODAY, end=until, basis="Giấy ủy quyền", actor=ready.actor("secretary")
    )
    assert of(ready.nomination).names == (f"{name(ready, 'secretary')} → {name(ready, 'second')}",)


@pytest.mark.parametrize(("who", "linked"), [("secretary", True), ("officer", False)])
def test_what_somebody_may_not_open_is_no_link(ready: World, who: str, linked: bool) -> None:
    session = ready.plan_session()
    page = ready.client(who).get(ready.nomination.get_absolute_url()).content.decode()
    assert "trong chương trình phiên họp" in page
    assert (session.get_absolute_url() in page) == linked
