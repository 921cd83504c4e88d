"""A dossier is seen by its unit, its nominee, the office, the agencies of its route and, once ready, the council."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round, RouteRow

BEFORE_COUNCIL = ("ready", "approved", "refused", "awarded", "revoked")


def rights_on(actor: Actor, nomination: Nomination) -> frozenset[str]:
    words = actor.at_unit(nomination.unit_id) | actor.in_province(nomination.province_id)
    if nomination.nominee_id is not None and nomination.nominee_id == actor.user_id:
        words |= {"self.confirm"}
    current = next((row for row in nomination.route.all() if row.state == "open"), None)
    return words | ({"route.current"} if current and _answers(actor, current) else set())


def _answers(actor: Actor, row: RouteRow) -> bool:
    """Who speaks at a row: the office consolidates, appraisers appraise, the asked agency's head gives its opinion."""
    words = actor.in_province(row.province_id)
    if row.kind == "consolidate":
        return "office.review" in words
    if row.kind == "opinion" and row.unit_id is not None:
        return "unit.submit" in actor.at_unit(row.unit_id)
    return "route.step" in words


def row_rights(actor: Actor, row: RouteRow) -> frozenset[str]:
    words = actor.in_province(row.province_id)
    return words | ({"route.current"} if row.state == "open" and _answers(actor, row) else set())


def visible_to(actor: Actor) -> QuerySet[Nomination]:
    office = Q(round__movement__province__in=actor.province_ids("office.read")) & ~Q(state="draft")
    council = Q(round__movement__province__in=actor.province_ids("council.read"), state__in=BEFORE_COUNCIL)
    units = actor.unit_ids("unit.read")
    asked = Q(route__kind="opinion", route__unit__in=units, route__state__in=["open", "answered"])
    own = Q(unit__in=units) | (Q(nominee=actor.user_id) if actor.user_id else Q(pk__in=[]))
    return Nomination.objects.filter(own | office | council | asked).distinct()


def visible_rows(actor: Actor) -> QuerySet[RouteRow]:
    return RouteRow.objects.filter(nomination__in=visible_to(actor))


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    own = Q(movement__province__units__in=actor.unit_ids())
    return Round.objects.filter(own | Q(movement__province__in=actor.province_ids())).distinct()


def round_rights(actor: Actor, round_: Round) -> frozenset[str]:
    return actor.in_province(round_.province_id)
