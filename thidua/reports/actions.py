"""Every change of a report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.periods import last_day
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.movements.actions import settle
from thidua.movements.models import Obligation
from thidua.papers.models import Paper
from thidua.questions import Question
from thidua.reports import access, queries
from thidua.reports.earlier import forget_values
from thidua.reports.machine import REPORT
from thidua.reports.models import OPEN_STATES, Evidence, Report, Value
from thidua.reports.rollup import take_in
from thidua.reports.rules.entry import BOXES, Clash, Typed, day_in, is_past_day, merge, read_value
from thidua.reports.sending import keep_sent


def _submitted(report: Report, actor: Actor, data: Mapping[str, Any]) -> None:
    """Numbers without a day of their own are of the last day of their period, or of today where that is to come."""
    if report.as_of is None:
        today = timezone.localdate()
        report.as_of = min(last_day(report.period) or today, today)
        report.save(update_fields=["as_of"])
    keep_sent(report, actor)


def _accepted(report: Report, actor: Actor, data: Mapping[str, Any]) -> None:
    take_in(report)
    settle(report.movement, report.unit, report.kind, report.period, timezone.localdate())


FLOW = register(
    Flow(
        REPORT,
        Report,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"submit": _submitted, "accept": _accepted},
        joins=("movement", "unit"),
        reasons={"return": ("numbers_wrong", "evidence_missing", "narrative_thin", "other")},
    )
)


@transaction.atomic
def begin(obligation: Obligation, *, actor: Actor) -> Report:
    """The draft for an obligation; the same one when it was begun before. An office may begin it for its units."""
    may = "unit.draft" in actor.at_unit(obligation.unit_id) or access.may_load(actor, obligation.province_id)
    if not may or obligation.kind == "launch":
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    row, made = Report.objects.get_or_create(
        movement_id=obligation.movement_id, unit_id=obligation.unit_id, kind=obligation.kind, period=obligation.period
    )
    if made:
        record("report.begin", row, actor=actor, after="draft")
    return row


def _editable(pk: int, actor: Actor) -> Report:
    """The locked draft; Report.DoesNotExist where the actor does not draft, so that its existence does not show."""
    return open_report(actor, pk, loading=False)


@Question
def _locked(actor: Actor, pk: int, loading: bool) -> QuerySet[Any]:
    rows = access.loadable_by(actor) if loading else access.editable_by(actor)
    rows = rows.filter(pk=pk).annotate(succeeds=queries.SUCCEEDS)
    return rows.select_for_update(of=("self",)).select_related("movement", "unit")


def open_report(actor: Actor, pk: int, *, loading: bool) -> Report:
    """The report, locked, where the actor may write in it, or load a workbook into it. Raises Refused once it is
    submitted, Report.DoesNotExist where they may not."""
    found = _locked.first(actor=actor, pk=pk, loading=loading)
    if found is None:
        raise Report.DoesNotExist
    report = queries.alone_or_not(found)
    if report.state not in OPEN_STATES:
        raise Refused([Refusal("draft.closed", {"state": f"report.{report.state}"})])
    return report


def _values(report: Report, merged: Mapping[str, str], changed: set[str]) -> list[Value]:
    """The values of the targets that have a changed box. Raises Refused for numbers that cannot be."""
    values, refusals, year = [], [], queries.year_of(report.period)
    for number, target in enumerate(queries.targets_of(report), 1):
        boxes = [f"{box}{target.pk}" for box in BOXES]
        if changed.isdisjoint(boxes):
            continue
        typed = Typed(*(merged.get(box, "") for box in boxes))
        fact, wrong = read_value(str(number), target.fact(year), typed)
        refusals += wrong
        numbers = {"numerator": fact.numerator, "denominator": fact.denominator, "excluded": fact.excluded}
        values.append(Value(report=report, target=target, note=typed.note, **numbers))
    if refusals:
        raise Refused(refusals)
    return values


def _day(text: str) -> date | None:
    """The day that the numbers are of. Raises Refused for what is no day, or one to come."""
    if not text.strip():
        return None
    day = day_in(text)
    if day is None or not is_past_day(text, timezone.localdate()):
        raise Refused([Refusal("report.as_of", {"value": text[:40]})])
    return day


@transaction.atomic
def save(pk: int, typed: Mapping[str, str], *, base: Mapping[str, str], actor: Actor) -> tuple[Report, list[Clash]]:
    """Keeps a draft. ``base`` is what the person saw when they began to type; edits of another are kept beside theirs.

    Fields that both changed come back as clashes and are stored as the later person typed them; the other's words
    stand in the journal. Raises Refused for numbers that cannot be, and then stores nothing; Report.DoesNotExist
    where the actor does not draft.
    """
    return _store(_editable(pk, actor), typed, base=base, actor=actor)


@transaction.atomic
def take_fed(pk: int, target_id: int, *, actor: Actor) -> Report:
    """Writes what the book of activities says into the target's first box; the journal keeps what stood there."""
    report = _editable(pk, actor)
    stored = queries.fields_of(report)
    target = next((t for t in queries.targets_of(report) if t.pk == target_id and t.feed), None)
    if target is None:
        raise Refused([Refusal("report.not_fed")])
    number = queries.fed_values(report)[target.feed]
    return _store(report, stored | {f"n{target.pk}": format_number(number)}, base=stored, actor=actor)[0]


def store_sheet(report: Report, typed: Mapping[str, str], *, actor: Actor) -> Report:
    """Boxes that came in a workbook; others stay. The caller has checked the right. Raises Refused as ``save`` does."""
    return _store(report, typed, base=queries.fields_of(report), actor=actor)[0]


def _store(
    report: Report, typed: Mapping[str, str], *, base: Mapping[str, str], actor: Actor
) -> tuple[Report, list[Clash]]:
    stored = queries.fields_of(report)
    merged, clashes = merge(base, typed, stored)
    changed = {name for name, text in merged.items() if text != stored.get(name, "")}
    values = _values(report, merged, changed)
    report.narrative, report.difficulties = merged.get("narrative", ""), merged.get("difficulties", "")
    report.as_of = _day(merged.get("as_of", ""))
    report.version += 1
    report.save(update_fields=["narrative", "difficulties", "as_of", "version"])
    if values:
        Value.objects.bulk_create(
            values,
            update_conflicts=True,
            unique_fields=["report", "target"],
            update_fields=["numerator", "denominator", "excluded", "note"],
        )
    forget_values(report)
    lost = {clash.name: clash.theirs for clash in clashes}
    lost |= {name: stored[name] for name in changed if base == stored and stored.get(name)}
    record("report.save", report, actor=actor, data={"changed": sorted(changed), "replaced": lost})
    return report, clashes


@transaction.atomic
def add_evidence(
    report: Report, *, actor: Actor, paper: Paper | None = None, reference: str = "", target_id: int | None = None
) -> Evidence:
    """A file or a reference to a document; the same one again, as after a broken upload, is the one that is there."""
    fresh = _editable(report.pk, actor)
    if paper is None and not reference.strip():
        raise Refused([Refusal("evidence.empty")])
    own = {target.pk for target in queries.targets_of(fresh)}
    fields: dict[str, Any] = {
        "paper": paper,
        "reference": reference.strip(),
        "target_id": target_id if target_id in own else None,
    }
    same = fresh.evidence.filter(reference=fields["reference"], target=fields["target_id"])
    same = same.filter(paper__sha256=paper.sha256) if paper is not None else same.filter(paper=None)
    if known := same.first():
        return known
    row = Evidence.objects.create(report=fresh, **fields)
    record(
        "report.evidence", fresh, actor=actor, data={"paper": paper.sha256 if paper else None, "reference": reference}
    )
    return row


@transaction.atomic
def drop_evidence(evidence: Evidence, *, actor: Actor) -> None:
    """Takes a piece of evidence out of a draft; its paper stays in the store and in the journal."""
    _editable(evidence.report_id, actor)
    data = {"paper": evidence.paper.sha256 if evidence.paper else None, "reference": evidence.reference}
    record("report.drop_evidence", evidence.report, actor=actor, data=data)
    evidence.delete()
