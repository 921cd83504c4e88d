"""Tallies, and whether what is kept of a ballot agrees with itself and with the journal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thidua.ballots import sealing
from thidua.ballots.machine import PollFacts
from thidua.ballots.models import Motion, PaperCount, Poll, Vote
from thidua.ballots.rules import Tally, ThresholdFacts, tally
from thidua.journal.entries import history, subject_of
from thidua.journal.models import Entry
from thidua.kernel.actor import Actor

_ROLL = {"ballot.vote": 1, "ballot.paper": 1, "ballot.paper_back": -1}
FEWEST = 3  # ballots of a motion; with fewer, the tally would tell who chose what


def count(motion: Motion, *, members: int, present: int) -> Tally:
    """Of the votes, or of what its secret ballot came to."""
    threshold = ThresholdFacts(motion.quorum_percent, motion.approval_percent, motion.denominator, motion.more_than)
    if motion.poll_id is not None:
        return tally(motion.counts or {}, members=members, present=present, threshold=threshold)
    choices = motion.votes.values_list("choice", flat=True)
    return tally(choices, members=members, present=present, threshold=threshold)


def facts_of(poll: Poll) -> PollFacts:
    waiting = PaperCount.objects.filter(motion__poll=poll).values("motion").annotate(n=Count("pk")).filter(n__gte=2)
    paper = Vote.objects.filter(motion__poll=poll, on_paper=True).values("motion").distinct()
    return PollFacts(
        keyed=bool(poll.first_key) + bool(poll.second_key),
        altered=tuple(altered(poll)),
        uncounted=paper.exclude(motion__in=waiting.values("motion")).count(),
    )


def altered(poll: Poll) -> list[str]:
    """The questions whose envelopes are not those that were put in: one too few or too many, one that this installation
    did not put there, or, once the box is locked, another box than the journal says."""
    if poll.state not in ("voting", "locked", "stripped"):
        return []
    rows = poll.motions.prefetch_related("envelopes").annotate(
        cast=Count("votes", filter=Q(votes__on_paper=False), distinct=True), all=Count("votes", distinct=True)
    )
    motions, said, found = list(rows), _said(poll), []
    rolled = _rolled(motions)
    for motion in motions:
        contents = [bytes(e.content) for e in motion.envelopes.all()]
        marked = all(sealing.is_marked(bytes(e.content), motion.about, e.mark) for e in motion.envelopes.all())
        box = said.get(str(motion.pk))
        whole = len(contents) == len(set(contents)) == motion.cast and rolled[motion.pk] == motion.all
        if not (marked and whole) or (box and box != sealing.digest_of(contents)):
            found.append(motion.question)
    return found


def _rolled(motions: Iterable[Motion]) -> Counter[int]:
    """motion → how many have voted on it, as the journal has it."""
    subjects = {subject_of(motion): motion.pk for motion in motions}
    rows = Entry.objects.filter(subject__in=subjects, verb__in=_ROLL).values("subject", "verb").annotate(n=Count("pk"))
    found: Counter[int] = Counter()
    for row in rows.order_by():
        found[subjects[row["subject"]]] += _ROLL[row["verb"]] * row["n"]
    return found


def _said(poll: Poll) -> dict[str, str]:
    """motion → digest of its box, as the journal has it since the box was locked or the outer envelopes were opened."""
    entry = history(poll).filter(verb__in=["poll.box", "poll.inner"]).first()
    return dict(entry.data["boxes"]) if entry else {}


def differing(poll: Poll) -> list[str]:
    """The questions of a counted ballot whose counts are not what the journal says, or not as many as have voted."""
    entry = history(poll).filter(verb="poll.result").first()
    said = dict(entry.data["counts"]) if entry else {}
    motions, found = list(poll.motions.annotate(cast=Count("votes"))), []
    rolled = _rolled(motions)
    for motion in motions:
        total = sum((motion.counts or {}).values())
        if motion.counts != said.get(str(motion.pk)) or not total == motion.cast == rolled[motion.pk]:
            found.append(motion.question)
    return found


@dataclass(frozen=True)
class PaperLine:
    """A motion with ballots on paper. mine: whether the actor has keyed in their count."""

    motion: Motion
    ballots: int
    mine: bool


def paper_lines(poll: Poll, actor: Actor) -> list[PaperLine]:
    rows = poll.motions.annotate(
        ballots=Count("votes", filter=Q(votes__on_paper=True), distinct=True),
        mine=Count("paper_counts", filter=Q(paper_counts__teller=actor.person), distinct=True),
    ).order_by("pk")
    return [PaperLine(row, row.ballots, bool(row.mine)) for row in rows if row.ballots]


def to_count(actor: Actor) -> QuerySet[Poll]:
    """Ballots that wait for the actor as teller: for a key, for envelopes to open, for ballots on paper to key in."""
    mine = Q(first=actor.person, first_key="") | Q(second=actor.person, second_key="")
    both = Q(first=actor.person) | Q(second=actor.person)
    return Poll.objects.filter(Q(state="preparing") & mine | Q(state__in=["locked", "stripped"]) & both)
