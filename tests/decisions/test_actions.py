from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections

from tests.refusing import codes
from tests.world import World, wipe
from thidua.awards.actions import recipient_of
from thidua.awards.models import Grant
from thidua.decisions.actions import FLOW, draw_up, drop_line
from thidua.decisions.models import Decision
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.nominations.settling import settle


def test_a_decision_writes_the_ledger_and_takes_a_number(issued: World) -> None:
    assert issued.decision.full_number == "01/QĐ-UBND"
    grant = Grant.objects.get()
    assert (grant.subject_name, grant.decision_number, grant.award_code) == ("Sở Y tế", "01/QĐ-UBND", "BK_TINH")


def test_who_was_said_to_be_somebody_else_gets_an_entry_of_their_own(reported: World) -> None:
    unit = reported.units["SYT"]
    namesake = recipient_of(reported.province, kind="individual", name="Nguyễn Thị Hòa", unit=unit)
    nomination = reported.draft_nomination("Nguyễn Thị Hoà", "individual")
    settle(nomination, None, actor=reported.actor("office"))
    reported.walk(nomination)
    reported.hold_session()
    reported.decide()
    assert Grant.objects.get().recipient != namesake


def test_a_quota_that_was_lowered_after_the_session_stops_the_decision(approved: World) -> None:
    decision = approved.draw_up()
    approved.nomination.offer.collectives = 0
    approved.nomination.offer.save()
    with pytest.raises(Refused) as refused:
        perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    assert codes(refused) == {"decision.over_quota"}
    drop_line(decision.lines.get(), dropped=True, actor=approved.actor("secretary"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    assert codes(refused) == {"decision.empty"}


def test_who_signs_does_not_number(approved: World) -> None:
    decision = approved.draw_up()
    perform(FLOW, decision, "submit", actor=approved.actor("secretary"))
    with pytest.raises(Refused):
        perform(FLOW, decision, "sign", actor=approved.actor("clerk"))
    perform(FLOW, decision, "sign", actor=approved.actor("chairman"))
    with pytest.raises(Refused):
        perform(FLOW, decision, "number", actor=approved.actor("chairman"))


def test_nothing_approved_means_nothing_to_decide(ready: World) -> None:
    with pytest.raises(Refused) as refused:
        draw_up([ready.round], subject="x", actor=ready.actor("secretary"))
    assert codes(refused) == {"decision.nothing_approved"}


def test_revocation_takes_back_the_grant_and_the_award(issued: World) -> None:
    issued.revoke()
    issued.nomination.refresh_from_db()
    assert issued.nomination.state == "revoked"
    assert Grant.objects.get().revoked


def _sign(world: World, decision: Decision) -> str:
    """What came of signing, in a thread with a connection of its own."""
    try:
        perform(FLOW, decision, "sign", actor=world.actor("chairman"))
    except Refused as refused:
        return refused.refusals[0].code
    finally:
        connections.close_all()
    return "signed"


@pytest.mark.xdist_group("threads")
@pytest.mark.django_db(transaction=True)
def test_a_double_press_signs_once() -> None:
    world = World()
    world.launch()
    world.register()
    world.report()
    world.nominate()
    world.hold_session()
    decision = perform(FLOW, world.draw_up(), "submit", actor=world.actor("secretary"))

    try:
        with ThreadPoolExecutor(4) as pool:
            results = list(pool.map(partial(_sign, world), [decision] * 8))
        assert results.count("signed") == 1
        assert set(results) == {"signed", "machine.state"}
    finally:
        wipe()
