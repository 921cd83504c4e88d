"""Writing the award fund, of the province or of a unit that awards: opening, income, spending, what came back."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.authority import words_at
from thidua.decisions import queries
from thidua.decisions.models import Decision, FundEntry, Line
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.units.models import Province, Unit


def _write(province: Province, awarder: Unit | None, actor: Actor, **fields: Any) -> FundEntry:
    entry = FundEntry.objects.create(province=province, awarder=awarder, **fields)
    told = {"kind": entry.kind, "amount": entry.amount}
    record("fund.enter", entry, actor=actor, data=told, personal={"note": entry.note})
    return entry


def keep(of: Decision, actor: Actor, **fields: Any) -> FundEntry:
    """A line in the fund of whoever decided."""
    return _write(of.province, of.awarder, actor, **fields)


def _may(actor: Actor, province_id: int, awarder_id: int | None) -> list[Refusal]:
    may = "fund.keep" in words_at(actor, province_id, awarder_id)
    return [] if may else [Refusal("machine.right", {"right": "fund.keep"})]


@transaction.atomic
def enter_fund(
    province: Province, *, day: date, kind: str, amount: int, note: str, awarder: Unit | None = None, actor: Actor
) -> FundEntry:
    """An opening balance, an income, or a spending that no decision made. amount: đồng, above zero; awarder: the unit whose
    fund it is."""
    refusals = _may(actor, province.pk, awarder.pk if awarder else None)
    if amount <= 0:
        refusals.append(Refusal("fund.amount"))
    if day > timezone.localdate():
        refusals.append(Refusal("fund.future"))
    Province.objects.select_for_update().get(pk=province.pk)
    left = queries.left_in_fund(province.pk, awarder.pk if awarder else None)
    if kind == "opening" and left is not None:
        refusals.append(Refusal("fund.opened"))
    if kind == "spending" and amount > (left or 0):
        refusals.append(Refusal("fund.short", {"balance": format_number(left or 0)}))
    if refusals:
        raise Refused(refusals)
    signed = -amount if kind == "spending" else amount
    return _write(province, awarder, actor, day=day, kind=kind, amount=signed, note=note)


@transaction.atomic
def recover(line: Line, *, actor: Actor) -> FundEntry:
    """The bonus of a revoked award came back."""
    near = ("decision__province", "decision__awarder")
    fresh = Line.objects.select_for_update(of=("self",)).select_related(*near).get(pk=line.pk)
    decision = fresh.decision
    if refusals := _may(actor, decision.province_id, decision.awarder_id):
        raise Refused(refusals)
    if not queries.to_recover(decision.province_id, decision.awarder_id).filter(pk=fresh.pk).exists():
        raise Refused([Refusal("fund.nothing")])
    fresh.recovered_on = timezone.localdate()
    fresh.save(update_fields=["recovered_on"])
    note = f"Thu hồi tiền thưởng: {fresh.subject_name}, Quyết định số {decision.full_number}"
    fields = {"day": fresh.recovered_on, "kind": "recovery", "amount": fresh.bonus or 0, "note": note[:300]}
    return keep(decision, actor, decision=decision, **fields)
