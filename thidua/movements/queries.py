"""Reads of movements: facts for the rules, coverage, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import fold, sort_key
from thidua.movements.access import visible_to
from thidua.movements.models import Acknowledgement, Movement, Obligation, Receiver, Target
from thidua.movements.rules.duties import Address, Deadline, Duty, UnitFact, addressed, duties
from thidua.movements.rules.measures import binds
from thidua.plans.models import Plan, Standing
from thidua.plans.queries import STANDS, standing_items
from thidua.plans.rules.comparing import Entry, overlap, pairs
from thidua.questions import Question
from thidua.units.models import Province, Unit
from thidua.units.queries import group_names, parent_names, parents, units_on


def facts_of(movement: Movement) -> Movement:
    return movement


def unit_facts(province: Province, day: date) -> list[UnitFact]:
    """Three queries: units, groups and places as of the day."""
    units = list(units_on(province, day))
    groups, above = group_names(province, day), parents(province, day)
    names = {u.pk: u.folded for u in units}
    found = []
    for unit in units:
        areas, at = {fold(name) for name in groups.get(unit.pk, ())}, above.get(unit.pk)
        while at is not None:
            areas.add(names.get(at, ""))
            at = above.get(at)
        found.append(UnitFact(unit.pk, unit.kind, unit.tier, unit.pk in groups, unit.name, frozenset(areas)))
    return found


def lineage(movement: Movement) -> list[int]:
    """The movement and those that its plan superseded, the latest first: what was done there counts here."""
    found = [movement.pk]
    if movement.version == 1:
        return found
    plan = movement.plan
    while plan.supersedes_id is not None:
        before = Movement.objects.filter(plan=plan.supersedes_id).select_related("plan").first()
        if before is None:
            break
        found.append(before.pk)
        plan = before.plan
    return found


def first_version(movement: Movement) -> int:
    """What stands for the movement in all its versions."""
    return lineage(movement)[-1]


def versions(movement: Movement) -> list[int]:
    """Every version of the movement, the first one first: what they gave counts against one quota."""
    found = lineage(movement)[::-1]
    while later := Movement.objects.filter(plan__supersedes__movement=found[-1]).values_list("pk", flat=True).first():
        found.append(later)
    return found


def later_versions(movement: Movement) -> list[int]:
    """The movement and those whose plans superseded its own, one after the other."""
    found, plan = [movement.pk], movement.plan_id
    while movement.state == "superseded":
        after = Movement.objects.filter(plan__supersedes=plan).first()
        if after is None:
            break
        found.append(after.pk)
        movement, plan = after, after.plan_id
    return found


def preview(plan: Plan, day: date) -> tuple[list[UnitFact], list[Duty]]:
    """Whom publication on the day would address, and what each would owe."""
    items = standing_items(plan, "addressee")
    wanted = [Address(i.data["unit_kind"], i.data.get("tier") or "", i.data.get("area") or "") for i in items]
    units = addressed(wanted, unit_facts(plan.province, day))
    times = [Deadline(i.data["what"], i.data["when"], i.clause) for i in standing_items(plan, "deadline")]
    period = (plan.period_from or day.year, plan.period_to or day.year)
    return units, duties(units, times, published=day, period=period)


def targets_for(movement: Movement, unit: Unit) -> list[Target]:
    return bound(_targets(movement=movement.pk), unit)


@Question
def _targets(movement: int) -> QuerySet[Target]:
    return Target.objects.filter(movement=movement)


def bound(targets: Iterable[Target], unit: Unit) -> list[Target]:
    """Those of the targets that bind the unit."""
    fact = UnitFact(unit.pk, unit.kind, unit.tier, False, unit.name)
    return [t for t in targets if binds(t.tier, t.kind_list, fact)]


@dataclass(frozen=True)
class Coverage:
    """How many of the units that owe something have done it, by kind of unit, and the last day on which one did. share
    in percent."""

    label: str
    total: int
    done: int
    late: int
    last: date | None = None

    @property
    def share(self) -> float:
        return 100 * self.done / self.total if self.total else 0.0


@Question
def for_its_page(actor: Actor, pk: int) -> QuerySet[Movement]:
    """The movement, where the actor may see it, with its plan and province."""
    return visible_to(actor).filter(pk=pk).select_related("plan__parent", "province")


@Question
def receivers_of(movement: int) -> QuerySet[Receiver]:
    return Receiver.objects.filter(movement=movement).select_related("unit")


def coverage(movement: Movement, day: date) -> dict[tuple[str, str, date], list[Coverage]]:
    """One query: for each (kind, period, due), by kind of unit, those who owe, have done, are late; the earliest first."""
    rows = (
        movement.obligations.annotate(closing=Coalesce(F("extended_to"), F("due")))
        .values("kind", "period", "due", "unit__kind")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(done_on__isnull=False)),
            late=Count("pk", filter=Q(done_on=None, closing__lt=day)),
            last=Max("done_on"),
        )
        .order_by("due", "kind", "unit__kind")
    )
    found: dict[tuple[str, str, date], list[Coverage]] = {}
    for r in rows:
        line = Coverage(r["unit__kind"], r["total"], r["done"], r["late"], r["last"])
        found.setdefault((r["kind"], r["period"], r["due"]), []).append(line)
    return found


BY = ("block", "cluster", "parent")


def coverage_by(by: str, movement: Movement, owed: list[Obligation], day: date) -> list[Coverage]:
    """One query: those who owe, have done, are late, by block, by cluster or by the unit above; label "" for the rest."""
    province = movement.province
    labels = parent_names(province, day) if by == "parent" else group_names(province, day, by)
    found: dict[str, list[Obligation]] = {}
    for one in owed:
        for label in labels.get(one.unit_id) or [""]:
            found.setdefault(label, []).append(one)
    rows = [
        Coverage(
            label,
            len(own),
            sum(o.done_on is not None for o in own),
            sum(o.done_on is None and o.closes < day for o in own),
        )
        for label, own in found.items()
    ]
    return sorted(rows, key=lambda row: (not row.label, sort_key(row.label)))


def tiles_of(owed: list[Obligation], day: date) -> list[tuple[str, str]]:
    """Each commune among those who owe something, as (name, done, late or open)."""
    communes = [o for o in owed if o.unit.kind == "commune"]
    return [(o.unit.name, "done" if o.done_on else "late" if o.closes < day else "open") for o in communes]


def owed_by_all(
    movement: Movement, kind: str, period: str, units: Iterable[int]
) -> tuple[list[Obligation], list[Obligation]]:
    """One query: everybody who owes it, done or not, in the order of the list of units; and all that the units owe, the
    earliest first."""
    own = set(units)
    found = _owed(movement=movement.pk, kind=kind, period=period, units=tuple(own))
    chosen = [o for o in found if (o.kind, o.period) == (kind, period)]
    return chosen, sorted((o for o in found if o.unit_id in own), key=lambda o: o.due)


@Question
def _owed(movement: int, kind: str, period: str, units: list[int]) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(movement=movement).select_related("unit").order_by("unit__order")
    return rows.filter(Q(kind=kind, period=period) | Q(unit__in=units))


def owed_by(movement: Movement, units: Iterable[int]) -> list[Obligation]:
    """All that the units owe, the earliest first."""
    return _owed_by(movement=movement.pk, units=tuple(units))


@Question
def _owed_by(movement: int, units: list[int]) -> QuerySet[Obligation]:
    return Obligation.objects.filter(movement=movement, unit__in=units).select_related("unit").order_by("due")


def late_first(owed: list[Obligation], day: date) -> list[Obligation]:
    """Those who have not done it, the late ones first."""
    return sorted((o for o in owed if o.done_on is None), key=lambda o: o.closes >= day)


QUIET_DAYS = 60


def is_quiet(movement: Movement, day: date, last: Iterable[date | None]) -> bool:
    """Whether nothing was done and no plan acknowledged for so many days since launch. last: the last days of both."""
    since = day - timedelta(days=QUIET_DAYS)
    if movement.state != "running" or movement.published_on > since:
        return False
    return all(one is None or one < since for one in last)


def changes(plan: Plan) -> list[tuple[str, str, str]]:
    """What a replacement has otherwise than the plan it replaces: (kind, before, now); empty where there is none."""
    if plan.supersedes is None:
        return []
    old = {i.pk: i for i in plan.supersedes.items.filter(standing__in=STANDS)}
    new = {i.pk: i for i in plan.items.exclude(standing=Standing.REJECTED)}
    found = pairs(
        [Entry(i.pk, i.kind, i.data) for i in old.values()], [Entry(i.pk, i.kind, i.data) for i in new.values()]
    )
    return [
        (
            old[p.old].kind if p.old else new[p.new or 0].kind,
            old[p.old].line if p.old else "",
            new[p.new].line if p.new else "",
        )
        for p in found
        if p.state != "same" and (old[p.old].kind if p.old else new[p.new or 0].kind) != "section"
    ]


def similar(plan: Plan, least: float = 0.5) -> list[tuple[Movement, int]]:
    """Running movements of the same years whose contents the plan repeats: (movement, how much in percent)."""
    rows = Movement.objects.filter(province=plan.province_id, state="running").exclude(plan=plan.supersedes_id)
    rows = rows.filter(period_from__lte=plan.period_to or 9999, period_to__gte=plan.period_from or 0)
    own = [Entry(i.pk, i.kind, i.data) for i in plan.items.exclude(standing=Standing.REJECTED)]
    found = []
    for movement in rows.select_related("plan")[:20]:
        theirs = [Entry(i.pk, i.kind, i.data) for i in standing_items(movement.plan, "content", "criterion", "target")]
        if (share := overlap(theirs, own)) >= least:
            found.append((movement, round(100 * share)))
    return found


def acknowledged(movement: Movement, units: Iterable[int]) -> dict[str, Any]:
    """How many units the plan went to, how many said that they have it and when the last did, and one of the given units
    that has not."""
    own = Min("unit_id", filter=Q(unit__in=list(units), at=None))
    told = {"addressed": Count("pk"), "acknowledged": Count("at"), "unsaid": own, "last": Max("at")}
    return movement.acknowledgements.aggregate(**told)


@Question
def unsaid(movement: int, units: list[int]) -> QuerySet[Acknowledgement]:
    """Of the units, those that have not said that they have the plan."""
    return Acknowledgement.objects.filter(movement=movement, unit__in=units, at=None).order_by("unit")


def owed_in_year(rows: QuerySet[Obligation], day: date) -> QuerySet[Obligation]:
    """Of running movements: what is due in the year of the day, and what is still undone of before."""
    return rows.filter(Q(due__year=day.year) | Q(due__lt=day, done_on=None), movement__state="running")


def outstanding(movement: Movement, kind: str, period: str) -> list[Obligation]:
    rows = movement.obligations.filter(kind=kind, period=period, done_on=None).select_related("unit")
    return list(rows.order_by("unit__order"))


def due_for(actor: Actor, day: date, horizon: int = 120) -> list[Obligation]:
    """What the actor's units owe within the horizon (days), late ones included; the earliest first."""
    return _due_until(actor=actor, last=day + timedelta(days=horizon))


@Question
def _due_until(actor: Actor, last: date) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(
        unit__in=actor.unit_ids("unit.draft"), done_on=None, movement__state="running", due__lte=last
    )
    return rows.select_related("movement", "unit").order_by("due")[:50]
