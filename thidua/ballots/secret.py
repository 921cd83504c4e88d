"""A secret ballot from the naming of its tellers to the tally. The threat model stands in ``docs/develop/secret-ballot.md``."""

import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from thidua.ballots import access, queries, sealing
from thidua.ballots.machine import POLL
from thidua.ballots.models import Body, Envelope, Motion, PaperCount, Poll, Vote
from thidua.ballots.sealing import WrongKey
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.people.models import User


@transaction.atomic
def name_tellers(body: Body, first: User, second: User, *, actor: Actor, poll: Poll | None = None) -> Poll:
    """The two who count; named anew until they have both given a key."""
    if first.pk == second.pk:
        raise Refused([Refusal("poll.one_teller")])
    if poll is None:
        poll = Poll.objects.create(body=body, first=first, second=second)
    else:
        poll = Poll.objects.select_for_update().get(pk=poll.pk)
        if poll.state != "preparing":
            raise Refused([Refusal("draft.closed", {"state": f"poll.{poll.state}"})])
        keep = {poll.first_id: poll.first_key, poll.second_id: poll.second_key}
        poll.first, poll.second = first, second
        poll.first_key, poll.second_key = keep.get(first.pk, ""), keep.get(second.pk, "")
        poll.save(update_fields=["first", "second", "first_key", "second_key"])
    record("poll.tellers", poll, actor=actor, after="preparing", data={"first": first.pk, "second": second.pk})
    return poll


@transaction.atomic
def give_key(poll: Poll, code: str, *, actor: Actor) -> Poll:
    """A teller shows that they keep the key: its public half is kept. May be given anew until the ballot begins."""
    fresh = Poll.objects.select_for_update().get(pk=poll.pk)
    rights = access.rights_on(actor, fresh)
    refusals = []
    if not rights & {"poll.first", "poll.second"}:
        refusals.append(Refusal("machine.right", {"right": "poll.first"}))
    if fresh.state != "preparing":
        refusals.append(Refusal("draft.closed", {"state": f"poll.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    try:
        public = sealing.public_of(code)
    except WrongKey as error:
        raise Refused([Refusal("poll.wrong_key")]) from error
    name = "first_key" if "poll.first" in rights else "second_key"
    setattr(fresh, name, public)
    fresh.save(update_fields=[name])
    record("poll.key", fresh, actor=actor, data={"public": public})
    return fresh


@transaction.atomic
def cast_sealed(motion: Motion, choice: str, *, actor: Actor) -> Vote:
    """One ballot into the box: that the member voted is journaled with their name, the choice is sealed without it."""
    poll = _voting(motion)
    if choice not in ("yes", "no", "abstain"):
        raise Refused([Refusal("ballot.choice")])
    vote = _enter(motion, actor.person, on_paper=False)
    inner = sealing.close_inner(choice, poll.second_key, motion.about)
    _put(motion, sealing.close_outer(inner, poll.first_key, motion.about), layer=2)
    record("ballot.vote", motion, actor=actor, data={"secret": True})
    return vote


def _voting(motion: Motion) -> Poll:
    locked = Motion.objects.select_for_update(of=("self",)).select_related("poll").get(pk=motion.pk)
    if not locked.is_open or locked.poll is None or locked.poll.state != "voting":
        raise Refused([Refusal("ballot.closed")])
    return locked.poll


def _enter(motion: Motion, user: int, *, on_paper: bool) -> Vote:
    try:
        with transaction.atomic():
            return Vote.objects.create(motion=motion, user_id=user, choice="sealed", on_paper=on_paper)
    except IntegrityError as error:
        raise Refused([Refusal("ballot.twice")]) from error


def _put(motion: Motion, content: bytes, *, layer: int) -> None:
    mark = sealing.mark(content, motion.about)
    Envelope.objects.create(motion=motion, layer=layer, content=content, mark=mark)


@transaction.atomic
def hand_paper(motion: Motion, user: User, *, actor: Actor) -> Vote:
    """A ballot on paper for a member, who then no longer votes on screen. Who may hand it is for the stage."""
    _voting(motion)
    vote = _enter(motion, user.pk, on_paper=True)
    record("ballot.paper", motion, actor=actor, data={"user": user.pk})
    return vote


@transaction.atomic
def take_back_paper(vote: Vote, *, actor: Actor) -> None:
    """A ballot on paper that was handed out by mistake and came back unused."""
    _voting(vote.motion)
    if not vote.on_paper:
        raise Refused([Refusal("ballot.twice")])
    record("ballot.paper_back", vote.motion, actor=actor, data={"user": vote.user_id})
    vote.delete()


@transaction.atomic
def key_in(poll: Poll, counts: Mapping[int, Mapping[str, int]], *, actor: Actor) -> int:
    """What a teller counted on paper: motion → choice → how many; keyed in anew until the ballot is counted."""
    fresh = Poll.objects.select_for_update().get(pk=poll.pk)
    refusals = []
    if not access.rights_on(actor, fresh) & {"poll.first", "poll.second"}:
        refusals.append(Refusal("machine.right", {"right": "poll.first"}))
    if fresh.state not in ("locked", "stripped"):
        refusals.append(Refusal("draft.closed", {"state": f"poll.{fresh.state}"}))
    lines = {line.motion.pk: line for line in queries.paper_lines(fresh, actor)}
    for pk, line in lines.items():
        total = sum(counts.get(pk, {}).values())
        if total != line.ballots:
            values = {"name": line.motion.question, "count": total, "expected": line.ballots}
            refusals.append(Refusal("poll.paper_total", values))
    if refusals:
        raise Refused(refusals)
    for pk, line in lines.items():
        content = sealing.close_inner(sealing.counts_text(counts[pk]), fresh.second_key, line.motion.about)
        layer = 1
        if fresh.state == "locked":
            content, layer = sealing.close_outer(content, fresh.first_key, line.motion.about), 2
        values = {"content": content, "layer": layer}
        PaperCount.objects.update_or_create(motion=line.motion, teller_id=actor.person, defaults=values)
    record("poll.key_in", fresh, actor=actor, data={"motions": sorted(lines)})
    return len(lines)


def _lock(poll: Poll, actor: Actor, data: Mapping[str, Any]) -> None:
    """No more votes. What lies in each box now is told by its digest."""
    Motion.objects.filter(poll=poll).update(is_open=False)
    record("poll.box", poll, actor=actor, data={"boxes": _boxes(poll)})


def _boxes(poll: Poll) -> dict[str, str]:
    motions = poll.motions.prefetch_related("envelopes")
    return {str(m.pk): sealing.digest_of(bytes(e.content) for e in m.envelopes.all()) for m in motions}


def _strip(poll: Poll, actor: Actor, data: Mapping[str, Any]) -> None:
    """Opens the outer envelopes; the inner ones go back into the box in an order that nobody knows."""
    code = _fitting(data, poll.first_key)
    boxes: list[tuple[Motion, list[bytes]]] = []
    for motion in poll.motions.prefetch_related("envelopes"):
        boxes.append((motion, [_opened(e.content, code, motion) for e in motion.envelopes.all()]))
    Envelope.objects.filter(motion__poll=poll).delete()
    rows = [(uuid.uuid4(), motion, content) for motion, contents in boxes for content in contents]
    secrets.SystemRandom().shuffle(rows)
    Envelope.objects.bulk_create(
        Envelope(id=key, motion=motion, layer=1, content=content, mark=sealing.mark(content, motion.about))
        for key, motion, content in rows
    )
    for counted in PaperCount.objects.filter(motion__poll=poll, layer=2).select_related("motion"):
        counted.content, counted.layer = _opened(counted.content, code, counted.motion), 1
        counted.save(update_fields=["content", "layer"])
    record("poll.inner", poll, actor=actor, data={"boxes": _boxes(poll)})


def _count(poll: Poll, actor: Actor, data: Mapping[str, Any]) -> None:
    """Opens the inner envelopes, adds what two tellers counted alike on paper, and leaves nothing but the counts."""
    code = _fitting(data, poll.second_key)
    refusals, results = [], {}
    for motion in poll.motions.prefetch_related("envelopes", "paper_counts"):
        counts = dict.fromkeys(sealing.CHOICES, 0)
        for envelope in motion.envelopes.all():
            counts[sealing.read(_opened(envelope.content, code, motion))] += 1
        papers = {sealing.read(_opened(c.content, code, motion)) for c in motion.paper_counts.all()}
        if len(papers) > 1:
            refusals.append(Refusal("poll.paper_differs", {"name": motion.question}))
        for paper in papers:
            counts = {choice: counts[choice] + n for choice, n in sealing.counts_read(paper).items()}
        results[motion.pk] = counts
    if refusals:
        raise Refused(refusals)
    for pk, counts in results.items():
        Motion.objects.filter(pk=pk).update(counts=counts)
    Envelope.objects.filter(motion__poll=poll).delete()
    PaperCount.objects.filter(motion__poll=poll).delete()
    record("poll.result", poll, actor=actor, data={"counts": {str(pk): counts for pk, counts in results.items()}})


def _opened(content: Any, code: str, motion: Motion) -> bytes:
    try:
        return sealing.open_one(bytes(content), code, motion.about)
    except WrongKey as error:
        raise Refused([Refusal("poll.altered", {"name": motion.question})]) from error


def _fitting(data: Mapping[str, Any], public: str) -> str:
    code = str(data.get("code", ""))
    try:
        fits = sealing.public_of(code) == public
    except WrongKey:
        fits = False
    if not fits:
        raise Refused([Refusal("poll.wrong_key")])
    return code


def _void(poll: Poll, actor: Actor, data: Mapping[str, Any]) -> None:
    """Nothing that was cast is ever opened."""
    Motion.objects.filter(poll=poll).update(is_open=False)
    Envelope.objects.filter(motion__poll=poll).delete()
    PaperCount.objects.filter(motion__poll=poll).delete()


FLOW = register(
    Flow(
        POLL,
        Poll,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"lock": _lock, "strip": _strip, "count": _count, "cancel": _void},
        joins=("body",),
    )
)


def start(poll: Poll) -> None:
    perform(FLOW, poll, "start", actor=system())


def lock(poll: Poll) -> None:
    perform(FLOW, poll, "lock", actor=system())


def cancel(poll: Poll) -> None:
    if poll.state not in FLOW.machine.final:
        perform(FLOW, poll, "cancel", actor=system())


def open_envelopes(poll: Poll, code: str, *, actor: Actor) -> Poll:
    """The step that is the actor's: the first teller opens the outer envelopes, the second the inner ones."""
    verb = "strip" if poll.state == "locked" else "count"
    return perform(FLOW, poll, verb, actor=actor, data={"code": code})  # type: ignore[no-any-return]  # a poll


@transaction.atomic
def say_destroyed(poll: Poll, *, actor: Actor) -> None:
    """A teller's word that their key is no more."""
    fresh = Poll.objects.select_for_update().get(pk=poll.pk)
    if not access.rights_on(actor, fresh) & {"poll.first", "poll.second"}:
        raise Refused([Refusal("machine.right", {"right": "poll.first"})])
    if fresh.state not in FLOW.machine.final:
        raise Refused([Refusal("poll.not_over")])
    fresh.destroyed.add(actor.person)
    record("poll.destroyed", fresh, actor=actor)
