"""Sharing the places of a round out among units, blocks and clusters, and moving them from one to another."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from thidua.awards.authority import words_over
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement, Offer
from thidua.movements.queries import first_version, versions
from thidua.nominations.models import Nomination, Round, Share
from thidua.nominations.rules.dossier import recurs
from thidua.nominations.rules.places import COUNTED_AS, Quota, over_shared
from thidua.ui.names import name_of
from thidua.units.models import Group, Membership, Unit
from thidua.units.queries import dated

HOLDING = ("approved", "forwarded", "awarded")
USING = ("in_route", "ready", "reserve", "approved", "forwarded", "awarded")


def of(nomination: Nomination) -> QuerySet[Share]:
    """The shares that the nomination needs a place of: its unit's, and those of the unit's groups today."""
    groups = Membership.objects.filter(dated(timezone.localdate()), unit=nomination.unit_id).values("group")
    rows = Share.objects.filter(
        Q(unit=nomination.unit_id) | Q(group__in=groups),
        round=nomination.round_id,
        offer=nomination.offer_id,
        kind=COUNTED_AS[nomination.subject_kind],
    )
    return rows.order_by("pk")


def used(share: Share) -> int:
    """Nominations that were sent and not returned or refused."""
    return used_by([share])[share.pk]


def used_by(rows: Collection[Share]) -> dict[int, int]:
    """share → nominations that use it, of shares of one round. Two queries however many."""
    if not rows:
        return {}
    round_ = next(iter(rows)).round_id
    offers = {row.offer_id for row in rows}
    sent = Nomination.objects.filter(round=round_, offer__in=offers, state__in=USING)
    sent_by = sent.values_list("offer", "subject_kind", "unit")
    counts = Counter((offer, COUNTED_AS[kind], unit) for offer, kind, unit in sent_by)
    groups = {row.group_id for row in rows if row.group_id}
    members: dict[int, set[int]] = defaultdict(set)
    pairs = Membership.objects.filter(dated(timezone.localdate()), group__in=groups).values_list("group", "unit")
    for group, unit in pairs:
        members[group].add(unit)
    return {
        row.pk: sum(
            counts[row.offer_id, row.kind, unit]
            for unit in ([row.unit_id] if row.unit_id else members[row.group_id or 0])
        )
        for row in rows
    }


def left(nomination: Nomination) -> int | None:
    """How many more may be sent where this one counts; None where nothing was shared out to its unit."""
    rows = list(of(nomination))
    taken = used_by(rows)
    return min((max(0, share.places - taken[share.pk]) for share in rows), default=None)


def _require(round_: Round, actor: Actor) -> list[Refusal]:
    may = "round.open" in words_over(actor, round_)
    return [] if may else [Refusal("machine.right", {"right": "round.open"})]


def taken_elsewhere(round_: Round, offer: Offer, kind: str, *, of_units: bool) -> int:
    """Places of the award in other rounds of the occasion: what their nominations hold, or where it is more, what an open one
    has shared out to units (else to groups)."""
    kinds = [code for code, counted in COUNTED_AS.items() if counted == COUNTED_AS[kind]]
    same: dict[str, Any] = {
        f"offer__{name}": getattr(offer, name) for name in ("awarder", "award_code", "award_name", "occasion")
    }
    same |= {"offer__movement__in": versions(offer.movement), "round__adhoc": False}
    if recurs(round_.occasion):
        same["round__year"] = round_.year
    rows = Nomination.objects.filter(Q(state__in=HOLDING) | Q(keeps_place=True), subject_kind__in=kinds, **same)
    held = Counter(rows.exclude(round=round_).values_list("round", flat=True))
    shared = Counter[int]()
    out = Share.objects.filter(kind=kind, round__state="open", unit__isnull=not of_units, **same).exclude(round=round_)
    for key, places in out.values_list("round", "places"):
        shared[key] += places
    return sum(max(held[key], shared[key]) for key in held | shared)


@transaction.atomic
def share_out(
    round_: Round,
    offer: Offer,
    kind: str,
    places: int,
    *,
    unit: Unit | None = None,
    group: Group | None = None,
    actor: Actor,
) -> Share:
    """Places for one unit or one group, in place of what it had. The shares of all units together stay within the award's
    cap without what other rounds take of it, and so do those of all groups; a unit in a group that has a share needs a place of both."""
    Movement.objects.select_for_update().get(pk=first_version(round_.movement))
    Round.objects.select_for_update().get(pk=round_.pk)
    list(Share.objects.select_for_update().filter(round=round_).order_by("pk"))
    refusals = _require(round_, actor)
    if (unit is None) == (group is None):
        raise Refused([*refusals, Refusal("share.holder")])
    row = Share.objects.filter(round=round_, offer=offer, kind=kind, unit=unit, group=group).first()
    row = row or Share(round=round_, offer=offer, kind=kind, unit=unit, group=group)
    row.places = places
    cap = Quota(offer.collectives, offer.individuals, offer.households).cap(kind)
    beside = Share.objects.filter(round=round_, offer=offer, kind=kind, unit__isnull=unit is None)
    others = beside.exclude(pk=row.pk)
    if cap is not None:
        cap = max(0, cap - taken_elsewhere(round_, offer, kind, of_units=unit is not None))
    if over := over_shared(cap, [places, *others.values_list("places", flat=True)]):
        values = {"award": offer.award_name, "kind": name_of("subject_kind", kind), "over": over}
        refusals.append(Refusal("share.over", values))
    if (taken := used(row)) > places:
        refusals.append(Refusal("share.used", {"holder": row.holder, "used": taken}))
    if refusals:
        raise Refused(refusals)
    row.save()
    told = {"share": row.pk, "kind": kind, "places": places, "holder": row.holder, "award": offer.award_name}
    record("round.share", round_, actor=actor, data=told)
    return row


@transaction.atomic
def move(source: Share, target: Share, places: int, *, reason: str, actor: Actor) -> None:
    """Unused places of one unit to another, or of one group to another."""
    Round.objects.select_for_update().get(pk=source.round_id)
    locked = {
        row.pk: row for row in Share.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")
    }
    source, target = locked[source.pk], locked[target.pk]
    refusals = _require(source.round, actor)
    same = [(row.round_id, row.offer_id, row.kind) for row in (source, target)]
    if source.pk == target.pk or same[0] != same[1] or (source.unit_id is None) != (target.unit_id is None):
        refusals.append(Refusal("share.other"))
    free = max(0, source.places - used(source))
    if not 1 <= places <= free:
        refusals.append(Refusal("share.few", {"holder": source.holder, "left": free}))
    if not reason.strip():
        refusals.append(Refusal("share.reason"))
    if refusals:
        raise Refused(refusals)
    source.places -= places
    target.places += places
    source.save(update_fields=["places"])
    target.save(update_fields=["places"])
    told = {"from": source.holder, "to": target.holder, "places": places, "reason": reason.strip()}
    record("round.move_places", source.round, actor=actor, data=told)


@transaction.atomic
def cap_households(offer: Offer, places: int | None, *, paper: str, round_: Round, actor: Actor) -> Offer:
    """A cap on households where the plan has none. paper: what says so."""
    refusals = _require(round_, actor)
    if not paper.strip():
        refusals.append(Refusal("decision.no_paper"))
    if refusals:
        raise Refused(refusals)
    offer.households = places
    offer.save(update_fields=["households"])
    record("round.cap_households", round_, actor=actor, data={"offer": offer.pk, "places": places, "paper": paper})
    return offer
