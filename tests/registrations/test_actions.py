from datetime import timedelta

import pytest

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.movements.actions import extend
from thidua.registrations.actions import FLOW, begin, save
from thidua.registrations.models import Registration


def test_submit_names_everything_that_is_missing(running: World) -> None:
    row = begin(running.movement, running.units["SYT"], actor=running.actor("officer"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "submit", actor=running.actor("officer"))
    assert codes(refused) == {"machine.right", "registration.no_plan", "registration.no_commitment"}


def test_after_the_deadline_it_is_refused_and_nothing_is_lost(running: World) -> None:
    row = running.draft_registration()
    owed = running.owed("launch")
    owed.due = TODAY - timedelta(days=1)
    owed.save()
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "submit", actor=running.actor("head"))
    assert codes(refused) == {"registration.late"}
    row.refresh_from_db()
    assert (row.state, row.commitment) == ("draft", "Thực hiện đủ nội dung thi đua.")
    extend(owed, until=TODAY + timedelta(days=5), reason="Mới sáp nhập", actor=running.actor("office"))
    assert perform(FLOW, row, "submit", actor=running.actor("head")).state == "submitted"


def test_a_second_press_is_refused(running: World) -> None:
    row = running.draft_registration()
    stale = Registration.objects.get(pk=row.pk)
    perform(FLOW, row, "submit", actor=running.actor("head"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, stale, "submit", actor=running.actor("head"))
    assert codes(refused) == {"machine.state"}


def test_a_submitted_one_cannot_be_edited(running: World) -> None:
    row = running.draft_registration()
    perform(FLOW, row, "submit", actor=running.actor("head"))
    with pytest.raises(Refused) as refused:
        save(row, {"commitment": "khác"}, actor=running.actor("officer"))
    assert codes(refused) == {"draft.closed"}


def test_return_needs_a_reason_and_acceptance_settles_the_obligation(running: World) -> None:
    row = running.draft_registration()
    perform(FLOW, row, "submit", actor=running.actor("head"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "return", actor=running.actor("office"))
    assert codes(refused) == {"machine.reason"}
    perform(FLOW, row, "accept", actor=running.actor("office"))
    assert running.owed("launch").done_on == TODAY


def test_another_unit_sees_nothing(running: World) -> None:
    row = running.draft_registration()
    assert running.client("neighbour").get(row.get_absolute_url()).status_code == 404
    assert running.client("office").get(row.get_absolute_url()).status_code == 404
    assert running.client("officer").get(row.get_absolute_url()).status_code == 200
