"""Drawing up, signing, numbering and revoking."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.actions import enter_grant
from thidua.awards.models import Grant
from thidua.decisions import access, queries
from thidua.decisions.machine import DECISION
from thidua.decisions.models import Decision, Line, Register
from thidua.decisions.rules import GROUNDS, next_number
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.judging import deed_of
from thidua.nominations.models import Round
from thidua.people.models import User


def _sign(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """The signer's name and post are kept; each nomination becomes awarded."""
    user = User.objects.get(pk=actor.person)
    lender = User.objects.filter(pk=actor.lender_of("decision.sign") or 0).first()
    decision.signer, decision.signer_position = user, f"TUQ. {lender.position}" if lender else user.position
    decision.save(update_fields=["signer", "signer_position"])
    for line in decision.lines.filter(dropped=False).select_related("nomination"):
        perform(NOMINATION_FLOW, line.nomination, "award", actor=actor)


def _number(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """Takes the next number of the year's register, under its lock, and writes the ledger."""
    today = timezone.localdate()
    book, _ = Register.objects.get_or_create(province=decision.province, symbol=decision.symbol, year=today.year)
    book = Register.objects.select_for_update().get(pk=book.pk)
    book.last = next_number(book.last)
    book.save(update_fields=["last"])
    decision.register, decision.number, decision.issued_on = book, book.last, today
    decision.save(update_fields=["register", "number", "issued_on"])
    for line in decision.lines.filter(dropped=False).select_related("nomination"):
        enter_grant(
            actor=actor,
            province=decision.province,
            decision_date=today,
            kind=line.subject_kind,
            recipient=line.nomination.recipient,
            deed=deed_of(line.nomination),
            award_code=line.award_code,
            award_name=line.award_name,
            unit=line.nomination.unit,
            person=line.nomination.nominee,
            subject_name=line.subject_name,
            achievement=line.achievement,
            year=today.year,
            decision_number=decision.full_number,
        )


def _revoke(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    for line in decision.lines.filter(dropped=False, nomination__state="awarded").select_related("nomination"):
        perform(NOMINATION_FLOW, line.nomination, "revoke", actor=actor, reason=f"{decision.full_number}")
    Grant.objects.filter(
        province=decision.province,
        decision_number=decision.full_number,
        decision_date=decision.issued_on or timezone.localdate(),
    ).update(revoked=True)


FLOW = register(
    Flow(
        DECISION,
        Decision,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"sign": _sign, "number": _number, "revoke": _revoke},
        reasons={
            "drop": ("list_wrong", "other"),
            "return": ("list_wrong", "other"),
            "revoke": GROUNDS,
        },
        locks=lambda decision: [decision.round.movement],
    )
)


@transaction.atomic
def draw_up(round_: Round, *, subject: str, actor: Actor) -> Decision:
    """A draft with everything that the council approved and no decision carries yet."""
    refusals = []
    if "decision.draft" not in actor.in_province(round_.province_id):
        refusals.append(Refusal("machine.right", {"right": "decision.draft"}))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    nominations = queries.approved_in(round_)
    if not nominations:
        refusals.append(Refusal("decision.nothing_approved"))
    if refusals:
        raise Refused(refusals)
    decision = Decision.objects.create(province_id=round_.province_id, round=round_, subject=subject)
    Line.objects.bulk_create(
        Line(
            decision=decision,
            nomination=n,
            subject_name=n.subject_name,
            subject_kind=n.subject_kind,
            position=n.position,
            award_code=n.offer.award_code,
            award_name=n.offer.award_name,
            achievement=n.achievement,
        )
        for n in nominations
    )
    record("decision.draw_up", decision, actor=actor, after="draft", data={"lines": len(nominations)})
    return decision


@transaction.atomic
def drop_line(line: Line, *, dropped: bool, actor: Actor) -> Line:
    """Takes a line out of a draft, or puts it back."""
    decision = Decision.objects.select_for_update().get(pk=line.decision_id)
    refusals = []
    if "decision.draft" not in actor.in_province(decision.province_id):
        refusals.append(Refusal("machine.right", {"right": "decision.draft"}))
    if decision.state != "draft":
        refusals.append(Refusal("draft.closed", {"state": f"decision.{decision.state}"}))
    if refusals:
        raise Refused(refusals)
    line.dropped = dropped
    line.save(update_fields=["dropped"])
    record("decision.drop_line", decision, actor=actor, data={"line": line.pk, "dropped": dropped})
    return line
