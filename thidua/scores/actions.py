"""Every change of an assessment, its sheets, findings and objections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.journal.follow import deliver
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date
from thidua.papers.models import Paper
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.scores import access, queries
from thidua.scores.keeping import keep_points, recount
from thidua.scores.machine import ASSESSMENT, SHEET
from thidua.scores.models import Assessment, IndexVersion, Proof, Sheet, Verifier, Words
from thidua.scores.publishing import publish_run
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import plain
from thidua.scores.rules.sets import Indicator
from thidua.scores.taking import inspected, reported
from thidua.units.models import Province, Unit


def _opened(assessment: Assessment, actor: Actor, data: Mapping[str, Any]) -> None:
    hand_out(assessment, assessment.opens)
    values = {"assessment": assessment.name, "due": assessment.self_due.isoformat()}
    for sheet in assessment.sheets.select_related("unit"):
        notify(unit_people(sheet.unit, timezone.localdate()), "notice.assessment", values, sheet.get_absolute_url())


def _shown(assessment: Assessment, actor: Actor, data: Mapping[str, Any]) -> None:
    recount(assessment)
    values = {"assessment": assessment.name, "due": assessment.objects_to.isoformat()}
    for sheet in assessment.sheets.filter(state="appraised").select_related("unit"):
        notify(unit_people(sheet.unit, timezone.localdate()), "notice.appraised", values, sheet.get_absolute_url())


def _published(assessment: Assessment, actor: Actor, data: Mapping[str, Any]) -> None:
    recount(assessment)
    publish_run(assessment, actor=actor, reason=str(data.get("reason", "")))
    values = {"assessment": assessment.name}
    for sheet in assessment.sheets.filter(state="appraised").select_related("unit"):
        notify(unit_people(sheet.unit, timezone.localdate()), "notice.ranked", values, sheet.get_absolute_url())


ASSESSMENT_FLOW = register(
    Flow(
        ASSESSMENT,
        Assessment,
        access.assessment_rights_on,
        queries.assessment_facts_of,
        access.visible_assessments,
        apply={"open": _opened, "show": _shown, "publish": _published},
        reasons={
            "correct": ("numbers_wrong", "other"),
            "reopen": ("numbers_wrong", "other"),
            "cancel": ("postponed", "replaced", "other"),
        },
        joins=("version",),
    )
)


def _finished(sheet: Sheet, actor: Actor, data: Mapping[str, Any]) -> None:
    """What stands is what was found; points of inspections are taken over."""
    index, layout = sheet.assessment.version.index, sheet.assessment.version.layout
    own = queries.answers_of(sheet)
    found = {one.code: queries.found_answer(sheet, one, own[one.code]) for one in index.indicators}
    effects = [one for one in index.indicators if one.kind == "effect"]
    taken = inspected(sheet.assessment, sheet.unit) if effects else None
    if taken is not None:
        found[effects[0].code] = taken.answer
        sheet.note(effects[0].code, Words(taken_from=taken.source))
    sheet.appraised = layout.pack(found)
    keep_points(sheet, found)
    sheet.save(update_fields=["appraised", "notes", "points", "level"])


def _again(sheet: Sheet, actor: Actor, data: Mapping[str, Any]) -> None:
    sheet.appraised = None
    keep_points(sheet, queries.answers_of(sheet))
    sheet.save(update_fields=["appraised", "points", "self_points", "level"])


def _returned(sheet: Sheet, actor: Actor, data: Mapping[str, Any]) -> None:
    values = {"assessment": sheet.assessment.name, "due": sheet.assessment.self_due.isoformat()}
    notify(unit_people(sheet.unit, timezone.localdate()), "notice.sheet_returned", values, sheet.get_absolute_url())


SHEET_FLOW = register(
    Flow(
        SHEET,
        Sheet,
        access.sheet_rights_on,
        queries.sheet_facts_of,
        access.visible_sheets,
        apply={"finish": _finished, "redo": _again, "return": _returned},
        reasons={
            "return": ("evidence_missing", "numbers_wrong", "other"),
            "redo": ("numbers_wrong", "other"),
        },
        joins=("assessment__version", "unit"),
    )
)


def require(actor: Actor, province: int, word: str) -> None:
    if ("system", "*") not in actor.grants and word not in actor.in_province(province):
        raise Refused([Refusal("machine.right", {"right": word})])


@transaction.atomic
def plan(province: Province, version: IndexVersion, fields: Mapping[str, Any], *, actor: Actor) -> Assessment:
    """An assessment by a published version; the agencies that the set names are looked for among the units."""
    require(actor, province.pk, "office.review")
    if version.province_id != province.pk or version.state != "published":
        raise Refused([Refusal("assessment.unpublished_set")])
    assessment = Assessment.objects.create(province=province, version=version, **fields)
    names = dict.fromkeys(one.agency for one in version.index.indicators if one.agency)
    known = queries.units_named(province.pk, names, assessment.tree_date)
    Verifier.objects.bulk_create(
        Verifier(assessment=assessment, agency=name, unit_id=known.get(name)) for name in names
    )
    record("assessment.plan", assessment, actor=actor, after="planned", data={"version": version.pk})
    return assessment


@transaction.atomic
def point(verifier: Verifier, unit: Unit | None, *, actor: Actor) -> Verifier:
    """Which unit an agency of the set is; None has the standing agency appraise in its place."""
    require(actor, verifier.assessment.province_id, "office.review")
    if unit is not None and unit.province_id != verifier.assessment.province_id:
        raise Refused([Refusal("inspection.other_province")])
    verifier.unit = unit
    verifier.save(update_fields=["unit"])
    data = {"agency": verifier.agency, "unit": unit.pk if unit else None}
    record("assessment.point", verifier.assessment, actor=actor, data=data)
    return verifier


DAYS = ("opens", "self_due", "appraisal_due", "objects_from", "objects_to", "tree_date")


@transaction.atomic
def reschedule(assessment: Assessment, days: Mapping[str, date], reason: str, *, actor: Actor) -> Assessment:
    """Other days for an assessment that is not published; the units are told. days: by the names of ``DAYS``."""
    require(actor, assessment.province_id, "office.review")
    fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if not reason.strip():
        raise Refused([Refusal("machine.reason")])
    if fresh.state in ("published", "cancelled"):
        raise Refused([Refusal("draft.closed", {"state": f"assessment.{fresh.state}"})])
    before = {name: getattr(fresh, name).isoformat() for name in DAYS if getattr(fresh, name) != days[name]}
    for name in DAYS:
        setattr(fresh, name, days[name])
    ordered = [days[name] for name in DAYS[:-1]]
    if ordered != sorted(ordered):
        raise Refused([Refusal("assessment.days")])
    fresh.save(update_fields=list(DAYS))
    record("assessment.reschedule", fresh, actor=actor, reason=reason, data={"before": before})
    if fresh.state == "open" and "self_due" in before:
        values = {"assessment": fresh.name, "due": fresh.self_due.isoformat()}
        for sheet in fresh.sheets.filter(state__in=["draft", "returned"]).select_related("unit"):
            told = unit_people(sheet.unit, timezone.localdate())
            notify(told, "notice.rescheduled", values, sheet.get_absolute_url())
    return fresh


@transaction.atomic
def hand_out(assessment: Assessment, day: date) -> int:
    """A sheet for each unit of the day that the set is for and that has none yet, with what was reported already."""
    have = set(assessment.sheets.values_list("unit", flat=True))
    units = [unit for unit in queries.subjects(assessment, day) if unit.pk not in have]
    taken = reported(assessment, units)
    layout = assessment.version.layout
    sheets = []
    for unit in units:
        known = taken.get(unit.pk, {})
        answers = {code: one.answer for code, one in known.items()}
        packed = layout.pack(answers)
        sheet = Sheet(assessment=assessment, unit=unit, record=packed, answered=len(answers))
        sheets.append(sheet)
        for code, one in known.items():
            sheet.note(code, Words(taken_from=one.source))
    Sheet.objects.bulk_create(sheets, batch_size=500)
    recount(assessment)
    return len(sheets)


@transaction.atomic
def hand_out_more(assessment: Assessment, *, actor: Actor) -> int:
    """Sheets for units that came since it was opened."""
    require(actor, assessment.province_id, "office.review")
    if assessment.state != "open":
        raise Refused([Refusal("sheet.not_open")])
    count = hand_out(assessment, timezone.localdate())
    record("assessment.hand_out", assessment, actor=actor, data={"sheets": count})
    return count


@dataclass(frozen=True)
class Entered:
    """What a unit entered for one indicator: the answer and the words beside it."""

    answer: Answer
    reference: str = ""
    excuse: str = ""


def _open_sheet(sheet: Sheet, actor: Actor) -> Sheet:
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("assessment__version", "unit")
    fresh = rows.get(pk=sheet.pk)
    if "unit.draft" not in actor.at_unit(fresh.unit_id):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    if fresh.state not in ("draft", "returned"):
        raise Refused([Refusal("draft.closed", {"state": f"sheet.{fresh.state}"})])
    if fresh.assessment.state != "open":
        raise Refused([Refusal("sheet.not_open")])
    if timezone.localdate() > fresh.assessment.self_due:
        raise Refused([Refusal("sheet.late", {"due": format_date(fresh.assessment.self_due)})])
    return fresh


@transaction.atomic
def save(
    sheet: Sheet,
    entered: Mapping[str, Entered],
    *,
    actor: Actor,
    version: int | None = None,
    papers: Mapping[str, Iterable[Paper]] | None = None,
) -> Sheet:
    """Keeps what was entered for some indicators; others stay as they are.

    version: of the sheet that was on the screen; refused where somebody saved one of these indicators since.
    """
    fresh = _open_sheet(sheet, actor)
    index, layout = fresh.assessment.version.index, fresh.assessment.version.layout
    answers = layout.unpack(bytes(fresh.record))
    before = {code: answers[code] for code in entered if answers[code] != entered[code].answer}
    if version is not None and version != fresh.version and before:
        raise Refused([Refusal("sheet.raced")])
    judge(index.by_code, entered)
    answers |= {code: one.answer for code, one in entered.items()}
    try:
        fresh.record = layout.pack(answers)
    except ValueError as error:
        raise Refused([Refusal("sheet.range", {"indicator": str(error)})]) from error
    fresh.answered = sum(not answer.is_empty for answer in answers.values())
    fresh.version += 1
    _keep_words(fresh, entered, before)
    files = {code: list(some) for code, some in (papers or {}).items()}
    Proof.objects.bulk_create(Proof(sheet=fresh, indicator=c, paper=p) for c, some in files.items() for p in some)
    keep_points(fresh, answers)
    fresh.save(update_fields=["record", "notes", "answered", "version", "points", "self_points", "level"])
    data = {"before": {code: values_of(answer) for code, answer in before.items()}}
    entry = record("sheet.save", fresh, actor=actor, data=data | ({"papers": _digests(files)} if files else {}))
    if fresh.assessment.stale:
        deliver("sheet.save", fresh, entry)
    return fresh


def judge(known: Mapping[str, Indicator], entered: Mapping[str, Entered]) -> None:
    """Refuses what the set does not let anybody enter."""
    refusals = []
    for code, one in entered.items():
        if one.answer.skipped and not known[code].may_skip:
            refusals.append(Refusal("sheet.no_skip", {"indicator": code}))
        if known[code].kind == "effect":
            refusals.append(Refusal("sheet.no_entry", {"indicator": code}))
        if known[code].kind in ("rubric", "bonus") and (one.answer.values[0] or 0) > known[code].full:
            values = {"indicator": code, "full": plain(known[code].full)}
            refusals.append(Refusal("sheet.too_many_points", values))
    if refusals:
        raise Refused(refusals)


def _keep_words(sheet: Sheet, entered: Mapping[str, Entered], changed: Mapping[str, Answer]) -> None:
    for code, one in entered.items():
        taken = "" if code in changed else sheet.words(code).taken_from
        sheet.note(code, Words(one.reference.strip()[:400], one.excuse.strip()[:400], taken))


def values_of(answer: Answer) -> Any:
    """As the journal keeps an answer."""
    return "skip" if answer.skipped else list(answer.values)


def _digests(files: Mapping[str, list[Paper]]) -> dict[str, list[str]]:
    return {code: [paper.sha256 for paper in some] for code, some in files.items()}


@transaction.atomic
def drop_proof(proof: Proof, *, actor: Actor) -> None:
    """Takes a file away; the journal keeps its digest."""
    fresh = _open_sheet(proof.sheet, actor)
    record("sheet.drop_proof", fresh, actor=actor, data={"indicator": proof.indicator, "paper": proof.paper.sha256})
    proof.delete()


@transaction.atomic
def take_over(sheet: Sheet, *, actor: Actor) -> int:
    """Takes the reported numbers over anew, where they are; how many."""
    fresh = _open_sheet(sheet, actor)
    taken = reported(fresh.assessment, [fresh.unit]).get(fresh.unit_id, {})
    entered = {}
    for code, one in taken.items():
        words = fresh.words(code)
        entered[code] = Entered(one.answer, words.reference, words.excuse)
    if entered:
        kept = save(fresh, entered, actor=actor)
        for code, one in taken.items():
            kept.note(code, replace(kept.words(code), taken_from=one.source))
        kept.save(update_fields=["notes"])
    return len(entered)
