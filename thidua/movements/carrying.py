"""What a successor takes over of a movement: what is undone, what was done already, and places in routes."""

from collections.abc import Iterator

from thidua.movements.models import Acknowledgement, Obligation, ObligationKind, Receiver, RouteStep
from thidua.units.carrying import carries
from thidua.units.models import Succession, Unit


def _told(one: Obligation) -> tuple[int, str]:
    return one.pk, f"{ObligationKind(one.kind).label} {one.period}: {one.movement.name}"


def _undone(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = unit.obligations.filter(done_on=None, movement__state="running").select_related("movement")
    return map(_told, rows.order_by("due"))


def _done(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    """Done by the old unit, and not to be asked of the new one again."""
    rows = unit.obligations.filter(done_on__isnull=False, movement__state="running").select_related("movement")
    heirs = Obligation.objects.filter(unit__in=succession.targets.all(), done_on__isnull=False)
    settled = set(heirs.values_list("movement", "kind", "period"))
    return (_told(o) for o in rows.order_by("due") if (o.movement_id, o.kind, o.period) not in settled)


def _take_undone(key: int, target: Unit, succession: Succession) -> None:
    """The successor owes it; once, when it owed the same already."""
    one = Obligation.objects.get(pk=key)
    _acknowledges(one, target)
    if Obligation.objects.filter(movement=one.movement, unit=target, kind=one.kind, period=one.period).exists():
        one.delete()
    else:
        one.unit = target
        one.save(update_fields=["unit"])


def _take_done(key: int, target: Unit, succession: Succession) -> None:
    one = Obligation.objects.get(pk=key)
    _acknowledges(one, target)
    values = {"due": one.due, "done_on": one.done_on, "clause": one.clause}
    same, made = Obligation.objects.get_or_create(
        movement=one.movement, unit=target, kind=one.kind, period=one.period, defaults=values
    )
    if not made and same.done_on is None:
        same.done_on = one.done_on
        same.save(update_fields=["done_on"])


def _acknowledges(one: Obligation, target: Unit) -> None:
    Acknowledgement.objects.get_or_create(movement=one.movement, unit=target)


def _in_routes(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = RouteStep.objects.filter(unit=unit, movement__state="running").select_related("movement")
    return ((step.pk, f"{step.agency}: {step.movement.name}") for step in rows)


def _take_route(key: int, target: Unit, succession: Succession) -> None:
    RouteStep.objects.filter(pk=key).update(unit=target)


def _receiving(unit: Unit, succession: Succession) -> Iterator[tuple[int, str]]:
    rows = Receiver.objects.filter(unit=unit, movement__state="running").select_related("movement")
    return ((row.pk, f"{row.agency}: {row.movement.name}") for row in rows)


def _take_receiving(key: int, target: Unit, succession: Succession) -> None:
    Receiver.objects.filter(pk=key).update(unit=target)


carries("obligation_done", _done, _take_done)
carries("obligation", _undone, _take_undone)
carries("route_step", _in_routes, _take_route)
carries("receiver", _receiving, _take_receiving)
