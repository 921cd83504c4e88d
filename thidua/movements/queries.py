"""Reads of movements: facts for the rules, coverage, what is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import fold
from thidua.movements.models import Movement, Obligation, Target
from thidua.movements.rules import Address, Deadline, Duty, UnitFact, addressed, binds, duties
from thidua.plans.models import Plan
from thidua.plans.queries import standing_items
from thidua.units.models import Province, Unit
from thidua.units.queries import group_names, parents, units_on


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
    found, plan = [movement.pk], movement.plan
    while plan.supersedes_id is not None:
        before = Movement.objects.filter(plan=plan.supersedes_id).select_related("plan").first()
        if before is None:
            break
        found.append(before.pk)
        plan = before.plan
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
    fact = UnitFact(unit.pk, unit.kind, unit.tier, False, unit.name)
    return [t for t in movement.targets.all() if binds(t.tier, fact)]


@dataclass(frozen=True)
class Coverage:
    """How many of the units that owe something have done it, by kind of unit. share in percent."""

    label: str
    total: int
    done: int
    late: int

    @property
    def share(self) -> float:
        return 100 * self.done / self.total if self.total else 0.0


def coverage(movement: Movement, day: date) -> dict[tuple[str, str, date], list[Coverage]]:
    """One query: for each (kind, period, due), by kind of unit, those who owe, have done, are late; the earliest first."""
    rows = (
        movement.obligations.annotate(closing=Coalesce(F("extended_to"), F("due")))
        .values("kind", "period", "due", "unit__kind")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(done_on__isnull=False)),
            late=Count("pk", filter=Q(done_on=None, closing__lt=day)),
        )
        .order_by("due", "kind", "unit__kind")
    )
    found: dict[tuple[str, str, date], list[Coverage]] = {}
    for r in rows:
        line = Coverage(r["unit__kind"], r["total"], r["done"], r["late"])
        found.setdefault((r["kind"], r["period"], r["due"]), []).append(line)
    return found


def acknowledged(movement: Movement) -> dict[str, int]:
    """How many units the plan went to, and how many said that they have it."""
    return movement.acknowledgements.aggregate(addressed=Count("pk"), acknowledged=Count("at"))


def outstanding(movement: Movement, kind: str, period: str) -> list[Obligation]:
    rows = movement.obligations.filter(kind=kind, period=period, done_on=None).select_related("unit")
    return list(rows.order_by("unit__order"))


def due_for(actor: Actor, day: date, horizon: int = 120) -> list[Obligation]:
    """What the actor's units owe within the horizon (days), late ones included; the earliest first."""
    rows = Obligation.objects.filter(
        unit__in=actor.unit_ids("unit.draft"),
        done_on=None,
        movement__state="running",
        due__lte=date.fromordinal(day.toordinal() + horizon),
    )
    return list(rows.select_related("movement", "unit").order_by("due")[:50])
