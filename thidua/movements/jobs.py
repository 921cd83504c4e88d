"""What happens each day by itself: reminders before a deadline and after it, and the word to the next level."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import history, record
from thidua.journal.follow import daily
from thidua.kernel.actor import system
from thidua.movements.models import Movement, Obligation
from thidua.movements.rules.duties import reminder_of
from thidua.people.actions import notify
from thidua.people.queries import office_people, unit_people
from thidua.units.models import Unit
from thidua.units.queries import parents

# A machine that was off for longer says no more what should have been said before.
_CAUGHT_UP = timedelta(days=7)


@daily
def daily_reminders() -> int:
    """For every running movement, once a day however often it runs; returns how many people were told."""
    today = timezone.localdate()
    return sum(remind_of(movement, today) for movement in Movement.objects.filter(state="running"))


@transaction.atomic
def remind_of(movement: Movement, today: date) -> int:
    """Tells units of what is nearly due or late, and the level above of what stays undone."""
    last = history(movement).filter(verb="movement.remind_daily").first()
    said = date.fromisoformat(last.data["day"]) if last is not None else date.min
    if said >= today:
        return 0
    since = max(said, today - _CAUGHT_UP)
    near = today + timedelta(days=30)
    rows = movement.obligations.filter(done_on=None, due__lte=near).select_related("unit", "movement")
    above: dict[int, int | None] = parents(movement.province, today)
    told = sum(_tell(one, today, since, above) for one in rows)
    if told:
        record("movement.remind_daily", movement, actor=system(), data={"day": today.isoformat(), "people": told})
    return told


def _tell(one: Obligation, today: date, since: date, above: dict[int, int | None]) -> int:
    code = reminder_of(one.closes, today, since)
    if code is None:
        return 0
    values = {"movement": one.movement.name, "due": one.closes.isoformat(), "what": one.kind, "unit": one.unit.name}
    link = one.movement.get_absolute_url()
    told = notify(unit_people(one.unit, today), f"notice.{code}", values, link)
    if code == "escalated":
        parent = Unit.objects.filter(pk=above.get(one.unit_id) or 0).first()
        told += notify(unit_people(parent, today), "notice.escalated", values, link) if parent else 0
        told += notify(office_people(one.movement.province, today), "notice.escalated", values, link)
    return told
