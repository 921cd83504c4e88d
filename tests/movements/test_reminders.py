"""Reminders that go out by themselves, and deadlines in a calendar program."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.world import TODAY, World
from thidua.movements.jobs import remind_of
from thidua.movements.models import Obligation
from thidua.movements.rules.duties import reminder_of
from thidua.people.models import Notice


def owed_in(world: World, days: int) -> Obligation:
    """Every other obligation done, one due in so many days."""
    world.movement.obligations.update(done_on=TODAY)
    one = world.owed("annual")
    one.due, one.done_on = TODAY + timedelta(days=days), None
    one.save()
    return one


@pytest.mark.parametrize(
    ("days", "code"),
    [(8, None), (7, "due_soon"), (1, "due_soon"), (0, None), (-1, "overdue"), (-5, None), (-8, "escalated")],
)
def test_what_is_said_on_which_day(days: int, code: str | None) -> None:
    assert reminder_of(date(2026, 12, 10), date(2026, 12, 10) - timedelta(days=days)) == code


@pytest.mark.parametrize(
    ("days", "off", "code"),
    [(6, 1, None), (6, 2, "due_soon"), (5, 4, "due_soon"), (0, 2, "due_soon"), (-2, 2, "overdue"), (-3, 6, "overdue")],
)
def test_what_fell_on_days_off_is_said_afterwards(days: int, off: int, code: str | None) -> None:
    today = date(2026, 12, 10) - timedelta(days=days)
    assert reminder_of(date(2026, 12, 10), today, today - timedelta(days=off)) == code


def test_a_machine_that_was_off_for_the_day_tells_on_the_next(running: World) -> None:
    owed_in(running, 7)
    tomorrow = TODAY + timedelta(days=1)
    assert remind_of(running.movement, tomorrow) == 2
    assert remind_of(running.movement, tomorrow) == 0
    assert remind_of(running.movement, tomorrow + timedelta(days=1)) == 0


def test_a_unit_is_told_once_a_day_however_often_the_job_runs(running: World) -> None:
    owed_in(running, 7)
    assert remind_of(running.movement, TODAY) == 2
    assert remind_of(running.movement, TODAY) == 0
    assert set(Notice.objects.filter(code="notice.due_soon").values_list("user__username", flat=True)) == {
        "officer",
        "head",
    }


def test_what_stays_undone_for_a_week_is_told_to_the_office_too(running: World) -> None:
    owed_in(running, -8)
    remind_of(running.movement, TODAY)
    told = set(Notice.objects.filter(code="notice.escalated").values_list("user__username", flat=True))
    assert {"officer", "head", "office"} <= told
    desk = running.client("office").get("/ban-lam-viec/").content.decode()
    assert "Quá hạn hơn một tuần" in desk


def test_an_extension_moves_the_reminder(running: World) -> None:
    one = owed_in(running, 7)
    one.extended_to = TODAY + timedelta(days=20)
    one.save()
    assert remind_of(running.movement, TODAY) == 0


def test_the_calendar_holds_the_deadlines_of_ones_own_units_without_signing_in(running: World) -> None:
    one = owed_in(running, 20)
    page = running.client("officer").get("/lich/").content.decode()
    address = page.split('class="card address"><a href="')[1].split('"')[0].split("testserver")[1]
    answer = running.client("officer").__class__().get(address)
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(e["uid"]), e["dtstart"].dt) for e in events] == [(f"obligation-{one.pk}@thidua", one.due)]
    assert "Sở Y tế" in str(events[0]["summary"])
    assert running.client("officer").get(address.replace(":", "x", 1)).status_code == 404
    user = running.users["officer"]
    user.set_password("một mật khẩu khác hẳn")
    user.save()
    assert running.client("head").get(address).status_code == 404
