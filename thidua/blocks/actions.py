"""Every change of a block's year and of a member's word on its agreement."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.blocks import access, documents, queries
from thidua.blocks.acclaiming import close_ballots, drop_ballots, open_ballots
from thidua.blocks.machine import BLOCK, MEMBER
from thidua.blocks.marking import appraisals, consolidated, consolidators, crossings, own_markings, place, refresh
from thidua.blocks.models import BlockYear, Member
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.actions import keep
from thidua.people.actions import notify
from thidua.people.queries import office_people, unit_people
from thidua.units.models import Group, Membership, Province, Unit
from thidua.units.queries import dated


def _tell(year: BlockYear, code: str) -> None:
    """Everybody at the members' units."""
    today, values = timezone.localdate(), {"block": year.group.name, "year": year.year}
    for member in queries.whole(year).members:
        notify(unit_people(member.unit, today), code, values, year.get_absolute_url())


def _proposed(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    _tell(year, "notice.block_sign")


def _revised(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    """A changed agreement is signed anew by everybody."""
    for member in queries.whole(year).members:
        if member.state != "waiting":
            perform(MEMBER_FLOW, member, "clear", actor=system())


def _collected(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    own_markings(year, actor)
    _tell(year, "notice.block_self")


def _crossed(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    crossings(year, actor)
    _tell(year, "notice.block_cross")


def _gathered(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    refresh(year, actor)
    consolidated(year, actor)


def _handed_over(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    appraisals(year, actor)
    values = {"block": year.group.name, "year": year.year}
    told = office_people(year.group.province, timezone.localdate())
    notify(told, "notice.block_appraise", values, year.get_absolute_url())


def _settled(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    place(year, actor)
    _tell(year, "notice.block_settled")


def _called(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    open_ballots(year, actor)


def _concluded(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    close_ballots(year)
    _closed(year, actor)


def _ended(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    """Without an acclamation."""
    drop_ballots(year, actor)
    _closed(year, actor)


def _closed(year: BlockYear, actor: Actor) -> None:
    _write_review(year, actor)
    _tell(year, "notice.block_concluded")


def _write_review(year: BlockYear, actor: Actor) -> None:
    fresh = BlockYear.objects.select_related("group__province", "lead", "deputy", "next_lead", "movement").get(
        pk=year.pk
    )
    year.review = keep(documents.review(fresh, actor.name), name=f"tong-ket-khoi-{year.pk}.docx", actor=actor)
    year.save(update_fields=["review"])


def _reopened(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    """Points may change, so who stands is chosen anew."""
    drop_ballots(year, actor)


def _sent_back(year: BlockYear, actor: Actor, data: Mapping[str, Any]) -> None:
    """Whoever leads now answers."""
    consolidators(year)


FLOW = register(
    Flow(
        BLOCK,
        BlockYear,
        access.year_rights_on,
        queries.year_facts_of,
        access.visible_years,
        apply={
            "propose": _proposed,
            "revise": _revised,
            "collect": _collected,
            "cross": _crossed,
            "gather": _gathered,
            "hand_over": _handed_over,
            "settle": _settled,
            "call": _called,
            "conclude": _concluded,
            "end": _ended,
            "redo": _reopened,
            "return": _sent_back,
        },
        reasons={
            "revise": ("members_ask", "other"),
            "return": ("numbers_wrong", "evidence_missing", "unclear", "other"),
            "redo": ("numbers_wrong", "list_wrong", "other"),
            "end": ("no_meeting", "other"),
            "cancel": ("replaced", "other"),
        },
        joins=("group__province", "movement"),
    )
)


def _signed(member: Member, actor: Actor, data: Mapping[str, Any]) -> None:
    """The journal keeps what was signed, as a digest of the agreement with its table."""
    member.signed_on = timezone.localdate()
    member.save(update_fields=["signed_on"])
    record("member.sign_text", member, actor=actor, data={"digest": documents.agreement_digest(member.year)})


def _unsigned(member: Member, actor: Actor, data: Mapping[str, Any]) -> None:
    member.signed_on = None
    member.save(update_fields=["signed_on"])


MEMBER_FLOW = register(
    Flow(
        MEMBER,
        Member,
        access.member_rights_on,
        queries.member_facts_of,
        access.visible_members,
        apply={"sign": _signed, "object": _unsigned, "clear": _unsigned},
        reasons={"object": ("criteria_unfit", "points_unfit", "other")},
        locks=lambda member: [member.year],
        joins=("year__group", "unit"),
    )
)


@transaction.atomic
def sign(member: Member, digest: str, *, actor: Actor) -> Member:
    """The head signs what stood on the screen. digest: of it; refused where the agreement reads otherwise by now."""
    if digest != documents.agreement_digest(locked(member.year, ("signing",))):
        raise Refused([Refusal("member.other_text")])
    return perform(MEMBER_FLOW, member, "sign", actor=actor)  # type: ignore[no-any-return]  # a Member


def require_office(actor: Actor, province_id: int) -> None:
    if "office.review" not in actor.in_province(province_id):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])


def members_on(group: Group, day: date) -> list[Membership]:
    """The group's members on a day whose units stand then, in their order."""
    rows = Membership.objects.filter(dated(day), dated(day, "unit__"), group=group).select_related("unit")
    return list(rows.order_by("unit__order"))


DAYS = ("self_due", "cross_due", "appraisal_due", "meets_on")


def _in_order(days: list[date]) -> bool:
    return days == sorted(days)


@transaction.atomic
def plan(groups: Iterable[Group], fields: Mapping[str, Any], *, actor: Actor) -> list[BlockYear]:
    """The year of some blocks and clusters, with today's members and lead; days out of order are refused, and a group that
    has its year already, or fewer than two members, by name; then nothing is kept."""
    made, refusals, today = [], [], timezone.localdate()
    if not _in_order([fields[name] for name in DAYS]):
        raise Refused([Refusal("block.days")])
    for group in groups:
        require_office(actor, group.province_id)
        members = members_on(group, today)
        if BlockYear.objects.filter(group=group, year=fields["year"]).exclude(state="cancelled").exists():
            refusals.append(Refusal("block.twice", {"group": group.name, "year": fields["year"]}))
        elif len(members) < 2:
            refusals.append(Refusal("block.too_small", {"group": group.name}))
        else:
            made.append(_begin(group, members, fields, actor))
    if not made and not refusals:
        refusals.append(Refusal("block.no_group"))
    if refusals:
        raise Refused(refusals)
    return made


def _begin(group: Group, members: list[Membership], fields: Mapping[str, Any], actor: Actor) -> BlockYear:
    lead = next((m.unit for m in members if m.is_lead), members[0].unit)
    last = BlockYear.objects.filter(group=group, year__lt=fields["year"], next_lead__isnull=False).first()
    chosen = {m.unit_id: m.unit for m in members}
    if last is not None and last.next_lead_id in chosen:
        lead = chosen[last.next_lead_id]
    after = [m.unit for m in members if m.unit_id != lead.pk]
    year = BlockYear.objects.create(group=group, lead=lead, deputy=after[0], **fields)
    Member.objects.bulk_create(Member(year=year, unit=m.unit) for m in members)
    data = {"year": year.year, "lead": lead.pk, "members": [m.unit_id for m in members]}
    record("block.plan", year, actor=actor, after="draft", data=data)
    return year


def locked(year: BlockYear, states: tuple[str, ...]) -> BlockYear:
    """The year for this transaction, in one of the states."""
    rows = BlockYear.objects.select_for_update(of=("self",)).select_related("group__province", "movement")
    fresh = rows.get(pk=year.pk)
    if fresh.state not in states:
        raise Refused([Refusal("draft.closed", {"state": f"block.{fresh.state}"})])
    return fresh


def require_draft(actor: Actor, year: BlockYear) -> None:
    if not access.may_draft(actor, year):
        raise Refused([Refusal("machine.right", {"right": "block.lead"})])


_WRITTEN = {"agreement", "markers", "votes_own", "quorum_percent", "approval_percent", "denominator", "regulation"}


@transaction.atomic
def save(year: BlockYear, fields: Mapping[str, Any], *, actor: Actor, version: int | None = None) -> BlockYear:
    """The agreement and the rules of the year, while it is drafted.

    version: of the year that was on the screen; refused where somebody wrote since.
    """
    fresh = locked(year, ("draft",))
    require_draft(actor, fresh)
    if set(fields) - _WRITTEN:
        raise ValueError(set(fields) - _WRITTEN)
    _next_version(fresh, version)
    before = {name: str(getattr(fresh, name)) for name in fields if getattr(fresh, name) != fields[name]}
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    record("block.save", fresh, actor=actor, data={"before": before})
    return fresh


def _next_version(year: BlockYear, seen: int | None) -> None:
    if seen is not None and seen != year.version:
        raise Refused([Refusal("block.raced")])
    year.version += 1


_TOLD = ("running", "scoring", "crossing", "gathering", "appraising", "settled", "voting", "concluded")


@transaction.atomic
def tell_review(year: BlockYear, fields: Mapping[str, Any], *, actor: Actor, version: int | None = None) -> BlockYear:
    """What the review says beside its figures, and who leads next year; until the year is published. version: as for
    ``save``. Once the year is concluded its paper is written anew."""
    fresh = locked(year, _TOLD)
    require_draft(actor, fresh)
    _next_version(fresh, version)
    chosen = fields.get("next_lead")
    if chosen is not None and not fresh.members.filter(unit=chosen).exists():
        raise Refused([Refusal("group.not_member", {"unit": chosen.name})])
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*fields, "version"])
    if fresh.state == "concluded":
        _write_review(fresh, actor)
    record("block.review", fresh, actor=actor, data={"next_lead": fresh.next_lead_id})
    return fresh


_LIVE = ("draft", "signing", "running", "scoring", "crossing", "gathering", "appraising", "settled")


@transaction.atomic
def reschedule(year: BlockYear, days: Mapping[str, date], reason: str, *, actor: Actor) -> BlockYear:
    """Other days, with the reason; they follow one another."""
    fresh = locked(year, _LIVE)
    require_office(actor, fresh.province_id)
    before = {name: getattr(fresh, name).isoformat() for name in days}
    for name, day in days.items():
        setattr(fresh, name, day)
    if not _in_order([getattr(fresh, name) for name in DAYS]):
        raise Refused([Refusal("block.days")])
    fresh.save(update_fields=list(days))
    record("block.reschedule", fresh, actor=actor, reason=reason, data={"before": before})
    return fresh


@transaction.atomic
def name_lead(year: BlockYear, lead: Unit, deputy: Unit, reason: str, *, actor: Actor) -> BlockYear:
    """Who leads and who stands in for them; the office names them, and consolidations that are not sent go with the
    post."""
    fresh = locked(year, (*_LIVE, "voting"))
    require_office(actor, fresh.province_id)
    units = set(fresh.members.values_list("unit_id", flat=True))
    if lead.pk == deputy.pk or not {lead.pk, deputy.pk} <= units:
        raise Refused([Refusal("block.lead_pair")])
    before = {"lead": fresh.lead_id, "deputy": fresh.deputy_id}
    fresh.lead, fresh.deputy = lead, deputy
    fresh.save(update_fields=["lead", "deputy"])
    if fresh.state == "gathering":
        consolidators(fresh)
    record("block.name_lead", fresh, actor=actor, reason=reason, data={"before": before})
    return fresh


@transaction.atomic
def renew_members(year: BlockYear, *, actor: Actor) -> int:
    """Today's members of the group, while the agreement is drafted; how many joined or left. A lead or deputy that left the
    group stays until the office has named another."""
    fresh = locked(year, ("draft",))
    require_office(actor, fresh.province_id)
    now = {m.unit_id for m in members_on(fresh.group, timezone.localdate())}
    now |= {unit for unit in (fresh.lead_id, fresh.deputy_id) if unit is not None}
    held = dict(fresh.members.values_list("unit_id", "pk"))
    fresh.members.filter(pk__in=[pk for unit, pk in held.items() if unit not in now]).delete()
    Member.objects.bulk_create(Member(year=fresh, unit_id=unit) for unit in sorted(now - set(held)))
    changed = len(now ^ set(held))
    if changed:
        record("block.members", fresh, actor=actor, data={"members": sorted(now)})
    return changed


def groups_of(province: Province) -> list[Group]:
    return list(Group.objects.filter(province=province))
