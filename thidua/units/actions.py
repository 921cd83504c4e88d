"""Every change of the tree."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.units.models import Group, Membership, Placement, Province, Succession, Unit
from thidua.units.queries import dated, parents
from thidua.units.rules import Succession as SuccessionFact
from thidua.units.rules import check_succession, has_circle, last_day_before


def _require(actor: Actor, province: Province, word: str = "admin.units") -> None:
    if ("system", "*") not in actor.grants and word not in actor.in_province(province.pk):
        raise Refused([Refusal("machine.right", {"right": word})])


@transaction.atomic
def found_province(*, name: str, slug: str, actor: Actor, is_demo: bool = False) -> Province:
    """A new province on this installation; its committee becomes the root of the tree."""
    province = Province.objects.create(name=name, slug=slug, is_demo=is_demo)
    record("province.found", province, actor=actor, data={"name": name})
    return province


@transaction.atomic
def add_unit(province: Province, *, actor: Actor, parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit from ``valid_from`` on, placed under ``parent``."""
    _require(actor, province)
    if Unit.objects.filter(province=province, code=fields["code"]).exists():
        raise Refused([Refusal("unit.code_taken", {"code": fields["code"]})])
    unit = Unit.objects.create(province=province, **fields)
    Placement.objects.create(unit=unit, parent=parent, valid_from=unit.valid_from, valid_to=unit.valid_to)
    record("unit.add", unit, actor=actor, data={"name": unit.name, "code": unit.code})
    return unit


@transaction.atomic
def add_units(province: Province, rows: Iterable[Mapping[str, Any]], *, actor: Actor) -> list[Unit]:
    """Many units at once, as from a workbook: each row has the fields of ``add_unit`` and ``parent_code``.

    Raises Refused with one refusal a bad row, naming it; then nothing is kept.
    """
    _require(actor, province)
    known = {u.code: u for u in Unit.objects.filter(province=province)}
    refusals, made = [], []
    for number, row in enumerate(rows, start=2):
        fields = dict(row)
        parent_code = fields.pop("parent_code", "") or ""
        if fields["code"] in known:
            refusals.append(Refusal("unit.row_code_taken", {"row": number, "code": fields["code"]}))
        elif parent_code and parent_code not in known:
            refusals.append(Refusal("unit.row_no_parent", {"row": number, "code": parent_code}))
        else:
            unit = add_unit(province, actor=actor, parent=known.get(parent_code), **fields)
            known[unit.code] = unit
            made.append(unit)
    if refusals:
        raise Refused(refusals)
    return made


@transaction.atomic
def correct_unit(unit: Unit, fields: Mapping[str, Any], *, actor: Actor) -> Unit:
    """Mends what was entered wrongly: code, name, kind, tier, first day. What became of a unit later is a succession."""
    _require(actor, unit.province)
    if Unit.objects.filter(province=unit.province, code=fields["code"]).exclude(pk=unit.pk).exists():
        raise Refused([Refusal("unit.code_taken", {"code": fields["code"]})])
    before = {name: str(getattr(unit, name)) for name in fields if getattr(unit, name) != fields[name]}
    first = unit.placements.order_by("valid_from").first()
    if first is not None and first.valid_from == unit.valid_from:
        first.valid_from = fields["valid_from"]
        first.save(update_fields=["valid_from"])
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.save()
    record("unit.correct", unit, actor=actor, data={"before": before})
    return unit


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit | None, day: date, actor: Actor) -> None:
    """A new parent from the day on."""
    _require(actor, unit.province)
    future = parents(unit.province, day) | {unit.pk: parent.pk if parent else None}
    if has_circle(future):
        raise Refused([Refusal("unit.circle")])
    unit.placements.filter(dated(day)).update(valid_to=last_day_before(day))
    Placement.objects.create(unit=unit, parent=parent, valid_from=day)
    record("unit.move", unit, actor=actor, data={"parent": parent.pk if parent else None, "day": day.isoformat()})


@transaction.atomic
def add_group(province: Province, *, name: str, kind: str, actor: Actor) -> Group:
    _require(actor, province)
    if Group.objects.filter(province=province, name=name).exists():
        raise Refused([Refusal("group.name_taken", {"name": name})])
    group = Group.objects.create(province=province, name=name, kind=kind)
    record("group.add", group, actor=actor, data={"name": name})
    return group


@transaction.atomic
def join_group(group: Group, units: Iterable[Unit], *, day: date, actor: Actor, lead: Unit | None = None) -> None:
    """Members from the day on. A unit stands in one block and in one cluster at a time."""
    _require(actor, group.province)
    joined = list(units)
    taken = Membership.objects.filter(_still(day), group__kind=group.kind, unit__in=joined).select_related(
        "group", "unit"
    )
    if refusals := [Refusal("group.in_other", {"unit": m.unit.name, "group": m.group.name}) for m in taken]:
        raise Refused(refusals)
    Membership.objects.bulk_create(
        Membership(group=group, unit=unit, valid_from=day, is_lead=unit == lead) for unit in joined
    )
    record("group.join", group, actor=actor, data={"units": [u.pk for u in joined], "day": day.isoformat()})


def _still(day: date) -> Q:
    """What stands on the day or later."""
    return Q(valid_to=None) | Q(valid_to__gte=day)


@transaction.atomic
def leave_group(group: Group, unit: Unit, *, day: date, actor: Actor) -> None:
    """The unit's last day in the group."""
    _require(actor, group.province)
    rows = group.memberships.filter(_still(day), unit=unit)
    if not rows.exists():
        raise Refused([Refusal("group.not_member", {"unit": unit.name})])
    if not rows.filter(valid_from__lte=day).exists():
        raise Refused([Refusal("group.leave_early", {"unit": unit.name})])
    rows.filter(valid_from__gt=day).delete()
    rows.update(valid_to=day)
    record("group.leave", group, actor=actor, data={"unit": unit.pk, "day": day.isoformat()})


@transaction.atomic
def lead_group(group: Group, unit: Unit, *, day: date, actor: Actor) -> None:
    """The group's lead from the day on, until another is named; who led before is kept with its days."""
    _require(actor, group.province)
    rows = list(group.memberships.select_for_update().filter(dated(day)).select_related("unit"))
    if unit.pk not in {row.unit_id for row in rows}:
        raise Refused([Refusal("group.not_member", {"unit": unit.name})])
    for row in rows:
        if row.is_lead != (row.unit_id == unit.pk):
            _lead_from(row, day)
    later = group.memberships.filter(valid_from__gt=day)
    later.filter(unit=unit).update(is_lead=True)
    later.exclude(unit=unit).update(is_lead=False)
    record("group.lead", group, actor=actor, data={"unit": unit.pk, "day": day.isoformat()})


def _lead_from(row: Membership, day: date) -> None:
    """Leads from the day on where it did not, and the other way round: the days before keep what they said."""
    if row.valid_from == day:
        row.is_lead = not row.is_lead
        row.save(update_fields=["is_lead"])
        return
    Membership.objects.create(
        group_id=row.group_id, unit_id=row.unit_id, is_lead=not row.is_lead, valid_from=day, valid_to=row.valid_to
    )
    row.valid_to = last_day_before(day)
    row.save(update_fields=["valid_to"])


def preview_succession(
    province: Province, *, kind: str, day: date, sources: list[Unit], targets: list[Unit]
) -> list[Refusal]:
    """What would be refused; empty when the succession can be made."""
    alive = Unit.objects.filter(province=province).on(last_day_before(day)).values_list("pk", flat=True)
    fact = SuccessionFact(kind, day, tuple(u.pk for u in sources), tuple(u.pk for u in targets))
    return check_succession(fact, alive)


@transaction.atomic
def succeed(
    province: Province, *, kind: str, day: date, basis: str, sources: list[Unit], targets: list[Unit], actor: Actor
) -> Succession:
    """Ends the sources on the day before, and ties them to their successors. Memberships and places end with them."""
    _require(actor, province)
    if refusals := preview_succession(province, kind=kind, day=day, sources=sources, targets=targets):
        raise Refused(refusals)
    succession = Succession.objects.create(province=province, kind=kind, day=day, basis=basis)
    succession.sources.set(sources)
    succession.targets.set(targets)
    end = last_day_before(day)
    keys = [unit.pk for unit in sources]
    Unit.objects.filter(pk__in=keys).update(valid_to=end)
    for model in (Placement, Membership):
        model.objects.filter(dated(day), unit__in=keys).update(valid_to=end)
    record(
        "unit.succeed",
        succession,
        actor=actor,
        data={"kind": kind, "day": day.isoformat(), "from": keys, "to": [u.pk for u in targets], "basis": basis},
    )
    return succession
