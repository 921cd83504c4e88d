"""The actor of a person today, and who holds a role where."""

from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from thidua.kernel.actor import Actor
from thidua.people.models import RoleHolding, User
from thidua.people.rules import ROLES, Holding, borrowed, grants, lender
from thidua.units.models import Province, Unit
from thidua.units.queries import dated


def remember(user: User, day: date, holdings: set[Holding]) -> None:
    """Keeps on a loaded account what it holds on the day, so that ``actor_of`` need not ask."""
    user._holdings = (day, holdings)  # type: ignore[attr-defined]  # read back below


def _holdings(user: User, day: date) -> set[Holding]:
    """One query: what the person holds, and what is lent to them; none where it was read with the account."""
    known = getattr(user, "_holdings", None)
    if known and known[0] == day:
        return set(known[1])
    rows = RoleHolding.objects.filter(dated(day)).filter(Q(user=user) | Q(delegations__to=user))
    fields = ("pk", "role", "unit_id", "unit__province_id", "valid_from", "valid_to", "user_id")
    lent = ("delegations__to", "delegations__valid_from", "delegations__valid_to")
    holdings: set[Holding] = set()
    for row in rows.order_by().values(*fields, *lent):
        place = (row["role"], row["unit_id"], row["unit__province_id"])
        if row["user_id"] == user.pk:
            holdings.add(Holding(*place, row["valid_from"], row["valid_to"]))
        if row["delegations__to"] == user.pk:
            start, end = row["delegations__valid_from"], row["delegations__valid_to"]
            holdings.add(Holding(*place, start, end, row["user_id"]))
    return holdings


def actor_of(user: User, day: date, request_id: str = "") -> Actor:
    """The person with the words that their roles, and those lent to them, grant on the day."""
    holdings = _holdings(user, day)
    return Actor(
        user_id=user.pk,
        name=user.full_name,
        grants=grants(holdings, day),
        on_behalf_of=lender(holdings, day),
        borrowed=borrowed(holdings, day),
        request_id=request_id,
    )


def office_people(province: Province, day: date) -> QuerySet[User]:
    """Those who receive the reports of the province."""
    rows = RoleHolding.objects.filter(dated(day), unit__province=province, role="standing_agency")
    return User.objects.filter(pk__in=rows.values("user_id"), is_active=True)


def unit_people(unit: Unit, day: date) -> QuerySet[User]:
    """Officers and heads of a unit: who is told when something comes for it."""
    rows = RoleHolding.objects.filter(dated(day), unit=unit, role__in=["unit_officer", "unit_head"])
    return User.objects.filter(pk__in=rows.values("user_id"), is_active=True)


def holders(
    word: str, province_id: int, unit_id: int | None, *, of_unit: bool = False, most: int = 5
) -> tuple[str, ...]:
    """Names of those who hold the word today: in the province, or at the unit; there as one of its own awarding (``own.``),
    or as it is (of_unit); with whom they lent their role to."""
    own = word if of_unit else f"own.{word}"
    roles = [r.code for r in ROLES.values() if (word in r.in_province if unit_id is None else own in r.at_unit)]
    today = timezone.localdate()
    rows = RoleHolding.objects.filter(dated(today), role__in=roles, unit__province=province_id, user__is_active=True)
    rows = rows.filter(unit=unit_id) if unit_id is not None else rows
    lent = FilteredRelation("delegations", condition=dated(today, "delegations__"))
    columns = ("user__full_name", "lent__to__full_name")
    found = rows.annotate(lent=lent).order_by("user__full_name", "pk").values_list(*columns)
    return tuple(dict.fromkeys(f"{name} → {to}" if to else name for name, to in found))[:most]
