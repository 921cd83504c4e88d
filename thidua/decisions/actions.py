"""Drawing up, signing, numbering and revoking."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.actions import enter_grant, follow_name
from thidua.awards.authority import lender_over, words_at, words_over
from thidua.awards.models import Grant
from thidua.awards.queries import book_of
from thidua.decisions import access, fund, queries
from thidua.decisions.machine import DECISION
from thidua.decisions.models import Correction, Decision, Line, Register
from thidua.decisions.rules import next_number
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.journal.follow import deliver
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold, format_number
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.judging import basis_of, deed_of, judge, year_of
from thidua.nominations.models import Nomination, Round
from thidua.nominations.rules.eligibility import blocking
from thidua.people.models import User
from thidua.units.models import Province, Unit


def _fit(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """What came up since the appraisal counts: a bar, a dissolution, another award for the same achievement. Raises Refused."""
    near = ("unit", "offer__movement", "round__movement__plan", "round__awarder")
    rows = list(Nomination.objects.filter(lines__decision=decision, lines__dropped=False).select_related(*near))
    found = judge(rows)
    refusals = [
        Refusal("decision.condition", {"name": row.subject_name, "condition": f"condition_code:{one.code}"})
        for row in rows
        for one in blocking(found[row.pk])
    ]
    refusals += [Refusal("decision.twice", {"name": name}) for name in queries.twice(decision, rows)]
    if refusals:
        raise Refused(refusals)


def _sign(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """The signer's name and post are kept; each nomination becomes awarded."""
    _fit(decision, actor, data)
    user = User.objects.get(pk=actor.person)
    lender = User.objects.filter(pk=lender_over(actor, decision, "decision.sign") or 0).first()
    decision.signer, decision.signer_position = user, f"TUQ. {lender.position}" if lender else user.position
    decision.save(update_fields=["signer", "signer_position"])
    for line in decision.lines.filter(dropped=False).select_related("nomination"):
        perform(NOMINATION_FLOW, line.nomination, "award", actor=actor)


def _unsign(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """Nothing was issued yet: whoever signs in its place decides anew."""
    for line in decision.lines.filter(dropped=False).select_related("nomination"):
        perform(NOMINATION_FLOW, line.nomination, "unsign", actor=actor)
    decision.signer, decision.signer_position = None, ""
    decision.save(update_fields=["signer", "signer_position"])


def _number(decision: Decision, actor: Actor, data: Mapping[str, Any]) -> None:
    """Takes a number, under the lock of the year's register, reckons the bonuses and writes ledger and fund. data: number
    and day where the records office gave them."""
    day = data.get("day") or timezone.localdate()
    book, number = _registered(decision, day, data.get("number"))
    decision.register, decision.number, decision.issued_on = book, number, day
    decision.save(update_fields=["register", "number", "issued_on"])
    near = ("nomination__round__movement", "nomination__proposal__member__year", "decision")
    lines = list(decision.lines.filter(dropped=False).select_related(*near))
    paid, rules = queries.payments(lines, day), book_of(decision.province_id)
    for line in lines:
        payment = paid[line.pk]
        line.bonus, line.reckoned = payment.amount, {**asdict(payment), "amount": None}
        line.save(update_fields=["bonus", "reckoned"])
        _grant(line, actor, day, rules.get("form", line.award_code, day=day))
    cost = sum(line.bonus or 0 for line in lines)
    balance = queries.balance_of(decision.province_id, decision.awarder_id)
    if balance is not None and cost > balance:
        values = {"cost": format_number(cost), "balance": format_number(balance)}
        raise Refused([Refusal("decision.fund_short", values)])
    if cost and balance is not None:
        note = f"Tiền thưởng theo Quyết định số {decision.full_number}"
        fund.keep(decision, actor, day=day, kind="spending", amount=-cost, note=note, decision=decision)


def _registered(decision: Decision, day: date, given: int | None) -> tuple[Register, int]:
    """The register of the symbol and year, and the number in it. A register is either the product's own or the records
    office's for the whole year, so that no number stands for two decisions."""
    outside = given is not None
    key = {"province": decision.province, "awarder": decision.awarder, "symbol": decision.symbol, "year": day.year}
    made, _ = Register.objects.get_or_create(**key, defaults={"outside": outside})
    book = Register.objects.select_for_update().get(pk=made.pk)
    if book.outside != outside:
        raise Refused([Refusal("decision.register", {"symbol": book.symbol, "year": book.year})])
    if given is None:
        book.last = next_number(book.last)
        book.save(update_fields=["last"])
        return book, book.last
    if book.decisions.filter(number=given).exists():
        values = {"number": given, "symbol": book.symbol, "year": book.year}
        raise Refused([Refusal("decision.number_taken", values)])
    return book, given


def _others_of(line: Line) -> list[int]:
    """Entries of that name whose award is for this very deed: two who are awarded for one deed are two."""
    rows = Grant.objects.filter(
        province=line.decision.province_id, deed=deed_of(line.nomination), recipient__isnull=False
    )
    return list(rows.filter(folded=fold(line.subject_name)).values_list("recipient", flat=True))


def _grant(line: Line, actor: Actor, day: date, form: Mapping[str, Any]) -> None:
    """Into the ledger; the nomination knows from then on whose line of it is its own. form: what the register says of the
    award."""
    grant = enter_grant(
        actor=actor,
        province=line.decision.province,
        decision_date=day,
        kind=line.subject_kind,
        recipient=line.nomination.recipient,
        unlike=[*line.nomination.unlike, *_others_of(line)],
        deed=deed_of(line.nomination),
        basis=basis_of(line.nomination, form),
        award_code=line.award_code,
        award_name=line.award_name,
        unit=line.nomination.unit,
        person=line.nomination.nominee,
        subject_name=line.subject_name,
        achievement=line.achievement,
        year=year_of(line.nomination, day),
        received_on=line.nomination.received_on,
        of_register=True,
        decision_number=line.decision.full_number,
    )
    Nomination.objects.filter(pk=line.nomination_id).update(recipient=grant.recipient, grant=grant)


@transaction.atomic
def number_as_given(decision: Decision, *, number: int, day: date, actor: Actor) -> Decision:
    """With the number and date that the records office gave it in a register of its own."""
    refusals = []
    if number < 1:
        refusals.append(Refusal("decision.no_number"))
    if day > timezone.localdate():
        refusals.append(Refusal("decision.future", {"day": day}))
    first = queries.earliest(decision)
    if first is not None and day < first:
        refusals.append(Refusal("decision.too_early", {"day": first}))
    if refusals:
        raise Refused(refusals)
    return perform(FLOW, decision, "number", actor=actor, data={"number": number, "day": day})  # type: ignore[no-any-return]  # a decision


CORRECTED = ("subject_name", "position", "achievement")


@transaction.atomic
def correct(line: Line, field: str, after: str, *, paper: str, actor: Actor) -> Correction:
    """Sets a word of an issued decision right, in the ledger too. field: one of ``CORRECTED``; paper: what says so."""
    decision = Decision.objects.select_for_update().get(pk=line.decision_id)
    refusals = []
    if "decision.sign" not in words_over(actor, decision):
        refusals.append(Refusal("machine.right", {"right": "decision.sign"}))
    if decision.state != "issued":
        refusals.append(Refusal("draft.closed", {"state": f"decision.{decision.state}"}))
    if line.dropped or line.nomination.state != "awarded":
        refusals.append(Refusal("ledger.revoked"))
    if field not in CORRECTED or not after.strip() or after.strip() == getattr(line, field, ""):
        refusals.append(Refusal("decision.nothing_corrected"))
    if not paper.strip():
        refusals.append(Refusal("decision.no_paper"))
    if refusals:
        raise Refused(refusals)
    before, today = getattr(line, field), timezone.localdate()
    grant = Grant.objects.select_for_update(of=("self",)).filter(nomination=line.nomination_id).first()
    if grant is not None and field in ("subject_name", "achievement"):
        setattr(grant, field, after.strip())
        follow_name(grant)
        grant.save()
        Nomination.objects.filter(pk=line.nomination_id).update(recipient=grant.recipient)
    setattr(line, field, after.strip())
    line.save(update_fields=[field])
    row = Correction.objects.create(
        line=line, field=field, before=before, after=after.strip(), paper=paper, made_on=today
    )
    told = {"line": line.pk, "field": field, "paper": paper}
    entry = record(
        "decision.correct", decision, actor=actor, data=told, personal={"before": before, "after": row.after}
    )
    deliver("decision.correct", decision, entry)
    return row


FLOW = register(
    Flow(
        DECISION,
        Decision,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"submit": _fit, "sign": _sign, "unsign": _unsign, "number": _number},
        reasons={
            "drop": ("list_wrong", "other"),
            "return": ("list_wrong", "other"),
        },
        locks=lambda decision: [Province.objects.get(pk=decision.province_id)],
        lender=lender_over,
    )
)


def symbol_of(awarder: Unit | None) -> str:
    """What follows the number of a decision (Nghị định 30/2020/NĐ-CP); None for the province."""
    return f"QĐ-{awarder.code}" if awarder else "QĐ-UBND"


@transaction.atomic
def draw_up(rounds: Iterable[Round], *, subject: str, proposed_by: str = "", actor: Actor) -> Decision:
    """A draft with everything that the council approved in the rounds and no decision carries yet. The rounds are of one
    province, or of one unit that awards."""
    keys = sorted(round_.pk for round_ in rounds)
    locked = list(
        Round.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("movement", "awarder")
        .order_by("pk")
    )
    names = {(round_.movement.province_id, round_.awarder_id) for round_ in locked}
    refusals = [
        Refusal("machine.right", {"right": "decision.draft"})
        for name in names
        if "decision.draft" not in words_at(actor, *name)
    ]
    nominations = [n for round_ in locked for n in queries.approved_in(round_)] if len(names) == 1 else []
    if not nominations:
        refusals.append(Refusal("decision.nothing_approved"))
    if refusals:
        raise Refused(refusals)
    province, awarder = locked[0].movement.province_id, locked[0].awarder
    decision = Decision.objects.create(
        province_id=province,
        awarder=awarder,
        symbol=symbol_of(awarder),
        subject=subject,
        proposed_by=proposed_by.strip(),
    )
    decision.rounds.set({n.round_id for n in nominations})
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
def reword(decision: Decision, *, subject: str, proposed_by: str, actor: Actor) -> Decision:
    """What a draft is about, and at whose proposal."""
    fresh = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    refusals = []
    if "decision.draft" not in words_over(actor, fresh):
        refusals.append(Refusal("machine.right", {"right": "decision.draft"}))
    if fresh.state != "draft":
        refusals.append(Refusal("draft.closed", {"state": f"decision.{fresh.state}"}))
    if refusals:
        raise Refused(refusals)
    fresh.subject, fresh.proposed_by = subject.strip(), proposed_by.strip()
    fresh.save(update_fields=["subject", "proposed_by"])
    record("decision.reword", fresh, actor=actor, personal={"subject": fresh.subject, "by": fresh.proposed_by})
    return fresh


@transaction.atomic
def drop_line(line: Line, *, dropped: bool, actor: Actor) -> Line:
    """Takes a line out of a draft, or puts it back."""
    decision = Decision.objects.select_for_update().get(pk=line.decision_id)
    refusals = []
    if "decision.draft" not in words_over(actor, decision):
        refusals.append(Refusal("machine.right", {"right": "decision.draft"}))
    if decision.state != "draft":
        refusals.append(Refusal("draft.closed", {"state": f"decision.{decision.state}"}))
    if refusals:
        raise Refused(refusals)
    line.dropped = dropped
    line.save(update_fields=["dropped"])
    record("decision.drop_line", decision, actor=actor, data={"line": line.pk, "dropped": dropped})
    return line
