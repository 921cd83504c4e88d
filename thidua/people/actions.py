"""Accounts, appointments, delegations and notices."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.mail import send_mass_mail
from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.people.models import Delegation, Notice, RoleHolding, User
from thidua.people.rules import ROLES
from thidua.ui.sentences import sentence
from thidua.units.models import Unit
from thidua.units.queries import dated


def _require(actor: Actor, unit: Unit) -> None:
    if ("system", "*") not in actor.grants and "admin.people" not in actor.in_province(unit.province_id):
        raise Refused([Refusal("machine.right", {"right": "admin.people"})])


@transaction.atomic
def open_account(
    *, username: str, full_name: str, password: str | None, unit: Unit, actor: Actor, is_demo: bool = False, **more: Any
) -> User:
    """A new account; without a password it cannot be used until one is set."""
    _require(actor, unit)
    if User.objects.filter(username=username).exists():
        raise Refused([Refusal("people.username_taken", {"username": username})])
    user = User(username=username, full_name=full_name, is_demo=is_demo, **more)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    record(
        "people.open",
        user,
        actor=actor,
        province_id=unit.province_id,
        personal={"full_name": full_name, "username": username},
    )
    return user


@transaction.atomic
def reset_password(user: User, password: str, *, day: date, actor: Actor) -> None:
    """A new password. The administrator must be one in every province in which the person holds a role on the day."""
    held = list(RoleHolding.objects.filter(dated(day), user=user).select_related("unit"))
    if not held:
        raise Refused([Refusal("people.no_role")])
    for holding in held:
        _require(actor, holding.unit)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("people.password", user, actor=actor, province_id=held[0].unit.province_id)


@transaction.atomic
def appoint(user: User, role: str, unit: Unit, *, start: date, actor: Actor, end: date | None = None) -> RoleHolding:
    """A role at a unit for a period."""
    _require(actor, unit)
    if role not in ROLES:
        raise Refused([Refusal("people.unknown_role", {"role": role})])
    holding = RoleHolding.objects.create(user=user, role=role, unit=unit, valid_from=start, valid_to=end)
    record("people.appoint", holding, actor=actor, data={"user": user.pk, "role": role, "unit": unit.pk})
    return holding


@transaction.atomic
def end_holding(holding: RoleHolding, *, day: date, actor: Actor) -> None:
    _require(actor, holding.unit)
    if holding.valid_to is not None and holding.valid_to <= day:
        raise Refused([Refusal("people.ended")])
    holding.valid_to = day
    holding.save(update_fields=["valid_to"])
    record("people.end", holding, actor=actor, data={"day": day.isoformat()})


@transaction.atomic
def delegate(holding: RoleHolding, to: User, *, start: date, end: date, basis: str, actor: Actor) -> Delegation:
    """Lends a holding; the holder lends their own, an administrator anybody's."""
    if actor.user_id != holding.user_id:
        _require(actor, holding.unit)
    if end < start or to.pk == holding.user_id:
        raise Refused([Refusal("people.delegation")])
    lent = Delegation.objects.create(holding=holding, to=to, valid_from=start, valid_to=end, basis=basis)
    record("people.delegate", holding, actor=actor, data={"to": to.pk, "until": end.isoformat(), "basis": basis})
    return lent


def notify(users: Iterable[User], code: str, values: dict[str, Any], link: str = "") -> int:
    """One notice each, and a mail where the installation has a mail server and the person an address."""
    told = list(users)
    Notice.objects.bulk_create(Notice(user=u, code=code, values=values, link=link) for u in told)
    if settings.EMAIL_HOST:
        text = sentence(code, values)
        send_mass_mail([(text, text, None, [u.email]) for u in told if u.email], fail_silently=True)
    return len(told)


def read_notices(actor: Actor) -> None:
    Notice.objects.filter(user_id=actor.person, read_at=None).update(read_at=timezone.now())
