"""Publishing a list, taking and answering opinions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.awards.authority import lender_over, words_over
from thidua.awards.queries import book_of
from thidua.consultations import access, queries
from thidua.consultations.machine import CONSULTATION, OPINION
from thidua.consultations.models import Consultation, Opinion
from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import ANONYMOUS, Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.workdays import add_workdays
from thidua.nominations.models import Nomination, Round
from thidua.papers.models import Paper


def _publish(row: Consultation, actor: Actor, data: Mapping[str, Any]) -> None:
    """The clock begins on the day after."""
    today = timezone.localdate()
    row.opens_on = today
    row.closes_on = add_workdays(today, row.workdays, book_of(row.province_id).calendar())
    row.save(update_fields=["opens_on", "closes_on"])


FLOW = register(
    Flow(
        CONSULTATION,
        Consultation,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"publish": _publish},
        reasons={"cancel": ("list_wrong", "other")},
        lender=lender_over,
    )
)
OPINION_FLOW = register(Flow(OPINION, Opinion, access.rights_on, queries.opinion_facts, access.visible_opinions))


@transaction.atomic
def plan(round_: Round, *, workdays: int | None = None, actor: Actor) -> Consultation:
    """A list of everybody in the round who waits and stands on none. workdays: at least what the rules ask for."""
    if "consult.run" not in words_over(actor, round_):
        raise Refused([Refusal("machine.right", {"right": "consult.run"})])
    Round.objects.select_for_update().get(pk=round_.pk)
    nominations, today = queries.to_consult(round_), timezone.localdate()
    if not nominations:
        raise Refused([Refusal("consultation.empty")])
    book = book_of(round_.province_id)
    found = [rule for n in nominations if (rule := queries.rule_for(book, n, today)) is not None]
    rule = max(found, key=lambda r: (r.data["needed"] == "yes", r.data["workdays"]), default=None)
    least = rule.data["workdays"] if rule is not None else 0
    if workdays is not None and rule is not None and rule.data["needed"] == "yes" and workdays < least:
        raise Refused([Refusal("consultation.too_short", {"days": least, "article": rule.article})])
    row = Consultation.objects.create(
        round=round_,
        workdays=workdays or least,
        article=rule.article if rule else "",
        confirmed=bool(rule and rule.confirmed),
    )
    row.nominations.set(nominations)
    record("consultation.plan", row, actor=actor, after="planned", data={"nominations": [n.pk for n in nominations]})
    return row


@transaction.atomic
def speak(
    row: Consultation, fields: Mapping[str, str], *, nomination: Nomination | None, paper: Paper | None = None
) -> Opinion:
    """An opinion of anybody. fields: kind, author, contact, text. Refused once the list is closed."""
    fresh = Consultation.objects.select_for_update().get(pk=row.pk)
    today = timezone.localdate()
    if fresh.state != "open" or fresh.closes_on is None or today > fresh.closes_on:
        raise Refused([Refusal("consultation.over")])
    book = book_of(fresh.province_id)
    days = int(book.get("complaint", day=today).get("workdays", 10))
    due: date = add_workdays(today, days, book.calendar())
    opinion = Opinion.objects.create(consultation=fresh, nomination=nomination, paper=paper, due=due, **fields)
    personal = {"author": opinion.author, "contact": opinion.contact}
    record("opinion.send", opinion, actor=ANONYMOUS, after="open", data={"kind": opinion.kind}, personal=personal)
    return opinion


@transaction.atomic
def answer(opinion: Opinion, text: str, *, actor: Actor) -> Opinion:
    """What is said to it; its writer finds it by the receipt."""
    fresh = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if fresh.state == "open":
        fresh.answer = text.strip()
        fresh.save(update_fields=["answer"])
    return perform(OPINION_FLOW, fresh, "answer", actor=actor)  # type: ignore[no-any-return]  # an opinion
