"""Findings of the agencies, what is objected to them, and the answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date
from thidua.papers.models import Paper
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.scores import access, queries
from thidua.scores.actions import Entered, judge, values_of
from thidua.scores.keeping import keep_points
from thidua.scores.machine import OBJECTION
from thidua.scores.models import Appraisal, Objection, Proof, Sheet
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.sets import Indicator


def _answered(objection: Objection, actor: Actor, data: Mapping[str, Any]) -> None:
    sheet = objection.sheet
    values = {"assessment": sheet.assessment.name, "indicator": objection.indicator}
    notify(unit_people(sheet.unit, timezone.localdate()), "notice.objection", values, objection.get_absolute_url())


OBJECTION_FLOW = register(
    Flow(
        OBJECTION,
        Objection,
        access.objection_rights_on,
        queries.objection_facts_of,
        access.visible_objections,
        apply={"answer": _answered},
        joins=("sheet__assessment__version", "sheet__unit"),
    )
)


def _to_appraise(sheet: Sheet) -> Sheet:
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("assessment__version", "unit")
    fresh = rows.get(pk=sheet.pk)
    if fresh.state != "submitted" or fresh.assessment.state not in ("open", "appraising"):
        raise Refused([Refusal("sheet.not_appraising")])
    return fresh


@transaction.atomic
def appraise(sheet: Sheet, code: str, turn: int, answer: Answer | None, *, reason: str = "", actor: Actor) -> Appraisal:
    """What an agency finds of an indicator. answer: None agrees with the unit; another needs its reason."""
    fresh = _to_appraise(sheet)
    one = fresh.assessment.version.index.by_code[code]
    if turn not in access.turns(actor, fresh, one):
        raise Refused([Refusal("machine.right", {"right": "score.appraise"})])
    return _find(fresh, one, turn, answer, reason, actor)


def _find(sheet: Sheet, one: Indicator, turn: int, answer: Answer | None, reason: str, actor: Actor) -> Appraisal:
    own = queries.answers_of(sheet)[one.code]
    found = own if answer is None else answer
    agrees = found == own
    if not agrees and len(reason.strip()) < 5:
        raise Refused([Refusal("appraisal.no_reason", {"indicator": one.code})])
    judge({one.code: one}, {one.code: Entered(found)})
    fields = {"values": list(found.values), "skipped": found.skipped, "agrees": agrees, "reason": reason.strip()}
    row, _made = Appraisal.objects.update_or_create(
        sheet=sheet, indicator=one.code, turn=turn, defaults=fields | {"by_id": actor.user_id}
    )
    data = {"indicator": one.code, "turn": turn, "agrees": agrees, "values": values_of(found)}
    record("sheet.appraise", sheet, actor=actor, reason=reason, data=data)
    return row


@transaction.atomic
def agree_rest(sheet: Sheet, turn: int, *, actor: Actor) -> int:
    """Agrees with the unit on every indicator of the actor's turn that has no finding yet; how many."""
    fresh = _to_appraise(sheet)
    done = set(fresh.appraisals.filter(turn=turn).values_list("indicator", flat=True))
    rest = [one for one, mine in queries.to_appraise(actor, fresh) if turn in mine and one.code not in done]
    own = queries.answers_of(fresh)
    Appraisal.objects.bulk_create(
        Appraisal(
            sheet=fresh,
            indicator=one.code,
            turn=turn,
            values=list(own[one.code].values),
            skipped=own[one.code].skipped,
            agrees=True,
            by_id=actor.user_id,
        )
        for one in rest
    )
    data = {"turn": turn, "indicators": [one.code for one in rest]}
    record("sheet.agree_rest", fresh, actor=actor, data=data)
    return len(rest)


@transaction.atomic
def raise_objection(sheet: Sheet, code: str, text: str, *, actor: Actor, papers: Iterable[Paper] = ()) -> Objection:
    """The unit objects to a finding, within the window."""
    fresh = Sheet.objects.select_for_update(of=("self",)).select_related("assessment__version").get(pk=sheet.pk)
    assessment, today = fresh.assessment, timezone.localdate()
    refusals = []
    if "unit.submit" not in actor.at_unit(fresh.unit_id):
        refusals.append(Refusal("machine.right", {"right": "unit.submit"}))
    if assessment.state != "shown" or not assessment.objects_from <= today <= assessment.objects_to:
        window = {"from": format_date(assessment.objects_from), "to": format_date(assessment.objects_to)}
        refusals.append(Refusal("objection.window", window))
    if len(text.strip()) < 10:
        refusals.append(Refusal("objection.no_text"))
    if code not in assessment.version.index.by_code or fresh.objections.filter(indicator=code, state="open").exists():
        refusals.append(Refusal("objection.twice", {"indicator": code}))
    if refusals:
        raise Refused(refusals)
    row = Objection.objects.create(sheet=fresh, indicator=code, text=text.strip(), raised_on=today)
    Proof.objects.bulk_create(Proof(sheet=fresh, indicator=code, paper=paper) for paper in papers)
    record("objection.raise", row, actor=actor, after="open", data={"indicator": code})
    return row


@transaction.atomic
def answer_objection(objection: Objection, text: str, answer: Answer | None, *, actor: Actor) -> Objection:
    """Answers an objection. answer: what stands from now on; None keeps what was found."""
    rows = Objection.objects.select_for_update(of=("self",)).select_related("sheet__assessment__version", "sheet__unit")
    fresh = rows.get(pk=objection.pk)
    if "score.appraise" in access.objection_rights_on(actor, fresh) and fresh.state == "open":
        fresh.answer = text.strip()
        fresh.values = None if answer is None else values_of(answer)
        fresh.save(update_fields=["answer", "values"])
        if answer is not None:
            _change_found(fresh, answer)
    return perform(OBJECTION_FLOW, fresh, "answer", actor=actor)  # type: ignore[no-any-return]  # an Objection


def _change_found(objection: Objection, answer: Answer) -> None:
    sheet = (
        Sheet.objects.select_for_update(of=("self",)).select_related("assessment__version").get(pk=objection.sheet_id)
    )
    layout = sheet.assessment.version.layout
    one = sheet.assessment.version.index.by_code[objection.indicator]
    judge({one.code: one}, {one.code: Entered(answer)})
    answers = layout.unpack(sheet.standing) | {one.code: answer}
    sheet.appraised = layout.pack(answers)
    keep_points(sheet, answers)
    sheet.save(update_fields=["appraised", "points", "level"])
