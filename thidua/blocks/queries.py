"""Reads of a block's year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from thidua.ballots import queries as ballots
from thidua.ballots.models import Poll
from thidua.ballots.rules import Tally, ThresholdFacts, tally
from thidua.blocks.machine import MarkingFacts, MemberFacts, YearFacts
from thidua.blocks.models import (
    APPRAISED,
    CROSS,
    GATHERED,
    SELF,
    BlockYear,
    Candidate,
    Criterion,
    Marking,
    Member,
    Proof,
)
from thidua.blocks.rules.acclaim import Acclaimed, Stood, acclaim
from thidua.blocks.rules.points import Criterion as Fact
from thidua.blocks.rules.points import differing, mean, total
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_date
from thidua.people.models import RoleHolding, User
from thidua.ui.names import name_of
from thidua.units.queries import dated


@dataclass
class Whole:
    """Everything of a year, read in five queries at most and each part only when it is asked for."""

    year: BlockYear

    @cached_property
    def members(self) -> list[Member]:
        rows = list(self.year.members.select_related("unit", "delegate"))
        for row in rows:
            row.year = self.year
        return rows

    @cached_property
    def by_pk(self) -> dict[int, Member]:
        return {row.pk: row for row in self.members}

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.year.criteria.all())

    @cached_property
    def facts(self) -> list[Fact]:
        return [one.fact for one in self.criteria]

    @cached_property
    def markings(self) -> list[Marking]:
        rows = list(Marking.objects.filter(member__year=self.year))
        for row in rows:
            row.member = self.by_pk[row.member_id]
            row.by = self.by_pk[row.by_id] if row.by_id else None
        return rows

    @cached_property
    def candidates(self) -> list[Candidate]:
        rows = list(
            Candidate.objects.filter(member__year=self.year)
            .select_related("motion__poll")
            .prefetch_related("motion__votes")
        )
        for row in rows:
            row.member = self.by_pk[row.member_id]
        return rows

    def of(self, member: Member, kind: str) -> list[Marking]:
        return [row for row in self.markings if row.member_id == member.pk and row.kind == kind]

    def one(self, member: Member, kind: str) -> Marking | None:
        return next(iter(self.of(member, kind)), None)


def whole(year: BlockYear) -> Whole:
    """Read once for each loaded year."""
    known: Whole | None = year.__dict__.get("_whole")
    if known is None:
        known = year.__dict__["_whole"] = Whole(year)
    return known


def year_facts_of(year: BlockYear) -> YearFacts:
    """What the year's present state has to know, and no more."""
    found = whole(year)
    state, today = year.state, timezone.localdate()
    days = [year.self_due, year.cross_due, year.appraisal_due, year.meets_on]
    facts: dict[str, Any] = {}
    if state == "signing":
        facts["unsigned"] = sum(m.state != "signed" for m in found.members)
    if state in ("scoring", "crossing", "gathering", "appraising"):
        sent = Counter(m.kind for m in found.markings if m.state == "sent")
        every = Counter(m.kind for m in found.markings)
        facts |= {
            "unsent": every[SELF] - sent[SELF],
            "sent": sent[SELF],
            "uncrossed": every[CROSS] - sent[CROSS],
            "ungathered": every[GATHERED] - sent[GATHERED],
            "returned": sum(m.kind == SELF and m.state == "returned" for m in found.markings),
            "unappraised": tuple(
                m.member.unit.name for m in found.markings if m.kind == APPRAISED and m.state != "sent"
            ),
        }
    if state in ("settled", "voting"):
        present = [m for m in found.members if m.is_present]
        facts |= {"present": len(present), "quorum_percent": year.quorum_percent, "candidates": len(found.candidates)}
        facts |= _secrecy(year) if year.secret and state == "settled" else {}
    if state == "voting":
        facts["unvoted"], facts["uncounted"] = unvoted(year), not is_counted(year)
        facts["tied"] = 0 if facts["unvoted"] or facts["uncounted"] else len(result_of(year).tied)
    return YearFacts(
        today=today,
        members=len(found.members),
        criteria=len(found.criteria) if state == "draft" else 0,
        agreement=year.agreement,
        has_deputy=year.deputy_id is not None and year.deputy_id != year.lead_id,
        ordered=days == sorted(days),
        self_due=year.self_due,
        cross_due=year.cross_due,
        meets_on=year.meets_on,
        **facts,
    )


def _secrecy(year: BlockYear) -> dict[str, Any]:
    poll = year.poll
    lonely = [row.member.unit.name for row in whole(year).candidates if len(electorate(year, row)) < ballots.FEWEST]
    keyed = bool(poll and poll.first_key) + bool(poll and poll.second_key)
    return {"keyed": keyed, "lonely": tuple(lonely), "fewest": ballots.FEWEST}


def is_counted(year: BlockYear) -> bool:
    """Whether what the last turn came to is known: of an open ballot always."""
    polls = [row.motion.poll for row in standing_candidates(year) if row.motion is not None]
    return all(poll is None or poll.state == "counted" for poll in polls)


def member_facts_of(member: Member) -> MemberFacts:
    return MemberFacts(member.year.state)


PHASE = {SELF: "scoring", CROSS: "crossing", GATHERED: "gathering", APPRAISED: "appraising"}


def asked(marking: Marking) -> list[Criterion]:
    """The criteria that a marker gives points for: all but those whose points were taken over."""
    taken = marking.member.taken
    return [one for one in whole(marking.member.year).criteria if one.key not in taken]


def base_of(marking: Marking) -> dict[str, Decimal]:
    """What the marks are compared with: of a cross-marking the member's own, of the consolidated one the mean of those
    (the member's own where nobody marked it), of the appraised one the consolidated."""
    found, member = whole(marking.member.year), marking.member
    own = found.one(member, SELF)
    said = {key: mark.points for key, mark in own.given.items()} if own is not None and own.state == "sent" else {}
    if marking.kind == CROSS:
        return said
    if marking.kind == GATHERED:
        crossed = [row.given for row in found.of(member, CROSS) if row.state == "sent"]
        means = {one.key: mean(m[one.key].points for m in crossed if one.key in m) for one in found.criteria}
        return said | {key: value for key, value in means.items() if value is not None}
    if marking.kind == APPRAISED:
        gathered = found.one(member, GATHERED)
        return {key: mark.points for key, mark in gathered.given.items()} if gathered is not None else said
    return {}


def points_of(marking: Marking) -> dict[str, Decimal]:
    """By criterion: what was given, and what was taken over."""
    taken = {key: Decimal(one["points"]) for key, one in marking.member.taken.items()}
    return {key: mark.points for key, mark in marking.given.items()} | taken


def total_of(marking: Marking) -> Decimal:
    return total(whole(marking.member.year).facts, points_of(marking))


def proofs_of(marking: Marking) -> list[Proof]:
    """Read once for each loaded marking."""
    known: list[Proof] | None = marking.__dict__.get("_proofs")
    if known is None:
        known = marking.__dict__["_proofs"] = list(marking.proofs.select_related("paper"))
    return known


def marking_facts_of(marking: Marking) -> MarkingFacts:
    year, given, criteria = marking.member.year, marking.given, asked(marking)
    due = {SELF: year.self_due, CROSS: year.cross_due}.get(marking.kind) if marking.state != "returned" else None
    unproved: list[str] = []
    if marking.kind == SELF:
        files = {proof.criterion_id for proof in proofs_of(marking)}
        unproved = [
            one.name
            for one in criteria
            if one.evidence
            and one.kind != "penalty"
            and one.key in given
            and given[one.key].points > 0
            and not (given[one.key].why.strip() or marking.note(one.key).strip() or one.pk in files)
        ]
    names = {one.key: one.name for one in criteria}
    compared = marking.kind != SELF
    unexplained = differing([one.fact for one in criteria], given, base_of(marking)) if compared else []
    return MarkingFacts(
        year.state,
        PHASE[marking.kind],
        timezone.localdate(),
        due,
        sum(one.key not in given for one in criteria),
        tuple(unproved),
        tuple(names[key] for key in unexplained),
    )


def electorate(year: BlockYear, candidate: Candidate) -> list[Member]:
    """The members who are there and vote on the candidate."""
    return [
        m for m in whole(year).members if m.is_present and m.delegate_id and (year.votes_own or m != candidate.member)
    ]


def standing_candidates(year: BlockYear) -> list[Candidate]:
    """Those of the last ballot."""
    rows = whole(year).candidates
    last = max((row.turn for row in rows), default=0)
    return [row for row in rows if row.turn == last]


def people_of(year: BlockYear) -> dict[int, list[User]]:
    """unit → who may stand for it today: its heads first, then its officers."""
    units = [member.unit_id for member in whole(year).members]
    rows = RoleHolding.objects.filter(dated(timezone.localdate()), unit__in=units, user__is_active=True)
    rows = rows.filter(role__in=["unit_head", "unit_officer"]).select_related("user").order_by("role", "pk")
    found: dict[int, list[User]] = {}
    for row in rows:
        if row.user not in found.setdefault(row.unit_id, []):
            found[row.unit_id].append(row.user)
    return found


def unvoted(year: BlockYear) -> int:
    """Ballots of the last turn that are not cast."""
    missing = 0
    for row in standing_candidates(year):
        cast = {vote.user_id for vote in row.motion.votes.all()} if row.motion else set()
        missing += sum(member.delegate_id not in cast for member in electorate(year, row))
    return missing


def tally_of(year: BlockYear, candidate: Candidate) -> Tally:
    """members and present: those who may vote on the candidate. A ballot that was counted stays as it was counted."""
    if candidate.result:
        return Tally(**candidate.result)
    motion = candidate.motion
    if motion is not None and motion.poll_id is not None:
        votes = [choice for choice, n in (motion.counts or {}).items() for _ in range(n)]
    else:
        votes = [vote.choice for vote in motion.votes.all()] if motion else []
    may = [m for m in whole(year).members if year.votes_own or m != candidate.member]
    present = len(electorate(year, candidate))
    threshold = ThresholdFacts(Decimal(0), year.approval_percent, year.denominator, year.more_than)
    return tally(votes, members=len(may), present=max(present, len(votes)), threshold=threshold)


def result_of(year: BlockYear) -> Acclaimed:
    """The acclamation as its votes stand now."""
    yes: dict[int, list[int]] = {}
    approved: dict[int, bool] = {}
    for row in whole(year).candidates:
        counted = tally_of(year, row)
        yes.setdefault(row.member_id, []).append(counted.yes)
        approved.setdefault(row.member_id, counted.approved)
    points = {m.pk: m.total or Decimal(0) for m in whole(year).members}
    stood = [Stood(member, points[member], approved[member], tuple(votes)) for member, votes in yes.items()]
    return acclaim(stood, year.flags)


def proposals(year: int, provinces: Iterable[int]) -> QuerySet[Candidate]:
    """Who was acclaimed in a year's blocks, once they concluded."""
    rows = Candidate.objects.filter(
        outcome="proposed", member__year__year=year, member__year__group__province__in=list(provinces)
    )
    return rows.select_related("member__unit", "member__year__group").order_by(
        "member__year__group__kind", "member__year__group_id", "place"
    )


def concluded_for(unit: int) -> QuerySet[Candidate]:
    """The acclamations of a unit, the latest first."""
    rows = Candidate.objects.filter(outcome="proposed", member__unit=unit).select_related("member__year__group")
    return rows.order_by("-member__year__year")


def over_years(group: int, before: int) -> list[tuple[str, list[tuple[int, int]]]]:
    """(unit, [(year, place)]) of the block's members in the years that are settled, up to a year."""
    rows = Member.objects.filter(year__group=group, year__year__lte=before, rank__isnull=False)
    rows = rows.filter(year__state__in=["settled", "voting", "concluded", "published"])
    found: dict[str, list[tuple[int, int]]] = {}
    for name, year, rank in rows.order_by("year__year", "rank").values_list("unit__name", "year__year", "rank"):
        found.setdefault(name, []).append((year, rank or 0))
    return list(found.items())


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """What a block waits for from the actor's units: a signature, markings, a vote, the lead's next step. Rows as
    ``difficulties.queries.WAITING``."""
    heads, drafts = actor.unit_ids("unit.submit"), actor.unit_ids("unit.draft")
    sign = Member.objects.filter(unit__in=heads, state__in=["waiting", "objected"], year__state="signing")
    marks = Marking.objects.filter(by__unit__in=drafts, state__in=["draft", "returned"])
    sign = sign.order_by().annotate(what=Value("block_sign"))
    rows: list[QuerySet[Any, Any]] = [
        sign.values_list("what", "state", "year__group__name", "unit__name", "year__self_due", "year_id")
    ]
    due = {SELF: "self_due", CROSS: "cross_due", GATHERED: "appraisal_due"}
    for kind, day in due.items():
        some = marks.filter(kind=kind, member__year__state=PHASE[kind]).order_by().annotate(what=Value(f"block_{kind}"))
        rows.append(
            some.values_list(
                "what", "state", "member__year__group__name", "member__unit__name", f"member__year__{day}", "pk"
            )
        )
    rows += [*_of_lead(actor, heads), _of_office(actor)]
    vote = Member.objects.filter(delegate=actor.person, is_present=True, year__state="voting")
    vote = vote.order_by().annotate(what=Value("block_vote"))
    rows.append(vote.values_list("what", "state", "year__group__name", "unit__name", "year__meets_on", "year_id"))
    polls = ballots.to_count(actor).filter(block_years__isnull=False).order_by().annotate(what=Value("block_poll"))
    columns = ("what", "state", "body__name", "body__name", "block_years__meets_on", "pk")
    rows.append(polls.values_list(*columns))
    return rows


def _of_lead(actor: Actor, heads: frozenset[int]) -> "list[QuerySet[Any, Any]]":
    """Years whose next step is the lead's, as far as one query can tell."""
    open_words = Member.objects.filter(year=OuterRef("pk")).exclude(state="signed")
    today = timezone.localdate()
    ready = Q(state__in=["draft", "running", "settled"]) | (Q(state="signing") & ~Exists(open_words))
    over = Q(state="scoring", self_due__lt=today) | Q(state="crossing", cross_due__lt=today)
    years = BlockYear.objects.filter(ready | over, lead__in=heads).order_by()
    years = years.annotate(what=Value("block_lead"))
    return [years.values_list("what", "state", "group__name", "lead__name", "meets_on", "pk")]


def _of_office(actor: Actor) -> "QuerySet[Any, Any]":
    """Years with members whose marks wait to be appraised, and how many."""
    left = Marking.objects.filter(member__year=OuterRef("pk"), kind=APPRAISED, state__in=["draft", "returned"])
    count = Subquery(left.order_by().values("member__year").annotate(n=Count("pk")).values("n"))
    provinces = actor.province_ids("office.review") | actor.province_ids("route.step")
    years = BlockYear.objects.filter(state="appraising", group__province__in=provinces)
    years = years.order_by().annotate(what=Value("block_appraise"), n=count).filter(n__gt=0)
    return years.annotate(text=Cast("n", CharField())).values_list(
        "what", "state", "group__name", "text", "appraisal_due", "pk"
    )


_PAGES = {
    "block_sign": "block_agreement",
    "block_lead": "block_detail",
    "block_appraise": "block_detail",
    "block_vote": "block_vote",
}


def told(what: str, state: str, name: str, text: str, due: date, pk: int) -> tuple[str, str, str]:
    """A waiting row as (code, what, address)."""
    if what == "block_poll":
        return "wait.poll", f"{name} – {format_date(due)}", Poll(pk=pk).get_absolute_url()
    page = reverse(_PAGES.get(what, "marking_detail"), args=[pk])
    code = "wait.marking_returned" if state == "returned" else f"wait.{what}"
    said = name_of("state", f"block.{state}") if what == "block_lead" else text
    return code, f"{name}: {said} – {format_date(due)}", page
