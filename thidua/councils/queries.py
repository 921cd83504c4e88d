"""Reads of sessions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.utils import timezone

from thidua.awards.authority import held, holds_anywhere
from thidua.awards.rules.identity import ITSELF
from thidua.ballots import queries as ballots
from thidua.ballots.models import Body, Poll, Seat, Vote
from thidua.ballots.rules import Tally
from thidua.consultations.queries import unfinished
from thidua.councils.access import visible_to
from thidua.councils.machine import SessionFacts
from thidua.councils.models import Attendance, Session, SessionItem
from thidua.councils.reserve import tied
from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round
from thidua.people.models import RoleHolding, User
from thidua.people.rules import ROLES
from thidua.units.queries import dated


def seats_on(session: Session) -> QuerySet[Seat]:
    return session.body.seats.filter(dated(session.held_on)).select_related("user")


def able(body: Body, day: date) -> set[int]:
    """Whose roles on the day let them vote in the body; without one a seat is of no use to its member."""
    word = "council.vote" if body.awarder_id is None else "own.council.vote"
    codes = [role.code for role in ROLES.values() if word in role.in_province | role.at_unit]
    where = Q(unit__province=body.province_id) if body.awarder_id is None else Q(unit=body.awarder_id)
    return set(RoleHolding.objects.filter(dated(day), where, role__in=codes).values_list("user", flat=True))


@dataclass
class Chamber:
    """Who sits, who is there and who is related to whom: read once for each loaded session, in four queries."""

    session: Session

    @cached_property
    def seats(self) -> list[Seat]:
        return list(seats_on(self.session))

    @cached_property
    def attendances(self) -> list[Attendance]:
        return list(self.session.attendances.select_related("seat__user", "deputy"))

    @cached_property
    def present(self) -> list[Attendance]:
        """Those who count for the quorum and vote."""
        return [row for row in self.attendances if row.votes]

    @cached_property
    def items(self) -> list[SessionItem]:
        near = (
            "motion",
            "nomination__unit",
            "nomination__offer__movement",
            "nomination__round__movement__plan",
            "nomination__round__awarder",
            "nomination__proposal__member__year",
        )
        return list(self.session.items.select_related(*near).annotate(cast=Count("motion__votes")))

    @cached_property
    def holdings(self) -> list[RoleHolding]:
        """Roles on the day at the units of the members: their own, and those of the people beside them."""
        day = self.session.held_on
        people = [seat.user_id for seat in self.seats]
        units = RoleHolding.objects.filter(dated(day), user__in=people).values("unit")
        rows = RoleHolding.objects.filter(dated(day), unit__in=units, user__is_active=True).select_related("user")
        return list(rows.order_by("user__full_name", "pk"))

    @cached_property
    def units(self) -> dict[int, set[int]]:
        """person → the units where they hold a role on the day."""
        found: dict[int, set[int]] = {}
        for row in self.holdings:
            found.setdefault(row.user_id, set()).add(row.unit_id)
        return found

    @cached_property
    def people(self) -> dict[int, User]:
        """Who may count its ballots: whoever holds a role at a unit of a member."""
        return {row.user_id: row.user for row in self.holdings}

    def deputies(self, seat: Seat) -> list[User]:
        """Whom a member may send: people of the same unit who have no seat and are no nominees."""
        own, out = self.units.get(seat.user_id, set()), {other.user_id for other in self.seats}
        out |= {item.nomination.nominee_id for item in self.items if item.nomination.nominee_id}
        return [user for pk, user in self.people.items() if pk not in out and self.units[pk] & own]

    @cached_property
    def votes(self) -> list[tuple[int, int, bool]]:
        """(motion, person, on paper) of every vote."""
        if self.session.state == "planned":
            return []
        rows = Vote.objects.filter(motion__session_item__session=self.session)
        return list(rows.values_list("motion_id", "user_id", "on_paper"))

    @cached_property
    def voted(self) -> set[tuple[int, int]]:
        """(motion, person) of everyone who has voted."""
        return {(motion, user) for motion, user, _ in self.votes}

    def is_related(self, user: int, nomination: Nomination) -> bool:
        """Whether a person is the nominee, or holds a role at the nominated unit when that unit itself is proposed."""
        at_it = nomination.unit_id in self.units.get(user, set())
        return nomination.nominee_id == user or (nomination.subject_kind in ITSELF and at_it)

    def related(self, item: SessionItem) -> set[int]:
        """The seats that may not vote on it: their member is related, or the deputy whom the member sent, or it was said."""
        one = item.nomination
        found = {seat.pk for seat in self.seats if self.is_related(seat.user_id, one)}
        found |= {row.seat_id for row in self.present if self.is_related(row.voter_id, one)}
        return found | item.said().keys()

    def voters(self, item: SessionItem) -> list[Attendance]:
        out = self.related(item)
        return [row for row in self.present if row.seat_id not in out]

    def silent(self, item: SessionItem) -> list[Attendance]:
        """Who may still vote on it."""
        voters = self.voters(item)
        return [row for row in voters if (item.motion_id, row.voter_id) not in self.voted]

    def bases(self, item: SessionItem) -> tuple[int, int]:
        """(members, present) that its shares are taken of: without those who may not vote on it, unless the rule counts
        them; whoever has voted counts as present."""
        members, present = len(self.seats), len(self.present)
        if item.motion.related_counted:
            return members, present
        out = self.related(item)
        return members - len(out), present - sum(row.seat_id in out for row in self.present)

    def tally(self, item: SessionItem) -> Tally:
        members, present = self.bases(item)
        return ballots.count(item.motion, members=members, present=present)


def chamber(session: Session) -> Chamber:
    found: Chamber | None = session.__dict__.get("_chamber")
    if found is None:
        found = session.__dict__["_chamber"] = Chamber(session)
    return found


def facts_of(session: Session) -> SessionFacts:
    room = chamber(session)
    secret = [item for item in room.items if is_secret(session, item)]
    poll = session.poll
    few = ballots.FEWEST
    return SessionFacts(
        members=len(room.seats),
        present=len(room.present),
        items=len(room.items),
        unvoted=sum(len(room.silent(item)) for item in room.items),
        quorum_percent=max((item.motion.quorum_percent for item in room.items), default=Decimal(0)),
        held_on=session.held_on,
        today=timezone.localdate(),
        secret=bool(secret),
        keyed=bool(poll and poll.first_key) + bool(poll and poll.second_key),
        lonely=tuple(i.nomination.subject_name for i in secret if len(room.voters(i)) < few),
        fewest=few,
        poll=poll.state if poll else "",
        unconsulted=tuple(n.subject_name for n in unfinished([i.nomination for i in room.items], session.held_on))
        if session.state == "planned"
        else (),
    )


def is_secret(session: Session, item: SessionItem) -> bool:
    return session.secret or item.secret_by_rule


_WHERE = ("round__movement__province", "round__awarder")


def ready_for(body: Body) -> QuerySet[Nomination]:
    """Those that a council decides on."""
    return ready(Q(round__movement__province=body.province_id, round__awarder=body.awarder_id))


def ready(among: Q, *, again: bool = True) -> QuerySet[Nomination]:
    """Nominations that wait for a session, for the first time or once more among equals of the reserve list, and stand on no
    open agenda. among: of which to look; again: those equals as well."""
    busy = SessionItem.objects.filter(session__state__in=["planned", "open", "counting"]).values("nomination_id")
    waits = Q(state="ready") | Q(pk__in=tied(among) if again else ())
    rows = Nomination.objects.filter(waits & (among | Q(state="reserve"))).exclude(pk__in=busy)
    return rows.select_related("unit", "offer", "round__movement").order_by("round", "subject_kind", "pk")


def rounds_ready(among: Q, *, again: bool = True) -> QuerySet[Round]:
    """Rounds with nominations that wait for a session; ``waiting``: how many."""
    rows = Round.objects.filter(nominations__in=ready(among, again=again)).select_related("movement")
    return rows.annotate(waiting=Count("nominations")).order_by("-pk")


@dataclass(frozen=True)
class BallotLine:
    """An item as one member sees it. mine: whether they have voted; barred: related to the nominee; cast: how many have;
    secret: voted on in secret; out: who takes no part in it, with what was said of why, where it was; own: the
    seat of whoever looks, while they take part."""

    item: SessionItem
    mine: bool
    barred: bool
    cast: int
    secret: bool
    out: tuple[tuple[Seat, str], ...] = ()
    own: tuple[Seat, ...] = ()


def ballot_lines(session: Session, actor: Actor) -> list[BallotLine]:
    room, found = chamber(session), []
    voting = session.state in ("planned", "open")
    seat = next((row for row in room.present if row.voter_id == actor.user_id), None) if voting else None
    for item in room.items:
        barred = seat is not None and seat.seat_id in room.related(item)
        mine = voting and (item.motion_id, actor.user_id) in room.voted
        out, seats = (room.related(item), room.seats) if voting else (set(), [])
        names = tuple((s, item.said().get(s.pk, "")) for s in seats if s.pk in out)
        own = tuple(s for s in seats if s.user_id == actor.user_id and s.pk not in out)
        cast: int = item.cast  # type: ignore[attr-defined]  # annotated
        found.append(BallotLine(item, mine, barred, cast, is_secret(session, item), names, own))
    return found


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """At most four queries: items to vote on, ballots to count, sessions to run, dossiers to put on an agenda."""
    found = []
    of_body = ("session__body__province", "session__body__awarder")
    running = holds_anywhere(actor, "council.run")
    if holds_anywhere(actor, "council.vote"):
        own = Attendance.objects.filter(votes=True, deputy=None, seat__user=actor.user_id)
        own |= Attendance.objects.filter(votes=True, deputy=actor.user_id)
        items = SessionItem.objects.filter(
            held(actor, "council.vote", *of_body), session__state="open", session__attendances__in=own
        ).exclude(motion__votes__user=actor.user_id)
        for item in items.select_related("session").order_by("session_id", "pk")[:1]:
            found.append(("wait.vote", item.session.name, item.session.get_absolute_url()))
    if running:
        open_ = ["planned", "open", "counting"]
        runs = held(actor, "council.run", "body__province", "body__awarder")
        for session in visible_to(actor).filter(runs, state__in=open_):
            found.append(("wait.session", session.name, session.get_absolute_url()))
        for round_ in rounds_ready(held(actor, "council.run", *_WHERE), again=False):
            found.append(("wait.agenda", round_.name, round_.get_absolute_url()))
    return found


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """Secret ballots that wait for the actor as teller. Rows as ``difficulties.queries.WAITING``."""
    rows = ballots.to_count(actor).filter(session__isnull=False).order_by().annotate(what=Value("poll"))
    return [rows.values_list("what", "state", "body__name", "session__name", "session__held_on", "pk")]


def told(text: str, pk: int) -> tuple[str, str, str]:
    return "wait.poll", text, Poll(pk=pk).get_absolute_url()
