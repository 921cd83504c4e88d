"""A block's year is seen by its members and by the office; markings as the phase allows."""

from django.db.models import F, Q, QuerySet

from thidua.blocks.models import APPRAISED, GATHERED, SELF, BlockYear, Candidate, Marking, Member
from thidua.blocks.rules.crossing import gatherer
from thidua.blocks.rules.phases import STATES, seen_in
from thidua.kernel.actor import Actor

_OPEN_OTHERS = tuple(state for state in STATES if seen_in(state).others)
_OPEN_RECEIVED = tuple(state for state in STATES if seen_in(state).received)


def visible_years(actor: Actor) -> QuerySet[BlockYear]:
    office = Q(group__province__in=actor.province_ids("office.read"))
    own = Q(members__unit__in=actor.unit_ids("unit.read"))
    return BlockYear.objects.filter(office | own).distinct()


def year_rights_on(actor: Actor, year: BlockYear) -> frozenset[str]:
    """``block.lead``: the head of the unit that leads the block this year."""
    held = actor.in_province(year.province_id) | actor.at_unit(year.lead_id)
    return held | {"block.lead"} if "unit.submit" in actor.at_unit(year.lead_id) else held


def may_draft(actor: Actor, year: BlockYear) -> bool:
    """Whether the actor works on the table and the agreement: at the leading unit, or at the office."""
    return "unit.draft" in actor.at_unit(year.lead_id) or "office.review" in actor.in_province(year.province_id)


def visible_members(actor: Actor) -> QuerySet[Member]:
    return Member.objects.filter(year__in=visible_years(actor).order_by().values("pk"))


def member_rights_on(actor: Actor, member: Member) -> frozenset[str]:
    return actor.at_unit(member.unit_id) | actor.in_province(member.province_id)


def visible_markings(actor: Actor) -> QuerySet[Marking]:
    """One's own; those of others once it is time; what the lead and the office have to see."""
    units = actor.unit_ids("unit.read")
    office = Q(member__year__group__province__in=actor.province_ids("office.read"))
    office &= ~Q(state="draft") | Q(by=None)
    mine = Q(by__unit__in=units)
    own = Q(member__unit=F("member__year__lead"))
    lead = (Q(member__year__lead__in=units) & ~own) | (Q(member__year__deputy__in=units) & own)
    lead &= ~Q(kind=APPRAISED) & ~Q(state="draft")
    near = Q(member__year__members__unit__in=units, state="sent")
    others = near & Q(kind=SELF, member__year__state__in=_OPEN_OTHERS)
    received = Q(member__unit__in=units, kind=GATHERED, member__year__state__in=_OPEN_RECEIVED)
    settled = near & Q(kind__in=[GATHERED, APPRAISED], member__year__state__in=_results())
    return Marking.objects.filter(office | mine | lead | others | received | settled).distinct()


def _results() -> list[str]:
    return [state for state in STATES if seen_in(state).results]


def marks_for(actor: Actor, marking: Marking) -> frozenset[str]:
    """``marking.fill`` and ``marking.send`` for those who make it; ``block.lead`` for who may return it.

    A member's markings are made at its unit and sent by its head; the appraisal by the standing agency or the appraising
    office, never by somebody of the unit itself.
    """
    held = actor.in_province(marking.province_id)
    year = marking.member.year
    if marking.kind == SELF and "unit.submit" in actor.at_unit(year.lead_id):
        held |= {"block.lead"}
    if marking.by is not None:
        at = actor.at_unit(marking.by.unit_id)
        held |= {"marking.fill"} if "unit.draft" in at else set()
        return held | {"marking.send"} if "unit.submit" in at else held
    judges = bool(held & {"office.review", "route.step"}) and not actor.at_unit(marking.member.unit_id)
    return held | {"marking.fill", "marking.send"} if judges else held


def gathers(year: BlockYear, member: Member) -> int | None:
    """The unit that consolidates the member's marks."""
    return gatherer(member.unit_id, year.lead_id, year.deputy_id)


def names_shown(actor: Actor, year: BlockYear) -> bool:
    """Whether the actor sees who gave which cross-marks: the lead and the office do."""
    return "unit.draft" in actor.at_unit(year.lead_id) or "office.read" in actor.in_province(year.province_id)


def visible_candidates(actor: Actor) -> QuerySet[Candidate]:
    return Candidate.objects.filter(member__in=visible_members(actor).values("pk"))
