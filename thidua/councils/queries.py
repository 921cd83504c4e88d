"""Reads of sessions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from thidua.ballots.actions import count
from thidua.ballots.models import Seat
from thidua.ballots.rules import Tally
from thidua.councils.access import visible_to
from thidua.councils.machine import SessionFacts
from thidua.councils.models import Session, SessionItem
from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round
from thidua.people.models import RoleHolding
from thidua.units.queries import dated


def seats_on(session: Session) -> QuerySet[Seat]:
    return session.body.seats.filter(dated(session.held_on)).select_related("user")


def seat_list(session: Session) -> list[Seat]:
    """The seats of the day, read once for each loaded session."""
    found: list[Seat] | None = session.__dict__.get("_seats")
    if found is None:
        found = session.__dict__["_seats"] = list(seats_on(session))
    return found


def facts_of(session: Session) -> SessionFacts:
    items = list(session.items.select_related("motion", "nomination").prefetch_related("motion__votes"))
    seats = {seat.user_id: seat for seat in session.present.all()}
    held: dict[int, set[int]] = {}
    for user, unit in RoleHolding.objects.filter(dated(session.held_on), user__in=seats).values_list(
        "user_id", "unit_id"
    ):
        held.setdefault(user, set()).add(unit)
    silent = sum(
        not _related(user, held.get(user, set()), item.nomination)
        and user not in {v.user_id for v in item.motion.votes.all()}
        for item in items
        for user in seats
    )
    return SessionFacts(
        members=len(seat_list(session)),
        present=len(seats),
        items=len(items),
        unvoted=silent,
        quorum_percent=max((i.motion.quorum_percent for i in items), default=Decimal(0)),
        held_on=session.held_on,
        today=timezone.localdate(),
    )


def _related(user: int, units: set[int], nomination: Nomination) -> bool:
    """Whether a member is the nominee, or holds a role at the nominated unit when that unit itself is proposed."""
    return nomination.nominee_id == user or (nomination.subject_kind == "collective" and nomination.unit_id in units)


def conflicted(seat: Seat, nomination: Nomination, day: date) -> bool:
    held = RoleHolding.objects.filter(dated(day), user=seat.user_id).values_list("unit_id", flat=True)
    return _related(seat.user_id, set(held), nomination)


def tally_of(item: SessionItem, members: int, present: int) -> Tally:
    return count(item.motion, members=members, present=present)


def ready_for(round_: Round) -> QuerySet[Nomination]:
    """Nominations that wait for a session and stand on no open agenda."""
    busy = SessionItem.objects.filter(session__state__in=["planned", "open"]).values("nomination_id")
    return round_.nominations.filter(state="ready").exclude(pk__in=busy).select_related("unit", "offer")


@dataclass(frozen=True)
class BallotLine:
    """An item as one member sees it. mine: their vote, empty when none; barred: related to the nominee."""

    item: SessionItem
    mine: str
    barred: bool
    cast: int


def ballot_lines(session: Session, actor: Actor) -> list[BallotLine]:
    seat = next((s for s in seat_list(session) if s.user_id == actor.user_id), None)
    items = session.items.select_related("nomination__unit", "nomination__offer", "motion").prefetch_related(
        "motion__votes"
    )
    units = set()
    if seat is not None:
        held = RoleHolding.objects.filter(dated(session.held_on), user=seat.user_id)
        units = set(held.values_list("unit_id", flat=True))
    found = []
    for item in items:
        votes = list(item.motion.votes.all())
        related = _related(actor.person, units, item.nomination)
        mine = next((v.choice for v in votes if v.user_id == actor.user_id), "")
        found.append(BallotLine(item, mine, related and seat is not None, len(votes)))
    return found


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """At most three queries: items to vote on, sessions to run, dossiers to put on an agenda."""
    found = []
    voting, running = actor.province_ids("council.vote"), actor.province_ids("council.run")
    if voting:
        items = SessionItem.objects.filter(
            session__state="open", session__body__province__in=voting, session__present__user=actor.user_id
        ).exclude(motion__votes__user=actor.user_id)
        for item in items.select_related("session__round").order_by("session_id", "pk")[:1]:
            found.append(("wait.vote", item.session.round.name, item.session.get_absolute_url()))
    if running:
        for session in (
            visible_to(actor).filter(state__in=["planned", "open"], body__province__in=running).select_related("round")
        ):
            found.append(("wait.session", session.round.name, session.get_absolute_url()))
        busy = SessionItem.objects.filter(session__state__in=["planned", "open"]).values("nomination_id")
        ready = Nomination.objects.filter(state="ready").exclude(pk__in=busy)
        for round_ in Round.objects.filter(movement__province__in=running, nominations__in=ready).distinct():
            found.append(("wait.agenda", round_.name, round_.get_absolute_url()))
    return found
