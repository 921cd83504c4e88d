"""Markings: who makes which, what is put in them, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from thidua.blocks import access, queries
from thidua.blocks.machine import MARKING, in_phase
from thidua.blocks.models import APPRAISED, CROSS, GATHERED, SELF, BlockYear, Marking, Member, Proof
from thidua.blocks.rules.crossing import pairs
from thidua.blocks.rules.points import Mark, in_range, ranks, total
from thidua.blocks.taking import results
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.papers.models import Paper

JOINS = ("member__year__group", "member__year__movement", "member__unit", "by__unit")


def _counted(marking: Marking, actor: Actor, data: Mapping[str, Any]) -> None:
    marking.total = queries.total_of(marking)
    marking.save(update_fields=["total"])


FLOW = register(
    Flow(
        MARKING,
        Marking,
        lambda actor, marking: access.marks_for(actor, marking),
        queries.marking_facts_of,
        access.visible_markings,
        apply={"send": _counted},
        reasons={"return": ("numbers_wrong", "evidence_missing", "unclear", "other")},
        locks=lambda marking: [marking.member.year],
        joins=JOINS,
    )
)


def refresh(year: BlockYear, actor: Actor) -> None:
    """The movement's result of every member, as it is known now; what was known once does not vanish."""
    known = results(year)
    changed = {}
    for member in queries.whole(year).members:
        taken = member.taken | {key: one.kept() for key, one in known.get(member.unit_id, {}).items()}
        if taken != member.taken:
            changed[member.unit_id] = {key: one["points"] for key, one in taken.items()}
            member.taken = taken
            member.save(update_fields=["taken"])
    for marking in queries.whole(year).markings:
        marking.total = queries.total_of(marking)
    Marking.objects.bulk_update(queries.whole(year).markings, ["total"])
    if changed:
        record("block.take", year, actor=actor, data={"points": changed})


@transaction.atomic
def take_over(year: BlockYear, *, actor: Actor) -> None:
    """Takes the movement's result over anew, while members mark; it is taken once more when they end, and then stands."""
    rows = BlockYear.objects.select_for_update(of=("self",)).select_related("group", "movement")
    fresh = rows.get(pk=year.pk)
    if not access.may_draft(actor, fresh):
        raise Refused([Refusal("machine.right", {"right": "block.lead"})])
    if fresh.state not in ("scoring", "crossing"):
        raise Refused([Refusal("draft.closed", {"state": f"block.{fresh.state}"})])
    refresh(fresh, actor)


def own_markings(year: BlockYear, actor: Actor) -> None:
    """Each member's own, with what is taken over already in it."""
    Marking.objects.bulk_create(
        Marking(member=member, by=member, kind=SELF, marks=_nothing_yet(year)) for member in queries.whole(year).members
    )
    year.__dict__.pop("_whole", None)
    refresh(year, actor)


def _nothing_yet(year: BlockYear) -> dict[str, list[str]]:
    """Bonuses and penalties stand at nothing until somebody says otherwise."""
    return {one.key: ["0", ""] for one in queries.whole(year).criteria if one.kind in ("bonus", "penalty")}


def _sent_members(year: BlockYear) -> list[Member]:
    found = queries.whole(year)
    return [m for m in found.members if (own := found.one(m, SELF)) is not None and own.state == "sent"]


def crossings(year: BlockYear, actor: Actor) -> None:
    """An empty marking for each member by each of its markers, among those who sent their own."""
    members = {member.pk: member for member in _sent_members(year)}
    Marking.objects.bulk_create(
        Marking(member=members[who], by=members[by], kind=CROSS) for who, by in pairs(list(members), year.markers)
    )


def consolidated(year: BlockYear, actor: Actor) -> None:
    """The mean of the cross-marks for each member, by the lead; of the lead's own by the deputy."""
    by_unit = {member.unit_id: member for member in queries.whole(year).members}
    for member in _sent_members(year):
        by = access.gathers(year, member)
        marking = Marking(member=member, by=by_unit[by] if by else None, kind=GATHERED)
        _prefill(marking)
        marking.save(force_insert=True)


def consolidators(year: BlockYear) -> None:
    """Gives the consolidated marks to those who lead now, who may take back what others sent."""
    by_unit = {member.unit_id: member for member in queries.whole(year).members}
    for row in queries.whole(year).markings:
        by = access.gathers(year, row.member)
        if row.kind == GATHERED and by is not None and row.by_id != by_unit[by].pk:
            row.by = by_unit[by]
            row.save(update_fields=["by"])


def _prefill(marking: Marking) -> None:
    base = queries.base_of(marking)
    marking.put({one.key: Mark(base[one.key]) for one in queries.asked(marking) if one.key in base})
    marking.total = queries.total_of(marking)


def appraisals(year: BlockYear, actor: Actor) -> None:
    """What the block consolidated, for the standing agency to confirm or to change; where it was appraised before and
    came back, what was not touched follows the block's new points."""
    found = queries.whole(year)
    for member in _sent_members(year):
        marking = found.one(member, APPRAISED) or Marking(member=member, by=None, kind=APPRAISED)
        kept = {key: mark for key, mark in marking.given.items() if mark.why}
        _prefill(marking)
        marking.put(marking.given | kept)
        marking.total = queries.total_of(marking)
        marking.state, marking.version = "draft", marking.version + 1
        marking.save()


@dataclass(frozen=True)
class Entered:
    """What is put beside a criterion. note: the evidence by number, date and subject."""

    points: Decimal | None
    why: str = ""
    note: str = ""


def _open(marking: Marking, actor: Actor) -> Marking:
    BlockYear.objects.select_for_update().get(pk=marking.member.year_id)
    fresh = Marking.objects.select_for_update(of=("self",)).select_related(*JOINS).get(pk=marking.pk)
    refusals = []
    if "marking.fill" not in access.marks_for(actor, fresh):
        refusals.append(Refusal("machine.right", {"right": "marking.fill"}))
    if fresh.state not in ("draft", "returned"):
        refusals.append(Refusal("draft.closed", {"state": f"marking.{fresh.state}"}))
    refusals += in_phase(queries.marking_facts_of(fresh))
    if refusals:
        raise Refused(refusals)
    return fresh


@transaction.atomic
def save(
    marking: Marking,
    entered: Mapping[str, Entered],
    *,
    actor: Actor,
    version: int | None = None,
    papers: Mapping[str, Iterable[Paper]] | None = None,
    dropped: Iterable[int] = (),
) -> Marking:
    """Keeps what was entered; what was left empty stays empty.

    dropped: files that are taken away; the journal keeps their digests.

    version: of the marking that was on the screen; refused where somebody saved it since with other points.
    """
    fresh = _open(marking, actor)
    known = {one.key: one for one in queries.asked(fresh)}
    given = fresh.given
    typed = {
        key: Mark(one.points, one.why.strip())
        for key, one in entered.items()
        if key in known and one.points is not None
    }
    refusals = [
        Refusal("marking.range", {"name": known[key].name, "full": format_number(known[key].full)})
        for key, mark in typed.items()
        if not in_range(known[key].fact, mark.points)
    ]
    emptied = {key for key, one in entered.items() if one.points is None and key in given}
    changed = emptied | {key for key, mark in typed.items() if given.get(key) != mark}
    if version is not None and version != fresh.version and changed:
        refusals.append(Refusal("marking.raced"))
    if refusals:
        raise Refused(refusals)
    before = {key: [str(given[key].points), given[key].why] if key in given else None for key in sorted(changed)}
    fresh.put({key: mark for key, mark in given.items() if key not in emptied} | typed)
    fresh.notes = fresh.notes | {key: one.note.strip()[:300] for key, one in entered.items() if key in known}
    fresh.total, fresh.version = queries.total_of(fresh), fresh.version + 1
    fresh.save(update_fields=["marks", "notes", "total", "version"])
    files = [(key, paper) for key, some in (papers or {}).items() if key in known for paper in some]
    Proof.objects.bulk_create(Proof(marking=fresh, criterion=known[key], paper=paper) for key, paper in files)
    gone = list(fresh.proofs.filter(pk__in=list(dropped)).select_related("paper"))
    data: dict[str, Any] = {"before": before}
    data |= {"papers": [paper.sha256 for _key, paper in files]} if files else {}
    data |= {"dropped": [proof.paper.sha256 for proof in gone]} if gone else {}
    record("marking.save", fresh, actor=actor, data=data)
    for proof in gone:
        proof.delete()
    return fresh


@transaction.atomic
def agree_rest(marking: Marking, *, actor: Actor) -> int:
    """Takes the compared points for every criterion that has none yet; how many."""
    fresh = _open(marking, actor)
    base, given = queries.base_of(fresh), fresh.given
    rest = [one.key for one in queries.asked(fresh) if one.key not in given and one.key in base]
    fresh.put(given | {key: Mark(base[key]) for key in rest})
    fresh.total, fresh.version = queries.total_of(fresh), fresh.version + 1
    fresh.save(update_fields=["marks", "total", "version"])
    record("marking.agree_rest", fresh, actor=actor, data={"criteria": rest})
    return len(rest)


def confirm_rest(year: BlockYear, *, actor: Actor) -> tuple[int, list[str]]:
    """Confirms every appraisal that the actor may and that is whole: (how many, members of whom it could not)."""
    if not actor.in_province(year.province_id) & {"office.review", "route.step"}:
        raise Refused([Refusal("machine.right", {"right": "marking.send"})])
    done, left = 0, []
    for row in Marking.objects.filter(member__year=year, kind=APPRAISED, state="draft").select_related(*JOINS):
        try:
            perform(FLOW, row, "send", actor=actor)
            done += 1
        except Refused:
            left.append(row.member.unit.name)
    return done, left


def place(year: BlockYear, actor: Actor) -> None:
    """Settled points and places of the members that were appraised."""
    found = queries.whole(year)
    totals = {}
    for member in found.members:
        appraised = found.one(member, APPRAISED)
        if appraised is not None:
            totals[member.pk] = total(found.facts, queries.points_of(appraised))
    places = ranks(totals)
    for member in found.members:
        member.total, member.rank = totals.get(member.pk), places.get(member.pk)
    Member.objects.bulk_update(found.members, ["total", "rank"])
    data = {str(member.unit_id): [str(member.total), member.rank] for member in found.members}
    record("block.place", year, actor=actor, data={"places": data})
