"""Every change of rounds, dossiers and routes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.authority import lender_over, words_at
from thidua.awards.queries import book_of
from thidua.awards.rules.identity import likeness
from thidua.ballots.actions import found_body
from thidua.ballots.models import Body
from thidua.blocks.models import Candidate
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement, Offer
from thidua.movements.queries import first_version
from thidua.nominations import access, judging, queries, routing, shares
from thidua.nominations.machine import NOMINATION, ROUND, ROUTE
from thidua.nominations.models import Nomination, Part, Round, RouteRow, Share
from thidua.nominations.rules.dossier import HELD, same_occasion
from thidua.nominations.rules.eligibility import blocking, doubtful
from thidua.nominations.rules.route import walked
from thidua.papers.models import Paper
from thidua.registrations.queries import launched
from thidua.ui.names import name_of
from thidua.units.models import Unit
from thidua.units.queries import parents_of


def _send(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    """Lays out the route afresh and opens its first row."""
    stops = blocking(judging.judge([nomination])[nomination.pk])
    if stops:
        raise Refused([Refusal("nomination.condition", {"condition": f"condition_code:{one.code}"}) for one in stops])
    if nomination.received_on is None:
        nomination.received_on = timezone.localdate()
        nomination.save(update_fields=["received_on"])
    routing.lay_out(nomination)
    _advance(nomination)


def _recall(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    for row in nomination.route.filter(state__in=["open", "waiting"]):
        perform(ROW_FLOW, row, "recall", actor=system())


def _withdraw(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    """It is received anew when it is sent again."""
    _recall(nomination, actor, data)
    Nomination.objects.filter(pk=nomination.pk).update(received_on=None)


def _return(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    routing.note_return(nomination)
    _recall(nomination, actor, data)


def _send_back(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    routing.note_return(nomination, after_council=nomination.state == "approved")


def _place_settled(nomination: Nomination, actor: Actor, data: Mapping[str, Any]) -> None:
    Nomination.objects.filter(pk=nomination.pk).update(keeps_place=False)


def _advance(nomination: Nomination) -> bool:
    """Opens what comes next; True when the route is walked."""
    rows = routing.due_rows(nomination)
    for row in rows:
        perform(ROW_FLOW, row, "open", actor=system())
    return not rows and walked(routing.facts_of(nomination))


def _answer(row: RouteRow, actor: Actor, data: Mapping[str, Any]) -> None:
    if data.get("opinion") not in ("agree", "object"):
        raise Refused([Refusal("route.no_opinion")])
    if data["opinion"] == "object" and not str(data.get("text", "")).strip():
        raise Refused([Refusal("route.object_why")])
    row.opinion, row.text = data["opinion"], str(data.get("text", "")).strip()
    row.save(update_fields=["opinion", "text"])


def _quota_lock(nomination: Nomination) -> list[Movement] | list[Share]:
    """Whoever takes a place in a quota waits for whoever else does: the lock is the movement's first version; of a share,
    the share."""
    if nomination.state in ("draft", "returned"):
        return list(shares.of(nomination))
    if nomination.state not in ("ready", "reserve", "approved"):
        return []
    return [Movement.objects.get(pk=first_version(nomination.offer.movement))]


_RETURN = ("dossier_incomplete", "achievement_unclear", "wrong_subject", "not_eligible", "other")

FLOW = register(
    Flow(
        NOMINATION,
        Nomination,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={
            "submit": _send,
            "withdraw": _withdraw,
            "return": _return,
            "send_back": _send_back,
            "discard": _place_settled,
            "approve": _place_settled,
            "reserve": _place_settled,
            "refuse": _place_settled,
        },
        locks=_quota_lock,
        lender=lender_over,
        reasons={
            "send_back": _RETURN,
            "release": ("quota_full", "not_eligible", "other"),
            "discard": ("entered_twice", "not_eligible", "other"),
            "return": _RETURN,
        },
    )
)
ROW_FLOW = register(
    Flow(
        ROUTE,
        RouteRow,
        access.row_rights,
        queries.row_facts,
        access.visible_rows,
        apply={"answer": _answer},
        lender=lender_over,
    )
)
ROUND_FLOW = register(
    Flow(ROUND, Round, access.round_rights, lambda row: row, access.visible_rounds, lender=lender_over)
)


@transaction.atomic
def open_round(
    movement: Movement,
    *,
    name: str,
    occasion: str,
    closes: date,
    actor: Actor,
    year: int | None = None,
    consults: bool = False,
    awarder: Unit | None = None,
    awards: Sequence[str] = (),
    adhoc: bool = False,
    index_code: str = "",
    index_kind: str = "",
    index_value: Decimal | None = None,
) -> Round:
    """A round of awards; with a condition on the proposing unit's score, where one is given whole. awarder: the unit that
    awards of its own, with the codes of what it gives (awards); year: whose work; adhoc: on no occasion of the plan, by the short route."""
    refusals = []
    if awarder is not None:
        Unit.objects.select_for_update().get(pk=awarder.pk)
    if "round.open" not in words_at(actor, movement.province_id, awarder.pk if awarder else None):
        refusals.append(Refusal("machine.right", {"right": "round.open"}))
    if awarder is not None:
        refusals += _own_refusals(movement, awarder, awards)
    if movement.state != "running":
        refusals.append(Refusal("movement.not_running"))
    if closes < timezone.localdate():
        refusals.append(Refusal("round.past"))
    if Round.objects.filter(movement=movement, awarder=awarder, name=name.strip(), state="open").exists():
        refusals.append(Refusal("round.same_name"))
    plans = [o for o in movement.offers.all() if o.awarder_id is None]
    if awarder is None and not any(adhoc or same_occasion(o.occasion, occasion) for o in plans):
        refusals.append(Refusal("round.no_offer"))
    if refusals:
        raise Refused(refusals)
    condition: dict[str, Any] = {}
    if index_code and index_kind and index_value is not None:
        condition = {"index_code": index_code, "index_kind": index_kind, "index_value": index_value}
    row = Round.objects.create(
        movement=movement,
        name=name,
        occasion=occasion,
        year=year or timezone.localdate().year,
        closes=closes,
        consults=consults,
        awarder=awarder,
        adhoc=adhoc,
        **condition,
    )
    if awarder is not None:
        own_offers(movement, awarder, awards)
    data = {"occasion": occasion, "closes": closes.isoformat()} | {key: str(value) for key, value in condition.items()}
    record("round.open", row, actor=actor, after="open", data=data)
    return row


def _own_refusals(movement: Movement, awarder: Unit, awards: Sequence[str]) -> list[Refusal]:
    """Why a unit may not award of its own: it never launched the movement, or the award is not a unit's to give."""
    found = []
    if launched(movement, awarder) is None:
        found.append(Refusal("nomination.never_launched"))
    own = queries.own_awards(movement.province_id)
    found += [Refusal("round.not_own", {"award": code}) for code in awards if code not in own]
    if not awards:
        found.append(Refusal("round.no_award"))
    return found


def own_offers(movement: Movement, awarder: Unit, awards: Sequence[str]) -> None:
    """What the unit gives, and the council that decides on it, are there once."""
    names = queries.own_awards(movement.province_id)
    for code in awards:
        Offer.objects.get_or_create(
            movement=movement,
            awarder=awarder,
            award_code=code,
            defaults={"award_name": f"{names[code]} của {awarder.name}"[:120]},
        )
    if not Body.objects.filter(awarder=awarder, kind="council").exists():
        name = f"Hội đồng Thi đua - Khen thưởng {awarder.name}"[:150]
        found_body(movement.province, name=name, actor=system(), awarder=awarder)


def _of_subject(offer: Offer, fields: Mapping[str, Any], province_id: int) -> list[Refusal]:
    """What does not fit together: the award and the kind of the subject, a collective and an account, two names."""
    found, nominee, kind = [], fields.get("nominee"), str(fields.get("subject_kind", ""))
    form = book_of(province_id).get("form", offer.award_code, day=timezone.localdate()) if offer.award_code else {}
    if form.get(f"for_{kind}") == "no":
        values = {"award": offer.award_name, "kind": name_of("subject_kind", kind)}
        found.append(Refusal("nomination.other_kind", values))
    if nominee is not None and kind == "collective":
        found.append(Refusal("nomination.nominee_of_collective"))
    elif nominee is not None and not likeness(nominee.full_name, str(fields.get("subject_name", ""))):
        found.append(Refusal("nomination.other_account", {"name": nominee.full_name}))
    return found


@transaction.atomic
def begin(
    round_: Round,
    unit: Unit,
    *,
    offer: Offer,
    fields: Mapping[str, Any],
    actor: Actor,
    proposal: Candidate | None = None,
) -> Nomination:
    """A draft with the parts that its plan asks for. A unit that never launched is told so at once.

    proposal: the acclamation of the unit by its block that the draft begins from.
    """
    refusals = []
    if "unit.draft" not in actor.at_unit(unit.pk):
        refusals.append(Refusal("machine.right", {"right": "unit.draft"}))
    if not round_.adhoc and not queries.has_launched(round_, unit):
        refusals.append(Refusal("nomination.never_launched"))
    if round_.awarder_id not in (None, unit.pk, *parents_of([unit.pk])):
        refusals.append(Refusal("round.other_unit"))
    if round_.state != "open":
        refusals.append(Refusal("round.closed"))
    refusals += _of_subject(offer, fields, round_.province_id)
    if offer not in queries.offers_of(round_):
        refusals.append(Refusal("round.no_offer"))
    if proposal is not None:
        Candidate.objects.select_for_update().get(pk=proposal.pk)
        collective = fields.get("subject_kind") == "collective" and fields.get("subject_name") == unit.name
        if not (queries.proposed_for(proposal, unit, offer) and collective):
            refusals.append(Refusal("nomination.other_proposal"))
        if queries.begun_from(proposal):
            refusals.append(Refusal("nomination.proposal_taken"))
    if refusals:
        raise Refused(refusals)
    row = Nomination.objects.create(round=round_, unit=unit, offer=offer, proposal=proposal, **fields)
    Part.objects.bulk_create(
        Part(nomination=row, name=name, source=source) for name, source in queries.part_names(round_, offer.award_code)
    )
    data = {"proposal": proposal.pk} if proposal is not None else {}
    record("nomination.begin", row, actor=actor, after="draft", personal={"subject": row.subject_name}, data=data)
    return row


def editable(nomination: Nomination, actor: Actor) -> Nomination:
    """The dossier, locked, while its unit may change it. Raises Refused."""
    fresh = Nomination.objects.select_for_update().get(pk=nomination.pk)
    refusals = []
    if "unit.draft" not in actor.at_unit(fresh.unit_id):
        refusals.append(Refusal("machine.right", {"right": "unit.draft"}))
    if fresh.state not in ("draft", "returned"):
        refusals.append(Refusal("draft.closed", {"state": f"nomination.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    return fresh


def _another(fresh: Nomination, fields: Mapping[str, Any]) -> None:
    """Once a dossier was received, its subject stays: only the spelling may be mended. Until then, what was said of whom of
    the ledger the subject is falls with the name."""
    same = likeness(fresh.subject_name, str(fields.get("subject_name", fresh.subject_name)))
    same_kind = fields.get("subject_kind", fresh.subject_kind) == fresh.subject_kind
    if fresh.received_on is not None and not (same and same_kind):
        raise Refused([Refusal("nomination.another", {"name": fresh.subject_name})])
    if not same or not same_kind:
        fresh.recipient, fresh.unlike = None, []


@transaction.atomic
def save(nomination: Nomination, fields: Mapping[str, Any], *, actor: Actor) -> Nomination:
    """Keeps a draft. Any change asks the nominee to confirm again."""
    fresh = editable(nomination, actor)
    if refusals := _of_subject(fresh.offer, fields, fresh.province_id):
        raise Refused(refusals)
    changed = {name for name, value in fields.items() if getattr(fresh, name) != value}
    if changed & {"subject_name", "subject_kind"}:
        _another(fresh, fields)
    fresh.nominee_confirmed = fresh.nominee_confirmed and not changed
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    record("nomination.save", fresh, actor=actor)
    return fresh


@transaction.atomic
def attach(part: Part, paper: Paper, *, actor: Actor) -> Part:
    """A paper for a part."""
    editable(part.nomination, actor)
    if part.source in HELD:
        raise Refused([Refusal("part.from_movement")])
    part.paper = paper
    part.save(update_fields=["paper"])
    Nomination.objects.filter(pk=part.nomination_id).update(nominee_confirmed=False)
    record("nomination.attach", part.nomination, actor=actor, data={"part": part.pk, "paper": paper.sha256})
    return part


def _judged(nomination: Nomination, opinion: str, text: str, actor: Actor) -> None:
    """Keeps what the conditions were when the dossier was appraised; agreeing where one is not met or not known says why."""
    found = judging.judge([nomination])[nomination.pk]
    if opinion == "agree" and doubtful(found) and not text.strip():
        names = ", ".join(name_of("condition_code", one.code) for one in doubtful(found))
        raise Refused([Refusal("route.agree_why", {"conditions": names})])
    record("nomination.judge", nomination, actor=actor, data={one.code: one.verdict for one in found})


@transaction.atomic
def answer(row: RouteRow, *, opinion: str, text: str, actor: Actor) -> RouteRow:
    """An agency's word on a dossier; the next row opens, or the dossier is ready for the council."""
    nomination = Nomination.objects.select_for_update().get(pk=row.nomination_id)
    if row.kind == "appraise":
        _judged(nomination, opinion, text, actor)
    row = perform(ROW_FLOW, row, "answer", actor=actor, data={"opinion": opinion, "text": text})
    _go_on(nomination)
    return row


def _go_on(nomination: Nomination) -> None:
    if not _advance(nomination):
        return
    perform(FLOW, nomination, "ready", actor=system())
    if nomination.round.adhoc and not queries.asks_council(nomination):
        perform(FLOW, Nomination.objects.get(pk=nomination.pk), "approve", actor=system())


@transaction.atomic
def lapse(row: RouteRow) -> None:
    """Nobody answered by the day, and the rule takes that for agreement: the dossier goes on."""
    nomination = Nomination.objects.select_for_update().get(pk=row.nomination_id)
    perform(ROW_FLOW, row, "lapse", actor=system())
    _go_on(nomination)
