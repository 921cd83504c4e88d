"""The actor of a person today, and who holds a role where."""

from datetime import date

from django.db.models import QuerySet

from thidua.kernel.actor import Actor
from thidua.people.models import Delegation, RoleHolding, User
from thidua.people.rules import Holding, grants, lender
from thidua.units.models import Unit
from thidua.units.queries import dated


def actor_of(user: User, day: date, request_id: str = "") -> Actor:
    """Two queries: what the person holds, and what is lent to them."""
    holdings = [
        Holding(h.role, h.unit_id, h.unit.province_id, h.valid_from, h.valid_to)
        for h in RoleHolding.objects.filter(dated(day), user=user).select_related("unit")
    ]
    lent = Delegation.objects.filter(dated(day), to=user).select_related("holding__unit")
    holdings += [
        Holding(
            d.holding.role, d.holding.unit_id, d.holding.unit.province_id, d.valid_from, d.valid_to, d.holding.user_id
        )
        for d in lent
    ]
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        grants=grants(holdings, day),
        on_behalf_of=lender(holdings, day),
        request_id=request_id,
    )


def holders(role: str, day: date, *, unit: Unit | None = None, province_id: int | None = None) -> QuerySet[User]:
    """People who hold the role today at the unit, or anywhere in the province."""
    rows = RoleHolding.objects.filter(dated(day), role=role)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if province_id is not None:
        rows = rows.filter(unit__province_id=province_id)
    return User.objects.filter(pk__in=rows.values("user_id"), is_active=True)


def unit_people(unit: Unit, day: date) -> QuerySet[User]:
    """Officers and heads of a unit: who is told when something comes for it."""
    rows = RoleHolding.objects.filter(dated(day), unit=unit, role__in=["unit_officer", "unit_head"])
    return User.objects.filter(pk__in=rows.values("user_id"), is_active=True)
