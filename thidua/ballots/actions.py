"""Bodies and seats, putting motions, voting."""

from datetime import date

from django.db import IntegrityError, transaction

from thidua.awards.authority import words_over
from thidua.ballots.models import Body, Motion, Seat, Vote
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.people.models import User
from thidua.units.models import Province, Unit
from thidua.units.queries import dated


@transaction.atomic
def found_body(
    province: Province, *, name: str, actor: Actor, kind: str = "council", awarder: Unit | None = None
) -> Body:
    """kind: ``council`` or ``block``; awarder: the unit whose council it is, None for the province's."""
    body = Body.objects.create(province=province, name=name, kind=kind, awarder=awarder)
    record("body.found", body, actor=actor, data={"name": name})
    return body


def _require(actor: Actor, body: Body) -> None:
    """The administrator names the members of the province's council, whoever runs a unit's council those of that."""
    right = "council.run" if body.awarder_id else "admin.people"
    if ("system", "*") not in actor.grants and right not in words_over(actor, body):
        raise Refused([Refusal("machine.right", {"right": right})])


@transaction.atomic
def seat(body: Body, *, user: User, post: str, start: date, actor: Actor) -> Seat:
    """A member of the body from the day on."""
    _require(actor, body)
    if body.seats.filter(dated(start), user=user).exists():
        raise Refused([Refusal("body.seated")])
    row = Seat.objects.create(body=body, user=user, post=post, valid_from=start)
    record("body.seat", body, actor=actor, data={"user": user.pk, "post": post, "from": start.isoformat()})
    return row


@transaction.atomic
def end_seat(row: Seat, *, day: date, actor: Actor) -> Seat:
    """The member's last day."""
    _require(actor, row.body)
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    record("body.end_seat", row.body, actor=actor, data={"user": row.user_id, "until": day.isoformat()})
    return row


@transaction.atomic
def vote(motion: Motion, choice: str, *, actor: Actor) -> Vote:
    """One ballot. The roll says who voted; refusals: closed, not a word that can be voted, voted already."""
    refusals = []
    locked = Motion.objects.select_for_update().get(pk=motion.pk)
    if not locked.is_open or locked.poll_id is not None:
        refusals.append(Refusal("ballot.closed"))
    if choice not in ("yes", "no", "abstain"):
        refusals.append(Refusal("ballot.choice"))
    if refusals:
        raise Refused(refusals)
    try:
        with transaction.atomic():
            row = Vote.objects.create(motion=motion, user_id=actor.person, choice=choice)
    except IntegrityError as error:
        raise Refused([Refusal("ballot.twice")]) from error
    record("ballot.vote", motion, actor=actor, data={"choice": choice})
    return row
