"""Who is signed in, read together with what they hold: one query a request for both."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import FilteredRelation
from django.utils import timezone

from thidua.kernel.periods import in_force
from thidua.people.models import User
from thidua.people.queries import remember
from thidua.people.rules import Holding
from thidua.units.queries import dated

_OWN = ("own__role", "own__unit_id", "own__unit__province_id", "own__valid_from", "own__valid_to")
_PLACE = ("lent__holding__role", "lent__holding__unit_id", "lent__holding__unit__province_id")
_LENT = (*_PLACE, "lent__valid_from", "lent__valid_to", "lent__holding__user_id")
_TERM = ("lent__holding__valid_from", "lent__holding__valid_to")


class HoldingBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The account with its roles of today, and those lent to it; None for an account that may not sign in."""
        today = timezone.localdate()
        names = [field.attname for field in User._meta.concrete_fields]
        rows = User.objects.filter(pk=user_id).annotate(
            own=FilteredRelation("holdings", condition=dated(today, "holdings__")),
            lent=FilteredRelation("delegations", condition=dated(today, "delegations__")),
        )
        found = list(rows.order_by().values_list(*names, *_OWN, *_LENT, *_TERM))
        if not found:
            return None
        width, own = len(names), len(names) + len(_OWN)
        user = User.from_db(rows.db, names, found[0][:width])
        holdings = {Holding(*row[width:own]) for row in found if row[width]}
        holdings |= {Holding(*row[own:-2]) for row in found if row[-2] and in_force(row[-2], row[-1], today)}
        remember(user, today, holdings)
        return user if self.user_can_authenticate(user) else None
