"""Sessions are seen by members, the secretary and those who read the council's papers."""

from django.db.models import QuerySet

from thidua.awards.authority import held, words_over
from thidua.councils.models import Session
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, session: Session) -> frozenset[str]:
    """Who runs a session also locks its box, where it has one."""
    words = words_over(actor, session)
    return words | ({"council.box"} if "council.run" in words and session.poll_id is not None else set())


def visible_to(actor: Actor) -> QuerySet[Session]:
    return Session.objects.filter(held(actor, "council.read", "body__province", "body__awarder"))
