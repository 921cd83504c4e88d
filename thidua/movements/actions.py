"""Launching a movement, acknowledging it, reminding, extending."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thidua.journal.door import Flow, perform, register
from thidua.journal.entries import record
from thidua.journal.follow import deliver
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements import access, queries
from thidua.movements.copying import copy_items
from thidua.movements.machine import MOVEMENT
from thidua.movements.models import Acknowledgement, Movement, Obligation
from thidua.people.actions import notify
from thidua.people.queries import unit_people
from thidua.plans.actions import FLOW as PLAN_FLOW
from thidua.plans.models import Plan
from thidua.units.models import Unit

FLOW = register(
    Flow(
        MOVEMENT,
        Movement,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        reasons={"close": ("finished", "replaced", "other")},
    )
)


@transaction.atomic
def launch(plan: Plan, *, actor: Actor, day: date | None = None) -> Movement:
    """Publishes the plan and sets its movement going: targets, offers, route, obligations, acknowledgements.

    A plan that supersedes another ends that one's movement; what units have already done there counts here.
    """
    day = day or timezone.localdate()
    plan = perform(PLAN_FLOW, plan, "publish", actor=actor)
    old = Movement.objects.filter(plan=plan.supersedes).first() if plan.supersedes_id else None
    units, owed = queries.preview(plan, day)
    movement = Movement.objects.create(
        province=plan.province,
        plan=plan,
        name=plan.name,
        theme=plan.theme,
        version=old.version + 1 if old else 1,
        period_from=plan.period_from or day.year,
        period_to=plan.period_to or day.year,
        published_on=day,
        launch_goal=next((d.due for d in owed if d.kind == "launch"), None),
    )
    copy_items(movement, plan, old)
    Obligation.objects.bulk_create(
        Obligation(movement=movement, unit_id=d.unit, kind=d.kind, period=d.period, due=d.due, clause=d.clause[:40])
        for d in owed
    )
    Acknowledgement.objects.bulk_create(Acknowledgement(movement=movement, unit_id=u.pk) for u in units)
    if old is not None:
        _replace(old, movement, actor)
    told = {"units": len(units), "obligations": len(owed)}
    deliver("movement.launch", movement, record("movement.launch", movement, actor=actor, after="running", data=told))
    return movement


def _replace(old: Movement, new: Movement, actor: Actor) -> None:
    """The old movement ends with its plan; obligations that are done stay done, extended ones extended."""
    perform(PLAN_FLOW, old.plan, "supersede", actor=actor)
    perform(FLOW, old, "supersede", actor=actor)
    touched = Q(done_on__isnull=False) | Q(extended_to__isnull=False)
    before = {(o.unit_id, o.kind, o.period): o for o in old.obligations.filter(touched)}
    changed = []
    for obligation in new.obligations.all():
        if same := before.get((obligation.unit_id, obligation.kind, obligation.period)):
            obligation.done_on = same.done_on
            later = same.extended_to if same.extended_to and same.extended_to > obligation.due else None
            obligation.extended_to = later
            changed.append(obligation)
    Obligation.objects.bulk_update(changed, ["done_on", "extended_to"], batch_size=500)


@transaction.atomic
def acknowledge(movement: Movement, unit: Unit, *, actor: Actor) -> Acknowledgement:
    """The unit says that it has received the plan. Saying it twice changes nothing."""
    row = Acknowledgement.objects.select_for_update().filter(movement=movement, unit=unit).first()
    if row is None or "unit.draft" not in actor.at_unit(unit.pk):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    if row.at is None:
        row.at, row.by_id = timezone.now(), actor.user_id
        row.save(update_fields=["at", "by"])
        record("movement.acknowledge", movement, actor=actor, data={"unit": unit.pk})
    return row


def remind(movement: Movement, kind: str, period: str, *, actor: Actor) -> int:
    """A notice to the people of every unit that still owes it; returns how many people were told."""
    if not access.receives(actor, movement, kind):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])
    told = 0
    today = timezone.localdate()
    rows = queries.outstanding(movement, kind, period)
    for row in rows:
        values = {"movement": movement.name, "due": row.closes.isoformat(), "what": kind}
        told += notify(unit_people(row.unit, today), "notice.remind", values, movement.get_absolute_url())
    record("movement.remind", movement, actor=actor, data={"kind": kind, "period": period, "units": len(rows)})
    return told


@transaction.atomic
def extend(obligation: Obligation, *, until: date, reason: str, actor: Actor) -> Obligation:
    """A later day for one unit and period, with its reason."""
    refusals = []
    if "office.review" not in actor.in_province(obligation.movement.province_id):
        refusals.append(Refusal("machine.right", {"right": "office.review"}))
    if not reason.strip():
        refusals.append(Refusal("machine.reason"))
    if until <= obligation.due:
        refusals.append(Refusal("obligation.not_later"))
    if refusals:
        raise Refused(refusals)
    obligation.extended_to = until
    obligation.save(update_fields=["extended_to"])
    record("obligation.extend", obligation, actor=actor, reason=reason, data={"until": until.isoformat()})
    return obligation


def settle(movement: Movement, unit: Unit, kind: str, period: str | None, day: date) -> None:
    """Marks an obligation as done, in the versions that have superseded the movement too; called by the stage in which
    it was done."""
    rows = Obligation.objects.filter(movement__in=queries.later_versions(movement), unit=unit, kind=kind, done_on=None)
    if period is not None:
        rows = rows.filter(period=period)
    rows.update(done_on=day)
