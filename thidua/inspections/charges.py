"""Which council member looks after which sector and area, and whom that suggests for a visit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from thidua.ballots.models import Seat
from thidua.inspections.actions import require_office
from thidua.inspections.models import Charge
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.models import Movement
from thidua.units.models import Province, Unit
from thidua.units.queries import dated


def charges_on(province: Province, day: date) -> QuerySet[Charge]:
    """Those that hold on the day, of members who then sit."""
    rows = Charge.objects.filter(dated(day), dated(day, "seat__"), seat__body__province=province)
    return rows.select_related("seat__user", "area")


def suggested(movement: Movement, unit: Unit | None, day: date) -> list[str]:
    """The members for a visit, a line each: those whose area the unit is in, and those with a sector in all areas."""
    rows = charges_on(movement.province, day)
    own = Q(area=None) if unit is None else Q(area=None) | Q(area__memberships__in=unit.memberships.filter(dated(day)))
    lines = (f"{c.seat.user.full_name} – {c.seat.post}{f' ({c.sector})' if c.sector else ''}" for c in rows.filter(own))
    return list(dict.fromkeys(lines))


@transaction.atomic
def charge(seat: Seat, fields: Mapping[str, Any], *, actor: Actor) -> Charge:
    """Gives a member a sector, an area or both from a day on. Raises Refused for neither, or an area elsewhere."""
    province = seat.body.province_id
    require_office(actor, province)
    refusals = []
    area = fields.get("area")
    if not fields.get("sector", "").strip() and area is None:
        refusals.append(Refusal("charge.nothing"))
    if area is not None and area.province_id != province:
        refusals.append(Refusal("inspection.other_province"))
    if refusals:
        raise Refused(refusals)
    row = Charge.objects.create(seat=seat, **fields)
    record("charge.give", row, actor=actor, data={"seat": seat.pk, "sector": row.sector, "area": row.area_id})
    return row


@transaction.atomic
def end_charge(row: Charge, day: date, *, actor: Actor) -> Charge:
    """The last day of a charge; what was done under it stays."""
    require_office(actor, row.province_id)
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    record("charge.end", row, actor=actor, data={"until": day.isoformat()})
    return row
