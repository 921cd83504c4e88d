import pytest

from tests.refusing import codes
from tests.world import World
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.nominations import actions
from thidua.nominations.actions import FLOW, ROW_FLOW
from thidua.nominations.confirming import confirm, seen
from thidua.nominations.models import Nomination


def test_a_unit_that_never_launched_is_told_so(running: World) -> None:
    with pytest.raises(Refused) as refused:
        running.draft_nomination()
    assert codes(refused) == {"nomination.never_launched"}
    page = running.client("officer").get(running.round.get_absolute_url()).content.decode()
    assert "chưa phát động phong trào" in page


def test_parts_of_the_movement_come_from_the_movement(launched: World) -> None:
    nomination = launched.draft_nomination()
    with pytest.raises(Refused) as refused:
        perform(FLOW, nomination, "submit", actor=launched.actor("head"))
    assert codes(refused) == {"nomination.missing_part"}
    part = nomination.parts.get(source="launch_plan")
    with pytest.raises(Refused):
        actions.attach(part, launched.paper(), actor=launched.actor("officer"))


def test_the_route_is_the_plans_and_each_answers_in_turn(reported: World) -> None:
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    rows = list(nomination.route.all())
    assert [(r.kind, r.state) for r in rows] == [
        ("consolidate", "open"),
        ("opinion", "waiting"),
        ("appraise", "waiting"),
    ]
    with pytest.raises(Refused):
        actions.answer(rows[0], opinion="agree", text="", actor=reported.actor("appraiser"))
    with pytest.raises(Refused) as refused:
        actions.answer(rows[0], opinion="object", text=" ", actor=reported.actor("office"))
    assert codes(refused) == {"route.object_why"}
    actions.answer(rows[0], opinion="agree", text="", actor=reported.actor("office"))
    rows[1].refresh_from_db()
    assert rows[1].state == "open"
    with pytest.raises(Refused):
        actions.answer(rows[1], opinion="agree", text="", actor=reported.actor("office"))
    actions.answer(rows[1], opinion="agree", text="", actor=reported.actor("adviser"))
    rows[2].refresh_from_db()
    actions.answer(rows[2], opinion="agree", text="", actor=reported.actor("appraiser"))
    nomination.refresh_from_db()
    assert nomination.state == "ready"


def test_a_return_withdraws_the_open_rows_and_resubmission_starts_anew(reported: World) -> None:
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    perform(FLOW, nomination, "return", actor=reported.actor("office"), reason="Hồ sơ chưa đủ")
    assert set(nomination.route.values_list("state", flat=True)) == {"withdrawn"}
    assert reported.walk(Nomination.objects.get(pk=nomination.pk)).state == "ready"


def test_one_achievement_is_nominated_once(reported: World) -> None:
    reported.nominate()
    with pytest.raises(Refused) as refused:
        reported.walk(reported.draft_nomination())
    assert codes(refused) == {"nomination.twice"}


def test_the_nominee_confirms_and_a_change_asks_again(reported: World) -> None:
    nominee = reported.users["nominee"]
    nomination = reported.draft_nomination("Nguyễn Nominee", "individual", nominee=nominee)
    with pytest.raises(Refused) as refused:
        perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    assert codes(refused) == {"nomination.unconfirmed"}
    with pytest.raises(Refused):
        confirm(nomination, seen(nomination), actor=reported.actor("officer"))
    confirm(nomination, seen(nomination), actor=reported.actor("nominee"))
    actions.save(nomination, {"achievement": "Một thành tích khác hẳn lúc trước."}, actor=reported.actor("officer"))
    nomination.refresh_from_db()
    assert not nomination.nominee_confirmed


def test_rows_cannot_be_opened_by_people(reported: World) -> None:
    nomination = reported.draft_nomination()
    perform(FLOW, nomination, "submit", actor=reported.actor("head"))
    with pytest.raises(Refused):
        perform(ROW_FLOW, nomination.route.all()[1], "open", actor=reported.actor("chairman"))


def test_who_has_no_part_sees_nothing(reported: World) -> None:
    nomination = reported.draft_nomination()
    for name in ("neighbour", "office", "member", "nominee"):
        assert reported.client(name).get(nomination.get_absolute_url()).status_code == 404, name
