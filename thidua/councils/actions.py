"""Planning, running and closing sessions."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.authority import lender_over, words_over
from thidua.awards.queries import book_of
from thidua.awards.rules.selecting import Book
from thidua.ballots import secret as ballots
from thidua.ballots.actions import end_seat, vote
from thidua.ballots.models import Body, Motion, Poll, Seat, Vote
from thidua.councils import access, closing, queries
from thidua.councils.machine import SESSION, quorate
from thidua.councils.models import Attendance, Session, SessionItem
from thidua.councils.reserve import line_of
from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement
from thidua.movements.queries import first_version
from thidua.nominations.judging import judge
from thidua.nominations.models import Nomination
from thidua.nominations.rules.eligibility import MET
from thidua.people.models import User

_RULED = ("quorum_percent", "approval_percent", "more_than", "denominator", "related_counted", "article", "confirmed")


def _open(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """The ballot box of the secret items is opened; what is not secret is voted on openly. A quorum or threshold that was
    confirmed since the session was planned holds, and too few under it do not begin."""
    book, motions = book_of(session.province_id), []
    for item in queries.chamber(session).items:
        motions.append(item.motion)
        for name, value in _ruled(item.nomination, book, session.held_on).items():
            setattr(item.motion, name, value)
        item.tie_rule = _standing_on_day(item.nomination, book, session.held_on)["tie_rule"]
    Motion.objects.bulk_update(motions, _RULED)
    _look_again(queries.chamber(session).items)
    if refusals := list(quorate(queries.facts_of(session))):
        raise Refused(refusals)
    if session.poll is not None:
        Motion.objects.filter(session_item__in=[i.pk for i in _secret_items(session)]).update(poll=session.poll)
        ballots.start(session.poll)


def _look_again(items: list[SessionItem]) -> None:
    """What of the conditions of each nominee is open now."""
    judged = judge([item.nomination for item in items])
    for item in items:
        item.open_conditions = [(one.code, one.verdict) for one in judged[item.nomination_id] if one.verdict != MET]
    SessionItem.objects.bulk_update(items, ["tie_rule", "open_conditions"])


def _secret_items(session: Session) -> list[SessionItem]:
    return [item for item in queries.chamber(session).items if queries.is_secret(session, item)]


def _lock(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    if session.poll is not None:
        ballots.lock(session.poll)


def _cancel(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    if session.poll is not None:
        ballots.cancel(session.poll)
    Motion.objects.filter(session_item__session=session).update(is_open=False)


def _quota_locks(session: Session) -> list[Movement]:
    """The first versions of the movements on the agenda: closing takes places in their quotas."""
    movements = Movement.objects.filter(rounds__nominations__session_items__session=session).distinct()
    return list(Movement.objects.filter(pk__in={first_version(m) for m in movements}).order_by("pk"))


FLOW = register(
    Flow(
        SESSION,
        Session,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"open": _open, "lock": _lock, "close": closing.close, "cancel": _cancel},
        reasons={"cancel": ("postponed", "key_lost", "ballot_altered", "other")},
        locks=_quota_locks,
        lender=lender_over,
        joins=("body",),
    )
)


def _require(actor: Actor, row: Body | Session) -> None:
    if "council.run" not in words_over(actor, row):
        raise Refused([Refusal("machine.right", {"right": "council.run"})])


@transaction.atomic
def plan_session(
    body: Body,
    nominations: Iterable[Nomination],
    *,
    name: str,
    held_on: date,
    place: str = "",
    secret: bool = False,
    actor: Actor,
) -> Session:
    """A session on nominations of any movements and rounds; each gets its motion under the rules that hold for it. With one of
    several equals on the reserve list come the others."""
    _require(actor, body)
    if held_on < timezone.localdate():
        raise Refused([Refusal("session.past")])
    chosen = {n.pk for n in nominations}
    chosen |= {one.pk for n in nominations if n.state == "reserve" for one in line_of(n)[0]}
    free = [n for n in queries.ready_for(body) if n.pk in chosen]
    if not free:
        raise Refused([Refusal("session.no_items")])
    if len(free) < len(chosen):
        raise Refused([Refusal("session.taken", {"count": len(chosen) - len(free)})])
    session = Session.objects.create(body=body, name=name, held_on=held_on, place=place, secret=secret)
    book = book_of(body.province_id)
    _look_again([put_on_agenda(session, nomination, book) for nomination in free])
    record("session.plan", session, actor=actor, after="planned", data={"items": len(free), "secret": secret})
    return session


def _ruled(nomination: Nomination, book: Book, day: date) -> dict[str, Any]:
    """What a motion on it copies: its threshold is that of the day the dossier was received, its quorum that of the day of
    the session."""
    code = nomination.offer.award_code
    threshold = book.find("threshold", code, day=nomination.received_on or day, judged=day)
    quorum = book.find("quorum", code, day=day)
    if threshold is None or quorum is None:
        raise Refused([Refusal("session.no_threshold", {"award": nomination.offer.award_name})])
    return {
        "quorum_percent": Decimal(quorum.data["quorum_percent"]),
        "approval_percent": Decimal(threshold.data["approval_percent"]),
        "more_than": threshold.data.get("more_than") == "yes",
        "denominator": threshold.data["denominator"],
        "related_counted": quorum.data.get("related_counted") == "yes",
        "article": threshold.article,
        "confirmed": threshold.confirmed and quorum.confirmed,
    }


def _standing_on_day(nomination: Nomination, book: Book, day: date) -> dict[str, Any]:
    """What an item keeps of the rules: how equals are ordered, whether it is voted on in secret."""
    code = nomination.offer.award_code
    threshold = book.get("threshold", code, day=nomination.received_on or day, judged=day)
    tie = book.get("tie", code, day=day).get("first", "reserve")
    return {"tie_rule": tie, "secret_by_rule": threshold.get("secret") == "yes"}


def put_on_agenda(session: Session, nomination: Nomination, book: Book) -> SessionItem:
    """Under the rules of the day of the session as they are known now; they are read once more when it opens."""
    question = f"{nomination.offer.award_name}: {nomination.subject_name}"[:300]
    motion = Motion.objects.create(body=session.body, question=question, **_ruled(nomination, book, session.held_on))
    kept = _standing_on_day(nomination, book, session.held_on) | {"again": nomination.state == "reserve"}
    return SessionItem.objects.create(session=session, nomination=nomination, motion=motion, **kept)


@transaction.atomic
def take_roll(session: Session, present: Mapping[Seat, User | None], *, actor: Actor) -> None:
    """Who is there: seat → the deputy whom its member sent, None for the member. It can be corrected until the session
    closes; who has voted stays. A deputy counts and votes where the council's rule says so."""
    _require(actor, session)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.state not in ("planned", "open"):
        raise Refused([Refusal("draft.closed", {"state": f"session.{session.state}"})])
    quorum = book_of(session.province_id).get("quorum", day=session.held_on)
    room = queries.chamber(session)
    seats = {seat.pk for seat in room.seats}
    sent = {seat: user for seat, user in present.items() if user is not None}
    fit = all(user in room.deputies(seat) for seat, user in sent.items())
    if not fit or len({user.pk for user in sent.values()}) < len(sent):
        raise Refused([Refusal("session.deputy")])
    voted = {user for _motion, user in room.voted}
    kept = {row.seat_id for row in room.attendances if row.voter_id in voted}
    session.attendances.exclude(seat__in=kept).delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, seat=seat, deputy=user, votes=user is None or quorum.get("deputy_votes") == "yes")
        for seat, user in present.items()
        if seat.pk in seats and seat.pk not in kept
    )
    there = {str(row.seat_id): row.deputy_id for row in session.attendances.all()}
    record("session.roll", session, actor=actor, data={"present": there})


@transaction.atomic
def name_tellers(session: Session, first: User, second: User, *, actor: Actor) -> Poll:
    """The two who count the secret ballot of a session that has not begun."""
    _require(actor, session)
    fresh = Session.objects.select_for_update(of=("self",)).select_related("poll", "body").get(pk=session.pk)
    if fresh.state != "planned":
        raise Refused([Refusal("draft.closed", {"state": f"session.{fresh.state}"})])
    if not _secret_items(fresh):
        raise Refused([Refusal("session.not_secret")])
    if not {first.pk, second.pk} <= set(queries.chamber(fresh).people):
        raise Refused([Refusal("session.tellers")])
    poll = ballots.name_tellers(fresh.body, first, second, actor=actor, poll=fresh.poll)
    fresh.poll = poll
    fresh.save(update_fields=["poll"])
    return poll


@transaction.atomic
def cast(item: SessionItem, choice: str, *, actor: Actor) -> Vote:
    """A member's vote, open or into the box. Refused: no right, no seat, absent, related to the nominee, session not open,
    voted already."""
    session = Session.objects.select_for_update().get(pk=item.session_id)
    fresh = SessionItem.objects.select_related("nomination").get(pk=item.pk)
    refusals = []
    if "council.vote" not in words_over(actor, session):
        refusals.append(Refusal("machine.right", {"right": "council.vote"}))
    refusals += _unfit(session, fresh, actor.person)
    if refusals:
        raise Refused(refusals)
    motion = Motion.objects.get(pk=item.motion_id)
    return (
        vote(motion, choice, actor=actor)
        if motion.poll_id is None
        else ballots.cast_sealed(motion, choice, actor=actor)
    )


def _unfit(session: Session, item: SessionItem, person: int) -> list[Refusal]:
    """Why a person may not vote on an item."""
    room, found = queries.chamber(session), []
    seat = next((row for row in room.present if row.voter_id == person), None)
    if seat is None:
        held = any(s.user_id == person for s in room.seats)
        found.append(Refusal("ballot.absent" if held else "ballot.no_seat"))
    elif seat.seat_id in room.related(item):
        found.append(Refusal("ballot.related"))
    if session.state != "open":
        found.append(Refusal("session.not_open"))
    return found


@transaction.atomic
def hand_papers(session: Session, attendance: Attendance, *, actor: Actor) -> int:
    """Ballots on paper for a member, for every secret item they may and have not yet voted on; how many."""
    _require(actor, session)
    session = Session.objects.select_for_update().get(pk=session.pk)
    user = User.objects.get(pk=attendance.voter_id)
    room, given = queries.chamber(session), 0
    for item in room.items:
        fits = not _unfit(session, item, user.pk) and (item.motion_id, user.pk) not in room.voted
        if item.motion.poll_id is not None and fits:
            ballots.hand_paper(item.motion, user, actor=actor)
            given += 1
    if not given:
        raise Refused([Refusal("session.no_papers")])
    return given


@transaction.atomic
def take_back_papers(session: Session, attendance: Attendance, *, actor: Actor) -> None:
    """A member's unused ballots on paper come back; they may then vote on screen."""
    _require(actor, session)
    rows = Vote.objects.filter(motion__session_item__session=session, user=attendance.voter_id, on_paper=True)
    for row in rows.select_related("motion"):
        ballots.take_back_paper(row, actor=actor)


def _may_say(actor: Actor, session: Session, seat: Seat) -> list[Refusal]:
    """Who runs the session, or the member or deputy on the seat, while nothing is closed."""
    sent = Attendance.objects.filter(session=session, seat=seat, deputy=actor.person).exists()
    found = []
    if "council.run" not in words_over(actor, session) and actor.person != seat.user_id and not sent:
        found.append(Refusal("machine.right", {"right": "council.run"}))
    if session.state not in ("planned", "open"):
        found.append(Refusal("draft.closed", {"state": f"session.{session.state}"}))
    return found


@transaction.atomic
def recuse(item: SessionItem, seat: Seat, *, reason: str, actor: Actor) -> SessionItem:
    """A member takes no part in deciding on an item: they leave its denominator as the rule has it. Refused once they have
    voted on it."""
    session = Session.objects.select_for_update().get(pk=item.session_id)
    fresh, room = SessionItem.objects.get(pk=item.pk), queries.chamber(session)
    refusals = _may_say(actor, session, seat)
    if seat.pk not in {one.pk for one in room.seats}:
        refusals.append(Refusal("ballot.no_seat"))
    if not reason.strip():
        refusals.append(Refusal("recusal.reason"))
    people = {seat.user_id} | {row.voter_id for row in room.present if row.seat_id == seat.pk}
    if any((fresh.motion_id, person) in room.voted for person in people):
        refusals.append(Refusal("recusal.voted", {"name": seat.user.full_name}))
    if refusals:
        raise Refused(refusals)
    fresh.recused[str(seat.pk)] = reason.strip()[:200]
    fresh.save(update_fields=["recused"])
    told = {"item": fresh.pk, "seat": seat.pk}
    record("session.recuse", session, actor=actor, data=told, personal={"reason": fresh.recused[str(seat.pk)]})
    return fresh


@transaction.atomic
def take_part(item: SessionItem, seat: Seat, *, actor: Actor) -> SessionItem:
    """What was said of a member was a mistake: they decide on the item as the others do."""
    session = Session.objects.select_for_update().get(pk=item.session_id)
    fresh = SessionItem.objects.get(pk=item.pk)
    if refusals := _may_say(actor, session, seat):
        raise Refused(refusals)
    if fresh.recused.pop(str(seat.pk), None) is not None:
        fresh.save(update_fields=["recused"])
        record("session.take_part", session, actor=actor, data={"item": fresh.pk, "seat": seat.pk})
    return fresh


@transaction.atomic
def end_membership(row: Seat, *, day: date, actor: Actor) -> Seat:
    """A member's last day; refused while they sit in a session that has not ended."""
    if row.attendances.filter(session__state__in=["open", "counting"]).exists():
        raise Refused([Refusal("seat.in_session")])
    if row.valid_to is not None:
        raise Refused([Refusal("seat.ended")])
    return end_seat(row, day=day, actor=actor)
