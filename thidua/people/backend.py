"""Who is signed in, read together with what they hold: one query a request for both."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.db.models import FilteredRelation
from django.db.models.sql.compiler import SQLCompiler
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
_NAMES = [field.attname for field in User._meta.concrete_fields]
_NOBODY = -1


@lru_cache(maxsize=2)
def _question(day: date) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
    """The query of a day, compiled once: it is asked at every request, and compiling costs more than asking."""
    rows = User.objects.filter(pk=_NOBODY).annotate(
        own=FilteredRelation("holdings", condition=dated(day, "holdings__")),
        lent=FilteredRelation("delegations", condition=dated(day, "delegations__")),
    )
    found = rows.order_by().values_list(*_NAMES, *_OWN, *_LENT, *_TERM)
    compiler = found.query.get_compiler(connection=connection)
    return compiler, *compiler.as_sql()


def _rows(user_id: Any, day: date) -> list[tuple[Any, ...]]:
    compiler, sql, params = _question(day)
    with connection.cursor() as cursor:
        cursor.execute(sql, tuple(user_id if value == _NOBODY else value for value in params))
        return [tuple(row) for row in compiler.results_iter([cursor.fetchall()])]


class HoldingBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The account with its roles of today, and those lent to it; None for an account that may not sign in."""
        today = timezone.localdate()
        found = _rows(user_id, today)
        if not found:
            return None
        width, own = len(_NAMES), len(_NAMES) + len(_OWN)
        user = User.from_db("default", _NAMES, found[0][:width])
        holdings = {Holding(*row[width:own]) for row in found if row[width]}
        holdings |= {Holding(*row[own:-2]) for row in found if row[-2] and in_force(row[-2], row[-1], today)}
        remember(user, today, holdings)
        return user if self.user_can_authenticate(user) else None
