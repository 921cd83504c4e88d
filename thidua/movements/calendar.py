"""Deadlines as a calendar that other programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac
from icalendar import Alarm, Calendar, Event

from thidua.movements.models import Obligation
from thidua.people.models import User
from thidua.ui.names import name_of

_SALT = "thidua.calendar"


def token_of(user: User) -> str:
    """What stands in the address of a person's calendar: a calendar program cannot sign in. A new password ends it."""
    return signing.Signer(salt=_SALT).sign(f"{user.pk}-{_mark(user)}")


def owner_of(token: str) -> User | None:
    """Whose calendar it is; None for an address that was made up or has ended."""
    try:
        key, _, mark = signing.Signer(salt=_SALT).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=int(key), is_active=True).first()
    return user if user is not None and mark == _mark(user) else None


def _mark(user: User) -> str:
    return salted_hmac(_SALT, user.password).hexdigest()[:16]


def calendar_of(owed: Iterable[Obligation], base: str) -> bytes:
    """One day-long event for each obligation, with an alarm a week before. base: the address of the site."""
    calendar = Calendar()
    calendar.add("prodid", "-//Thi Dua So//vi")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Thi Đua Số – hạn của đơn vị")
    for one in owed:
        event = Event()
        event.add("uid", f"obligation-{one.pk}@thidua")
        event.add("summary", f"{name_of('obligation', one.kind)} {one.period}: {one.unit.name}")
        event.add("description", one.movement.name)
        event.add("dtstart", one.closes)
        event.add("dtend", one.closes + timedelta(days=1))
        event.add("url", f"{base}{one.movement.get_absolute_url()}")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.movement.name)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
