"""The reserve list of an award: who comes next when a place falls free, and who is equal, so that only a further vote tells."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from thidua.councils.models import SessionItem
from thidua.councils.rules import line_up
from thidua.journal.follow import veto
from thidua.kernel.refusal import Refusal
from thidua.movements.queries import first_version, versions
from thidua.nominations.models import Nomination
from thidua.nominations.queries import left
from thidua.nominations.rules.dossier import recurs
from thidua.nominations.rules.places import COUNTED_AS

Key = tuple[object, ...]
_Standing = tuple[date, int, int]


def key_of(nomination: Nomination) -> Key:
    """What shares one quota, and so one reserve list; ad-hoc awards have no quota."""
    offer, kind = nomination.offer, COUNTED_AS[nomination.subject_kind]
    named = (offer.awarder_id, offer.award_code, offer.award_name, offer.occasion)
    year = nomination.round.year if recurs(nomination.round.occasion) else None
    return nomination.round.adhoc, year, first_version(offer.movement), *named, kind


def _items(nomination: Nomination) -> list[SessionItem]:
    """What closed sessions said of everybody on its list, the earliest first."""
    offer = nomination.offer
    kinds = [kind for kind, counted in COUNTED_AS.items() if counted == COUNTED_AS[nomination.subject_kind]]
    rows = SessionItem.objects.filter(
        outcome="reserve",
        session__state="closed",
        nomination__state="reserve",
        nomination__subject_kind__in=kinds,
        nomination__round__adhoc=nomination.round.adhoc,
        nomination__offer__movement__in=versions(offer.movement),
        nomination__offer__awarder=offer.awarder_id,
        nomination__offer__award_code=offer.award_code,
        nomination__offer__award_name=offer.award_name,
        nomination__offer__occasion=offer.occasion,
    )
    if recurs(nomination.round.occasion):
        rows = rows.filter(nomination__round__year=nomination.round.year)
    return list(rows.select_related("session", "nomination").order_by("session__held_on", "session_id", "place"))


def line_of(nomination: Nomination) -> list[list[Nomination]]:
    """Everybody on its reserve list in order; equals stand together; who was sent back and passed anew stands where that
    session put them. Read once for each loaded nomination."""
    found: list[list[Nomination]] | None = nomination.__dict__.get("_line")
    if found is None:
        standings: dict[int, list[_Standing]] = defaultdict(list)
        people = {}
        for item in _items(nomination):
            people[item.nomination_id] = item.nomination
            if not item.again:
                standings[item.nomination_id].clear()
            standings[item.nomination_id].append((item.session.held_on, item.session_id, item.place or 0))
        found = [[people[pk] for pk in equal] for equal in line_up(standings)]
        nomination.__dict__["_line"] = found
    return found


@veto("nomination.promote")
@veto("nomination.release")
@veto("nomination.send_back")
def not_on_an_agenda(nomination: Nomination) -> Refusal | None:
    """Whoever is to be voted on once more stays where they are until the session is over."""
    open_ = SessionItem.objects.filter(nomination=nomination, session__state__in=["planned", "open", "counting"])
    item = open_.select_related("session").first() if nomination.state == "reserve" else None
    return Refusal("reserve.on_agenda", {"session": item.session.name}) if item is not None else None


@veto("nomination.promote")
def in_its_turn(nomination: Nomination) -> Refusal | None:
    """A place that fell free goes to the first of the reserve list."""
    line = line_of(nomination)
    if not line or line[0] == [nomination]:
        return None
    free = left(nomination.offer, nomination.subject_kind, nomination.round)
    if nomination in line[0] and (free is None or free >= len(line[0])):
        return None
    names = ", ".join(one.subject_name for one in line[0])
    return Refusal("reserve.tied" if nomination in line[0] else "reserve.not_first", {"names": names})


def tied(among: Q) -> set[int]:
    """Whose turn it is while a place is free, together with others who are equal: for a further vote. among: of which to
    look. One query where nobody was ever equal."""
    near = ("round__movement", "offer__movement")
    rows = Nomination.objects.filter(among, state="reserve", session_items__tied=True).select_related(*near).distinct()
    found: set[int] = set()
    for row in rows:
        line = line_of(row)
        free = left(row.offer, row.subject_kind, row.round)
        if row.pk not in found and line and row in line[0] and 1 <= (free or 0) < len(line[0]):
            found |= {one.pk for one in line[0]}
    return found
