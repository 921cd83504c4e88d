"""Loading a filled workbook into the drafts of one unit or of many."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import bound
from thidua.reports import access, actions, queries
from thidua.reports.models import OPEN_STATES, Report
from thidua.reports.rules.entry import BOXES, Typed, is_past_day, read_value
from thidua.reports.workbook import TEXTS, Line, Sheet


def owing(movement: Movement, kind: str, period: str, actor: Actor) -> list[Obligation]:
    """Those who still owe the report and for whom the actor may load numbers, in the order of the list of units."""
    rows = movement.obligations.filter(kind=kind, period=period, done_on=None).select_related("unit", "movement")
    if not access.may_load(actor, movement.province_id):
        rows = rows.filter(unit__in=actor.unit_ids("unit.draft"))
    return list(rows.order_by("unit__order"))


def sheets_of(owed: Iterable[Obligation], actor: Actor | None = None) -> list[Sheet]:
    """What the workbook holds for each: what is typed so far, or empty boxes. Two queries a unit with a draft.

    actor: for whom it is written; a draft that they may not see gives empty boxes.
    """
    rows = list(owed)
    if not rows:
        return []
    first = rows[0]
    drafts = Report.objects.filter(movement=first.movement, kind=first.kind, period=first.period)
    drafts = drafts.filter(state__in=OPEN_STATES)
    if actor is not None:
        drafts = drafts.filter(pk__in=access.visible_to(actor).values("pk"))
    by_unit = {report.unit_id: report for report in drafts}
    every = list(first.movement.targets.all())
    found = []
    for one in rows:
        report = by_unit.get(one.unit_id)
        targets = bound(every, one.unit)
        found.append(Sheet(one.unit, targets, queries.fields_of(report) if report else {}))
    return found


@dataclass(frozen=True)
class Loaded:
    """units: whose drafts were written; boxes: how many boxes came."""

    units: int
    boxes: int


@transaction.atomic
def load(owed: Iterable[Obligation], lines: Iterable[Line], *, actor: Actor) -> Loaded:
    """Writes every filled box into the unit's draft, all or nothing; what is wrong is named by its cell.

    An empty box leaves what was typed before. Nothing is submitted: that stays with the head of each unit.
    """
    by_code = {one.unit.code: one for one in owed}
    parts: dict[str, list[Line]] = {}
    refusals = []
    for line in lines:
        if line.unit in by_code:
            parts.setdefault(line.unit, []).append(line)
        else:
            refusals.append(Refusal("sheet.unit", {"cell": line.cell("A"), "value": line.unit}))
    typed: dict[str, dict[str, str]] = {}
    for sheet in sheets_of([by_code[code] for code in parts], actor):
        typed[sheet.unit.code] = _boxes(parts[sheet.unit.code], sheet, refusals)
    if refusals:
        raise Refused(refusals)
    boxes = 0
    for code, fields in typed.items():
        if not fields:
            continue
        begun = actions.begin(by_code[code], actor=actor)
        if begun.state not in OPEN_STATES:
            raise Refused([Refusal("sheet.sent", {"unit": by_code[code].unit.name})])
        report = actions.open_report(actor, begun.pk, loading=True)
        actions.store_sheet(report, fields, actor=actor)
        record("report.load", report, actor=actor, data={"boxes": len(fields)})
        boxes += len(fields)
    return Loaded(sum(bool(fields) for fields in typed.values()), boxes)


def _boxes(lines: Iterable[Line], sheet: Sheet, refusals: list[Refusal]) -> dict[str, str]:
    """The filled boxes by name; what cannot be is added to the refusals, by cell."""
    targets = {str(t.pk): t for t in sheet.targets}
    found: dict[str, str] = {}
    for line in lines:
        if line.key in TEXTS:
            found |= {line.key: line.note} if line.note else {}
            if line.key == "as_of" and not is_past_day(line.note, timezone.localdate()):
                refusals.append(Refusal("sheet.as_of", {"cell": line.cell("I"), "value": line.note[:40]}))
        elif line.key not in targets:
            refusals.append(Refusal("sheet.target", {"cell": line.cell("C"), "value": line.key}))
        else:
            filled = dict(zip(BOXES, (line.numerator, line.denominator, line.excluded, line.note), strict=True))
            typed = Typed(*(text or sheet.fields.get(f"{box}{line.key}", "") for box, text in filled.items()))
            label = f"{line.cell('F')}, {line.cell('G')}"
            fact, wrong = read_value(label, targets[line.key].fact(), typed)
            refusals += wrong
            if filled["n"] and fact.numerator is not None:
                filled["n"] = format_number(fact.numerator)
            found |= {f"{box}{line.key}": text for box, text in filled.items() if text}
    return found
