"""Acclamation: who stands, who votes for a member, the ballots, and what comes of them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from django.db import transaction

from thidua.ballots import queries as ballots
from thidua.ballots import secret
from thidua.ballots.actions import found_body, vote
from thidua.ballots.models import Body, Motion, Poll, Vote
from thidua.blocks import access, queries
from thidua.blocks.models import BlockYear, Candidate, Member
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.people.models import User

_OPEN = ("settled", "voting")


def _locked(year: BlockYear, states: tuple[str, ...], actor: Actor) -> BlockYear:
    fresh = BlockYear.objects.select_for_update(of=("self",)).select_related("group", "poll").get(pk=year.pk)
    refusals = []
    if "block.lead" not in access.year_rights_on(actor, fresh):
        refusals.append(Refusal("machine.right", {"right": "block.lead"}))
    if fresh.state not in states:
        refusals.append(Refusal("draft.closed", {"state": f"block.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    return fresh


def _body(year: BlockYear, actor: Actor) -> Body:
    """The block as a body that votes; the same in every year."""
    if year.body is None:
        earlier = BlockYear.objects.filter(group=year.group_id, body__isnull=False).first()
        year.body = (
            earlier.body
            if earlier
            else found_body(year.group.province, name=year.group.name, actor=actor, kind="block")
        )
        year.save(update_fields=["body"])
    assert year.body is not None  # noqa: S101  # set right above
    return year.body


def _motion(year: BlockYear, member: Member, turn: int, actor: Actor) -> Motion:
    question = f"Suy tôn {member.unit.name} năm {year.year}" + (f" (lượt {turn})" if turn > 1 else "")
    return Motion.objects.create(
        body=_body(year, actor),
        question=question[:300],
        quorum_percent=year.quorum_percent,
        approval_percent=year.approval_percent,
        more_than=year.more_than,
        denominator=year.denominator,
        article=year.regulation or "Quy chế hoạt động của khối, cụm",
        confirmed=bool(year.regulation),
    )


@transaction.atomic
def put_forward(year: BlockYear, members: Iterable[Member], *, actor: Actor) -> None:
    """Who stands, of those that have a place; chosen anew until the ballot opens."""
    fresh = _locked(year, ("settled",), actor)
    chosen = {member.pk for member in members}
    wanted = [m for m in fresh.members.select_related("unit") if m.pk in chosen]
    if any(m.rank is None for m in wanted):
        raise Refused([Refusal("block.unplaced")])
    Candidate.objects.filter(member__year=fresh).exclude(member__in=wanted).delete()
    held = set(Candidate.objects.filter(member__year=fresh).values_list("member_id", flat=True))
    Candidate.objects.bulk_create(Candidate(member=m) for m in wanted if m.pk not in held)
    record("block.put_forward", fresh, actor=actor, data={"units": [m.unit_id for m in wanted]})


@transaction.atomic
def take_roll(year: BlockYear, delegates: Mapping[int, User], *, actor: Actor) -> None:
    """Who is there, and who votes for each: member → person. Nobody votes for two members. Who has voted may leave, and
    their votes stay; nobody takes their place, and nobody joins once a further ballot is held."""
    fresh = _locked(year, _OPEN, actor)
    if len({user.pk for user in delegates.values()}) < len(delegates):
        raise Refused([Refusal("block.delegate_twice")])
    voted = set(Vote.objects.filter(motion__candidate__member__year=fresh).values_list("user_id", flat=True))
    further = Candidate.objects.filter(member__year=fresh, turn__gt=1).exists()
    members, people = list(fresh.members.select_related("unit")), queries.people_of(fresh)
    for member in members:
        user = delegates.get(member.pk)
        if member.delegate_id in voted and user is not None and user.pk != member.delegate_id:
            raise Refused([Refusal("block.delegate_voted", {"unit": member.unit.name})])
        if user is not None and user not in people.get(member.unit_id, []) and user.pk != member.delegate_id:
            raise Refused([Refusal("block.delegate_stranger", {"unit": member.unit.name})])
        if further and user is not None and not member.is_present:
            raise Refused([Refusal("block.roll_closed", {"unit": member.unit.name})])
        member.is_present = user is not None
        member.delegate = user or (member.delegate if member.delegate_id in voted else None)
    if len({m.delegate_id for m in members if m.delegate_id}) < sum(m.delegate_id is not None for m in members):
        raise Refused([Refusal("block.delegate_twice")])
    Member.objects.bulk_update(members, ["is_present", "delegate"])
    data = {str(m.unit_id): m.delegate_id for m in members if m.is_present}
    record("block.roll", fresh, actor=actor, data={"present": data})


@transaction.atomic
def choose_secret(year: BlockYear, is_secret: bool, *, actor: Actor) -> BlockYear:
    """Whether the acclamation is by secret ballot; until it is called."""
    fresh = _locked(year, ("settled",), actor)
    fresh.secret = is_secret
    fresh.save(update_fields=["secret"])
    record("block.secret", fresh, actor=actor, data={"secret": is_secret})
    return fresh


@transaction.atomic
def name_tellers(year: BlockYear, first: User, second: User, *, actor: Actor) -> Poll:
    """The two who count the secret ballot that comes next: the first one, or after its count a further one."""
    fresh = _locked(year, _OPEN, actor)
    known = {user.pk for users in queries.people_of(fresh).values() for user in users}
    refusals = []
    if not fresh.secret:
        refusals.append(Refusal("session.not_secret"))
    if not {first.pk, second.pk} <= known:
        refusals.append(Refusal("session.tellers"))
    if fresh.poll is not None and fresh.poll.state not in ("preparing", "counted", "cancelled"):
        refusals.append(Refusal("draft.closed", {"state": f"poll.{fresh.poll.state}"}))
    if refusals:
        raise Refused(refusals)
    poll = fresh.poll if fresh.poll is not None and fresh.poll.state == "preparing" else None
    fresh.poll = secret.name_tellers(_body(fresh, actor), first, second, actor=actor, poll=poll)
    fresh.save(update_fields=["poll"])
    return fresh.poll


@transaction.atomic
def lock_box(year: BlockYear, *, actor: Actor) -> None:
    """No more ballots; the tellers open the envelopes."""
    fresh = _locked(year, ("voting",), actor)
    if fresh.poll is None or fresh.poll.state != "voting":
        raise Refused([Refusal("ballot.closed")])
    if missing := queries.unvoted(fresh):
        raise Refused([Refusal("session.unvoted", {"count": missing})])
    _tells_nobody(queries.standing_candidates(fresh), fresh)
    secret.lock(fresh.poll)


def _tells_nobody(rows: Iterable[Candidate], year: BlockYear) -> None:
    """A tally of too few ballots would tell who chose what."""
    few = [row for row in rows if len(queries.electorate(year, row)) < ballots.FEWEST]
    if few:
        values = [{"name": row.member.unit.name, "fewest": ballots.FEWEST} for row in few]
        raise Refused([Refusal("session.lonely", one) for one in values])


def open_ballots(year: BlockYear, actor: Actor) -> None:
    """A motion for each candidate that has none, in the secret ballot where there is one."""
    rows = list(Candidate.objects.filter(member__year=year, motion=None).select_related("member__unit"))
    for row in rows:
        row.motion = _motion(year, row.member, row.turn, actor)
        row.save(update_fields=["motion"])
    _seal(year, rows)


def _seal(year: BlockYear, rows: Iterable[Candidate]) -> None:
    if year.secret and year.poll is not None:
        Motion.objects.filter(pk__in=[row.motion_id for row in rows]).update(poll=year.poll)
        secret.start(year.poll)


@transaction.atomic
def cast(candidate: Candidate, choice: str, *, actor: Actor) -> Vote:
    """The vote of the member whom the actor stands for. Refused: nobody's delegate, on its own member where the block does
    not have that, an earlier turn, ballots not open, voted already."""
    rows = BlockYear.objects.select_for_update(of=("self",))
    year = rows.get(pk=candidate.member.year_id)
    refusals = []
    mine = year.members.filter(delegate=actor.person, is_present=True).first()
    if mine is None or not actor.at_unit(mine.unit_id):
        refusals.append(Refusal("block.no_delegate"))
    elif mine.pk == candidate.member_id and not year.votes_own:
        refusals.append(Refusal("block.own_vote"))
    last = Candidate.objects.filter(member__year=year).order_by("-turn").values_list("turn", flat=True).first()
    if year.state != "voting" or candidate.turn != last or candidate.motion is None:
        refusals.append(Refusal("session.not_open"))
    if refusals or candidate.motion is None:
        raise Refused(refusals)
    put = secret.cast_sealed if candidate.motion.poll_id is not None else vote
    return put(candidate.motion, choice, actor=actor)


@transaction.atomic
def vote_again(year: BlockYear, *, actor: Actor) -> int:
    """A further ballot among those who are equal at the last place; its turn."""
    fresh = _locked(year, ("voting",), actor)
    known = not queries.unvoted(fresh) and queries.is_counted(fresh)
    tied = queries.result_of(fresh).tied if known else ()
    if not tied:
        raise Refused([Refusal("block.not_tied")])
    if fresh.secret and (fresh.poll is None or not (fresh.poll.first_key and fresh.poll.second_key)):
        raise Refused([Refusal("session.no_keys", {"count": 2})])
    if fresh.secret and fresh.poll is not None and fresh.poll.state != "preparing":
        raise Refused([Refusal("block.new_tellers")])
    if fresh.secret:
        _tells_nobody([c for c in queries.standing_candidates(fresh) if c.member_id in tied], fresh)
    for row in queries.whole(fresh).candidates:
        row.result = asdict(queries.tally_of(fresh, row))
    Candidate.objects.bulk_update(queries.whole(fresh).candidates, ["result"])
    turn = max(row.turn for row in queries.whole(fresh).candidates) + 1
    Motion.objects.filter(candidate__member__year=fresh).update(is_open=False)
    again: list[Candidate] = []
    for member in queries.whole(fresh).members:
        if member.pk in tied:
            motion = _motion(fresh, member, turn, actor)
            again.append(Candidate.objects.create(member=member, turn=turn, motion=motion))
    _seal(fresh, again)
    record("block.vote_again", fresh, actor=actor, data={"turn": turn, "members": list(tied)})
    return turn


def drop_ballots(year: BlockYear, actor: Actor) -> None:
    """Without an acclamation: the list is forgotten where nobody voted yet, and what was voted is counted and closed."""
    rows = list(Candidate.objects.filter(member__year=year))
    listed = [row for row in rows if row.motion_id is None]
    if listed:
        record("block.put_forward", year, actor=actor, data={"units": []})
    for row in listed:
        row.delete()
    if year.poll is not None:
        secret.cancel(year.poll)
    for row in queries.whole(year).candidates if len(listed) < len(rows) else []:
        row.result = asdict(queries.tally_of(year, row))
        row.save(update_fields=["result"])
    Motion.objects.filter(candidate__member__year=year).update(is_open=False)


def close_ballots(year: BlockYear) -> None:
    """Counts every ballot once and for all, and says who is proposed and who in reserve."""
    found = queries.whole(year)
    for poll in {row.motion.poll for row in found.candidates if row.motion is not None}:
        if poll is not None and (names := ballots.differing(poll)):
            raise Refused([Refusal("poll.altered", {"name": name}) for name in names])
    result = queries.result_of(year)
    outcomes = dict.fromkeys(result.missed, "missed") | dict.fromkeys(result.reserve, "reserve")
    outcomes |= dict.fromkeys(result.proposed, "proposed")
    for row in found.candidates:
        row.result = asdict(queries.tally_of(year, row))
        if row.turn == 1:
            row.outcome = outcomes[row.member_id]
            row.place = result.places.get(row.member_id)
    Candidate.objects.bulk_update(found.candidates, ["result", "outcome", "place"])
    Motion.objects.filter(candidate__member__year=year).update(is_open=False)
