"""What a new version of a movement finds in this stage, and the drafts that go on in it."""

from django.db import transaction

from thidua.journal.entries import record
from thidua.journal.follow import on
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.movements.queries import lineage
from thidua.reports.models import OPEN_STATES, Report, Value


@touches
def reports(movement: Movement) -> list[Touched]:
    return [Touched("report", Report.objects.filter(movement=movement).count(), "/bao-cao/")]


@on("movement.launch")
def carry_drafts(movement: Movement, entry: Entry) -> None:
    """Reports under way in the version before go on in this one, with the values of the targets that continue; those of
    other targets stay with the journal. May run twice."""
    before = lineage(movement)[1:2]
    rows = Report.objects.filter(movement__in=before, state__in=OPEN_STATES)
    owed = set(movement.obligations.values_list("unit", "kind", "period"))
    known = set(movement.reports.values_list("unit", "kind", "period"))
    for pk, *key in rows.values_list("pk", "unit", "kind", "period"):
        if tuple(key) in owed - known:
            _carry(pk, movement)


@transaction.atomic
def _carry(pk: int, movement: Movement) -> None:
    report = Report.objects.select_for_update(of=("self",)).get(pk=pk)
    if report.movement_id == movement.pk or report.state not in OPEN_STATES:
        return
    now = {t.origin_id: t.pk for t in movement.targets.all() if t.origin_id}
    values = list(report.values.select_related("target"))
    left = []
    for value in values:
        target = now.get(value.target.origin_id or value.target_id)
        if target is None:
            left.append(f"{value.target.subject[:80]}: {value.numerator}/{value.denominator} {value.note}")
            value.delete()
        else:
            value.target_id = target
    Value.objects.bulk_update([v for v in values if v.pk is not None], ["target"])
    moved = dict(report.evidence.exclude(target=None).values_list("pk", "target_id"))
    for evidence in report.evidence.filter(pk__in=moved):
        evidence.target_id = now.get(moved[evidence.pk])
        evidence.save(update_fields=["target"])
    report.movement = movement
    report.save(update_fields=["movement"])
    record("report.carry", report, actor=system(), data={"left": left})
