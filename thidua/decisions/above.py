"""Khen cao: what is for a higher level to give. An own award is not given then; the dossier goes up, and what the higher
level decides is entered with its paper."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from thidua.awards.actions import enter_grant
from thidua.awards.authority import held, words_over
from thidua.awards.models import Grant
from thidua.awards.queries import book_of, of_level
from thidua.decisions.queries import undecided
from thidua.journal.door import perform
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Offer
from thidua.nominations.actions import FLOW, begin
from thidua.nominations.judging import basis_of, deed_of, year_of
from thidua.nominations.models import Nomination, Part, PartText, Round

_WHERE = ("round__movement__province", "round__awarder")


def to_forward(actor: Actor, province_id: int) -> QuerySet[Nomination]:
    """What the councils approved and the actor may send up: awards of a higher level, and what a unit approved of its own
    and no decision carries."""
    mine = held(actor, "decision.draft", *_WHERE)
    high = Q(round__awarder=None, offer__award_code__in=list(of_level("state", province_id))) | Q(
        round__awarder__isnull=False
    )
    rows = undecided().filter(mine & high, round__movement__province=province_id)
    return rows.select_related("unit", "offer", "round__movement", "round__awarder")


def forwarded(actor: Actor) -> QuerySet[Nomination]:
    """What was sent beyond the province and waits for the higher level's decision."""
    mine = held(actor, "decision.draft", *_WHERE) | held(actor, "decision.number", *_WHERE)
    rows = Nomination.objects.filter(mine, state="forwarded", round__awarder=None)
    return rows.select_related("unit", "offer", "round__movement")


@transaction.atomic
def forward(nomination: Nomination, *, actor: Actor) -> Nomination:
    """Sends an award of a higher level up; its own decision is then the higher level's."""
    if nomination.round.awarder_id is not None:
        raise Refused([Refusal("above.choose_round")])
    if nomination.offer.award_code not in of_level("state", nomination.province_id):
        raise Refused([Refusal("above.own_level", {"award": nomination.offer.award_name})])
    _not_decided(nomination)
    return perform(FLOW, nomination, "forward", actor=actor)  # type: ignore[no-any-return]  # a nomination


def _not_decided(nomination: Nomination) -> None:
    if nomination.lines.filter(dropped=False).exclude(decision__state="dropped").exists():
        raise Refused([Refusal("above.decided")])


@transaction.atomic
def forward_to_province(nomination: Nomination, round_: Round, offer: Offer, *, actor: Actor) -> Nomination:
    """What a unit's council approved goes to a round of the province instead of being awarded by the unit: a draft with all
    of its parts, which the unit's head sends."""
    fresh = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("round__awarder", "unit")
        .get(pk=nomination.pk)
    )
    if fresh.round.awarder_id is None or round_.awarder_id is not None:
        raise Refused([Refusal("above.choose_round")])
    _not_decided(fresh)
    perform(FLOW, fresh, "forward", actor=actor)
    names = ("subject_kind", "subject_name", "position", "is_direct_worker", "achievement")
    fields = {name: getattr(fresh, name) for name in names}
    made = begin(round_, fresh.round.awarder or fresh.unit, offer=offer, fields=fields, actor=actor)
    Nomination.objects.filter(pk=made.pk).update(
        forwarded_from=fresh, recipient=fresh.recipient_id, nominee=fresh.nominee_id, unlike=fresh.unlike
    )
    _copy_parts(fresh, made)
    record("nomination.forwarded_to", fresh, actor=actor, data={"to": made.pk})
    return made


def sent_up(actor: Actor) -> QuerySet[Nomination]:
    """What the actor's units sent to the province instead of awarding it themselves, with what became of it."""
    mine = held(actor, "decision.draft", *_WHERE)
    rows = Nomination.objects.filter(mine, state="forwarded", round__awarder__isnull=False)
    return rows.select_related("unit", "offer", "round").prefetch_related("forwarded_to")


@transaction.atomic
def take_back(nomination: Nomination, *, actor: Actor) -> Nomination:
    """The province did not award it, so the unit may again award it of its own."""
    copies = Nomination.objects.filter(forwarded_from=nomination)
    if copies.exclude(state__in=("refused", "revoked", "discarded")).exists():
        raise Refused([Refusal("above.under_way")])
    return perform(FLOW, nomination, "take_back", actor=actor)  # type: ignore[no-any-return]  # a nomination


def _copy_parts(old: Nomination, new: Nomination) -> None:
    """Papers and last texts, to the part of the same source or name; what has none becomes a part of its own."""
    there = list(new.parts.all())
    for part in old.parts.prefetch_related("texts"):
        fits = (p for p in there if p.name == part.name or (p.source == part.source and part.source != "upload"))
        target = next(fits, None) or Part.objects.create(nomination=new, name=part.name, source=part.source)
        if part.paper_id is not None and target.paper_id is None:
            target.paper = part.paper
            target.save(update_fields=["paper"])
        texts = list(part.texts.all())
        if texts and not target.texts.exists():
            PartText.objects.create(part=target, number=1, body=texts[-1].body, by=texts[-1].by)


@transaction.atomic
def enter_above(
    nomination: Nomination, *, award_code: str, award_name: str, number: str, day: date, actor: Actor
) -> Grant:
    """The higher level's decision on what was sent up, into the ledger. award_code: what was given in the end, which may be
    another than was asked for."""
    refusals = []
    if "decision.number" not in words_over(actor, nomination):
        refusals.append(Refusal("machine.right", {"right": "decision.number"}))
    if not number.strip() or not award_name.strip():
        refusals.append(Refusal("above.paper"))
    if day > timezone.localdate():
        refusals.append(Refusal("decision.future", {"day": day}))
    if refusals:
        raise Refused(refusals)
    fresh = perform(FLOW, nomination, "award_above", actor=actor)
    grant = enter_grant(
        actor=actor,
        province=fresh.round.movement.province,
        decision_date=day,
        kind=fresh.subject_kind,
        recipient=fresh.recipient,
        unlike=fresh.unlike,
        deed=deed_of(fresh),
        award_code=award_code,
        award_name=award_name[:120],
        unit=fresh.unit,
        person=fresh.nominee,
        subject_name=fresh.subject_name,
        basis=basis_of(fresh, book_of(fresh.province_id).get("form", award_code, day=day)),
        achievement=fresh.achievement,
        year=year_of(fresh, day),
        received_on=fresh.received_on,
        decision_number=number.strip()[:60],
    )
    Nomination.objects.filter(pk=fresh.pk).update(recipient=grant.recipient, grant=grant)
    return grant
