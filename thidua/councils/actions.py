"""Planning, running and closing sessions."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from thidua.awards.queries import book_of
from thidua.ballots.actions import end_seat, vote
from thidua.ballots.models import Body, Motion, Seat, Vote
from thidua.councils import access, minutes, queries
from thidua.councils.machine import SESSION
from thidua.councils.models import Session, SessionItem
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.models import Nomination, Round
from thidua.papers.actions import keep


def _close(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """Counts every item once and for all, moves its nomination, and writes the minutes."""
    members, present = queries.seats_on(session).count(), session.present.count()
    for item in session.items.select_related("motion", "nomination"):
        Motion.objects.filter(pk=item.motion_id).update(is_open=False)
        counted = queries.tally_of(item, members, present)
        item.result = asdict(counted)
        item.save(update_fields=["result"])
        if counted.approved:
            perform(NOMINATION_FLOW, item.nomination, "approve", actor=actor)
        else:
            share = f"{counted.yes}/{counted.base}"
            reason = f"Hội đồng: {share} tán thành, cần {format_number(item.motion.approval_percent)}%"
            perform(NOMINATION_FLOW, item.nomination, "refuse", actor=actor, reason=reason)
    session.minutes = keep(minutes.write(session, actor.name), name=f"bien-ban-{session.pk}.docx", actor=actor)
    session.save(update_fields=["minutes"])


FLOW = register(
    Flow(
        SESSION,
        Session,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"close": _close},
        reasons={"cancel": ("postponed", "other")},
    )
)


def _require(actor: Actor, province_id: int) -> None:
    if "council.run" not in actor.in_province(province_id):
        raise Refused([Refusal("machine.right", {"right": "council.run"})])


@transaction.atomic
def plan_session(body: Body, round_: Round, *, held_on: date, place: str, actor: Actor) -> Session:
    """A session with every nomination of the round that is ready; each gets its motion under the rule of the day."""
    _require(actor, body.province_id)
    nominations = list(queries.ready_for(round_))
    if not nominations:
        raise Refused([Refusal("session.no_items")])
    session = Session.objects.create(body=body, round=round_, held_on=held_on, place=place)
    for nomination in nominations:
        put_on_agenda(session, nomination)
    record("session.plan", session, actor=actor, after="planned", data={"items": len(nominations)})
    return session


def put_on_agenda(session: Session, nomination: Nomination) -> SessionItem:
    code, book = nomination.offer.award_code, book_of(session.province_id)
    threshold = book.find("threshold", code, day=nomination.received_on or session.held_on, judged=session.held_on)
    quorum = book.find("quorum", code, day=session.held_on)
    if threshold is None or quorum is None:
        raise Refused([Refusal("session.no_threshold")])
    motion = Motion.objects.create(
        body=session.body,
        question=f"{nomination.offer.award_name}: {nomination.subject_name}"[:300],
        quorum_percent=Decimal(quorum.data["quorum_percent"]),
        approval_percent=Decimal(threshold.data["approval_percent"]),
        denominator=threshold.data["denominator"],
        article=threshold.article,
        confirmed=threshold.confirmed,
    )
    return SessionItem.objects.create(session=session, nomination=nomination, motion=motion)


@transaction.atomic
def take_roll(session: Session, seats: Iterable[Seat], *, actor: Actor) -> None:
    """Who is there. It can be corrected until the session closes; a member who has voted stays."""
    _require(actor, session.province_id)
    if session.state not in ("planned", "open"):
        raise Refused([Refusal("draft.closed", {"state": f"session.{session.state}"})])
    wanted = {s.pk for s in seats} & set(queries.seats_on(session).values_list("pk", flat=True))
    voted = Vote.objects.filter(motion__session_item__session=session).values_list("user_id", flat=True)
    wanted |= set(session.present.filter(user__in=voted).values_list("pk", flat=True))
    session.present.set(wanted)
    record("session.roll", session, actor=actor, data={"present": sorted(wanted)})


@transaction.atomic
def cast(item: SessionItem, choice: str, *, actor: Actor) -> Vote:
    """A member's vote. Refused: no right, no seat, absent, related to the nominee, session not open, voted already."""
    session = Session.objects.select_for_update().get(pk=item.session_id)
    refusals = []
    if "council.vote" not in actor.in_province(session.province_id):
        refusals.append(Refusal("machine.right", {"right": "council.vote"}))
    seat = queries.seats_on(session).filter(user=actor.user_id).first()
    if seat is None:
        refusals.append(Refusal("ballot.no_seat"))
    elif not session.present.filter(pk=seat.pk).exists():
        refusals.append(Refusal("ballot.absent"))
    elif queries.conflicted(seat, item.nomination, session.held_on):
        refusals.append(Refusal("ballot.related"))
    if session.state != "open":
        refusals.append(Refusal("session.not_open"))
    if refusals:
        raise Refused(refusals)
    return vote(item.motion, choice, actor=actor)


@transaction.atomic
def end_membership(row: Seat, *, day: date, actor: Actor) -> Seat:
    """A member's last day; refused while they sit in a session that has not ended."""
    if row.sessions.filter(state="open").exists():
        raise Refused([Refusal("seat.in_session")])
    if row.valid_to is not None:
        raise Refused([Refusal("seat.ended")])
    return end_seat(row, day=day, actor=actor)
