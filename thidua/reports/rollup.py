"""Numbers along the tree: kept as reports are accepted, computed from the values for any other day."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thidua.movements.models import Movement, Target
from thidua.movements.queries import bound, later_versions, lineage
from thidua.movements.rules.measures import Total, ValueFact, total_of
from thidua.reports.models import Report, RollUp, RollUpBasis, Value
from thidua.reports.rules.rollup import WHOLE, Handover, Told, Tree, counted, kin, shifts, totals
from thidua.units.models import Province, Succession, Unit
from thidua.units.queries import parents

Totals = dict[int, dict[int, Total]]


def tree_on(province: Province, day: date) -> Tree:
    """Two queries: the tree of the day, and what became of units up to it."""
    found: dict[int, tuple[date, set[int], set[int]]] = {}
    rows = Succession.objects.filter(province=province, day__lte=day).order_by("day", "pk")
    for pk, at, source, target in rows.values_list("pk", "day", "sources", "targets"):
        one = found.setdefault(pk, (at, set(), set()))
        one[1].update({source} - {None})
        one[2].update({target} - {None})
    handovers = tuple(Handover(at, tuple(sorted(a)), tuple(sorted(b))) for at, a, b in found.values())
    return Tree(parents(province, day), handovers)


def _digest(tree: Tree) -> str:
    return hashlib.sha256(repr((sorted(tree.parents.items()), tree.handovers)).encode()).hexdigest()


def told_until(
    movement: Movement, day: date, *, units: Iterable[int] | None = None, also: int | None = None
) -> dict[int, dict[int, Told]]:
    """target (its first form) → unit → its latest accepted value up to the day, in this version or one before it.

    One query. also: a report that is just being accepted.
    """
    rows = Value.objects.filter(
        Q(report__state="accepted") | Q(report=also or 0),
        report__movement__in=lineage(movement),
        report__as_of__lte=day,
        numerator__isnull=False,
    )
    if units is not None:
        rows = rows.filter(report__unit__in=list(units))
    found: dict[int, dict[int, Told]] = {}
    columns = ("target_id", "target__origin_id", "report__unit_id", "report__as_of")
    for target, origin, unit, as_of, *numbers in rows.order_by("report__as_of", "report__period").values_list(
        *columns, "numerator", "denominator", "excluded"
    ):
        found.setdefault(origin or target, {})[unit] = Told(as_of, ValueFact(*numbers))
    return found


def totals_on(movement: Movement, day: date, tree: Tree | None = None) -> Totals:
    """target → unit → total, from scratch, by the tree of the day and what was reported of it."""
    tree, told = tree or tree_on(movement.province, day), told_until(movement, day)
    return _totals(list(movement.targets.all()), told, tree)


def _totals(targets: Iterable[Target], told: Mapping[int, Mapping[int, Told]], tree: Tree) -> Totals:
    return {t.pk: totals(t.fact(), told.get(t.origin_id or t.pk, {}), tree) for t in targets}


@transaction.atomic
def take_in(report: Report) -> None:
    """Adds a report that is being accepted to the totals: those of its unit, and of all above it, alone."""
    later = later_versions(report.movement)
    locked = {m.pk: m for m in _locked(later)}
    movement = locked[report.movement_id]
    RollUpBasis.objects.filter(movement__in=later[1:]).delete()
    today = timezone.localdate()
    tree = tree_on(movement.province, today)
    if not RollUpBasis.objects.filter(movement=movement, tree=_digest(tree)).exists():
        _rebuild(movement, tree, today, report.pk)
        return
    units, targets = kin(report.unit_id, tree.handovers), list(movement.targets.all())
    before = _totals(targets, told_until(movement, today, units=units), tree)
    after = _totals(targets, told_until(movement, today, units=units, also=report.pk), tree)
    _shift({t.pk: shifts(before[t.pk], after[t.pk]) for t in targets})


def _locked(movements: list[int]) -> list[Movement]:
    """In one order, so that nobody waits in a circle; without their keys, so that new reports go on being begun."""
    rows = Movement.objects.select_for_update(of=("self",), no_key=True).select_related("province", "plan")
    return list(rows.filter(pk__in=movements).order_by("pk"))


def _shift(changes: Totals) -> None:
    nodes = {node for change in changes.values() for node in change}
    rows = RollUp.objects.filter(target__in=changes, node__in=nodes)
    known = {(row.target_id, row.node): row.total for row in rows}
    _keep({t: {n: known.get((t, n), Total()) + d for n, d in change.items()} for t, change in changes.items()})


def _keep(found: Totals) -> None:
    fields = ["numerator", "base", "units", "met"]
    RollUp.objects.bulk_create(
        (
            RollUp(target_id=target, node=node, numerator=t.numerator, base=t.base, units=t.units, met=t.met)
            for target, by_node in found.items()
            for node, t in by_node.items()
        ),
        update_conflicts=True,
        unique_fields=["target", "node"],
        update_fields=fields,
        batch_size=2000,
    )


def _rebuild(movement: Movement, tree: Tree, day: date, also: int | None = None) -> None:
    targets = list(movement.targets.all())
    RollUp.objects.filter(target__in=[t.pk for t in targets]).delete()
    _keep(_totals(targets, told_until(movement, day, also=also), tree))
    RollUpBasis.objects.update_or_create(movement=movement, defaults={"tree": _digest(tree)})


def totals_now(movement: Movement, nodes: Iterable[int] | None = None, tree: Tree | None = None) -> Totals:
    """The kept totals of all nodes or of the given ones; computed anew first where the tree is another than theirs. tree:
    today's, where it was read already."""
    today = timezone.localdate()
    tree = tree or tree_on(movement.province, today)
    if not RollUpBasis.objects.filter(movement=movement, tree=_digest(tree)).exists():
        with transaction.atomic():
            for locked in _locked([movement.pk]):
                _rebuild(locked, tree, today)
    rows = RollUp.objects.filter(target__movement=movement)
    found: Totals = {}
    for row in rows if nodes is None else rows.filter(node__in=list(nodes)):
        found.setdefault(row.target_id, {})[row.node] = row.total
    return found


def met_by_unit(movement: Movement, day: date) -> dict[int, tuple[int, int]]:
    """unit → (how many of its targets it has reached, of how many it has told), by its latest values up to the day."""
    found: dict[int, tuple[int, int]] = {}
    told, handovers = told_until(movement, day), tree_on(movement.province, day).handovers
    for target in movement.targets.all():
        fact = target.fact()
        for unit, one in counted(told.get(target.origin_id or target.pk, {}), handovers).items():
            part = total_of(fact, one.value)
            good, judged = found.get(unit, (0, 0))
            found[unit] = (good + part.met, judged + part.units)
    return found


@dataclass(frozen=True)
class Standing:
    """How the units under one node stand on one target: sums, and how many met it."""

    target: Target
    units: int
    met: int
    share: Decimal | None


def standings(movement: Movement, *, node: int = WHOLE, day: date | None = None) -> list[Standing]:
    """Every target of the movement, over accepted reports; day: by the tree and the values of another day than today."""
    found = totals_now(movement, [node]) if day is None else totals_on(movement, day)
    rows = []
    for target in movement.targets.all():
        total = found.get(target.pk, {}).get(node, Total())
        rows.append(Standing(target, total.units, total.met, total.share(target.measure)))
    return rows


def results_of(rows: list[Standing]) -> dict[int, dict[str, Any]]:
    """How each target ended, by its order among the plan's items; those without numbers are left out."""
    return {
        r.target.order: {"units": r.units, "met": r.met, "share": None if r.share is None else float(r.share)}
        for r in rows
        if r.units
    }


@dataclass(frozen=True)
class Line:
    """A unit right below a node: what it and all under it have together, its own value, and whether any are under it."""

    unit: Unit
    total: Total
    own: Told | None
    deeper: bool


def below(target: Target, node: int, day: date | None) -> list[Line]:
    """Those right below the node that have told of the target, or owe it, in the order of the list of units."""
    movement, at = target.movement, day or timezone.localdate()
    tree = tree_on(movement.province, at)
    found = (totals_now(movement, tree=tree) if day is None else totals_on(movement, at, tree)).get(target.pk, {})
    told = told_until(movement, at).get(target.origin_id or target.pk, {})
    above = set(tree.parents.values())
    keys = _right_below(tree, node)
    lines = []
    for unit in Unit.objects.filter(pk__in=keys):
        total = found.get(unit.pk, Total())
        if total.units or unit.pk in above or bound([target], unit):
            lines.append(Line(unit, total, told.get(unit.pk), unit.pk in above))
    return lines


def _right_below(tree: Tree, node: int) -> list[int]:
    """Below the whole: the roots, or what is under the only one."""
    wanted = node or None
    keys = [unit for unit, parent in tree.parents.items() if parent == wanted]
    return (
        _right_below(tree, keys[0]) if node == WHOLE and len(keys) == 1 and keys[0] in tree.parents.values() else keys
    )
