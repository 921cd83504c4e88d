"""Who is signed in, read together with what they hold: one query a request for both."""

from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import FilteredRelation, QuerySet
from django.utils import timezone

from thidua.kernel.periods import in_force
from thidua.people.models import User
from thidua.people.queries import remember
from thidua.people.rules import Holding
from thidua.questions import Question
from thidua.units.queries import dated

_OWN = ("own__role", "own__unit_id", "own__unit__province_id", "own__valid_from", "own__valid_to")
_PLACE = ("lent__holding__role", "lent__holding__unit_id", "lent__holding__unit__province_id")
_LENT = (*_PLACE, "lent__valid_from", "lent__valid_to", "lent__holding__user_id")
_TERM = ("lent__holding__valid_from", "lent__holding__valid_to")
_NAMES = [field.attname for field in User._meta.concrete_fields]


@Question
def _with_roles(user: Any, day: date) -> "QuerySet[User, tuple[Any, ...]]":
    """The account, a row for each role that it holds on the day or that is lent to it."""
    rows = User.objects.filter(pk=user).annotate(
        own=FilteredRelation("holdings", condition=dated(day, "holdings__")),
        lent=FilteredRelation("delegations", condition=dated(day, "delegations__")),
    )
    return rows.order_by().values_list(*_NAMES, *_OWN, *_LENT, *_TERM)


class HoldingBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The account with its roles of today, and those lent to it; None for an account that may not sign in."""
        today = timezone.localdate()
        found = _with_roles(user=int(user_id), day=today)
        if not found:
            return None
        width, own = len(_NAMES), len(_NAMES) + len(_OWN)
        user = User.from_db("default", _NAMES, found[0][:width])
        holdings = {Holding(*row[width:own]) for row in found if row[width]}
        holdings |= {Holding(*row[own:-2]) for row in found if row[-2] and in_force(row[-2], row[-1], today)}
        remember(user, today, holdings)
        return user if self.user_can_authenticate(user) else None
