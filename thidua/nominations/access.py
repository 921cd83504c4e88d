"""A dossier is seen by its unit, its nominee, the office, the agencies of its route and, once ready, the council."""

from django.db.models import Q, QuerySet

from thidua.awards.authority import held, words_over
from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round, RouteRow
from thidua.units.queries import parents_of

BEFORE_COUNCIL = ("ready", "reserve", "approved", "forwarded", "refused", "awarded", "revoked")


def rights_on(actor: Actor, nomination: Nomination) -> frozenset[str]:
    words = actor.at_unit(nomination.unit_id) | words_over(actor, nomination)
    if nomination.nominee_id is not None and nomination.nominee_id == actor.user_id:
        words |= {"self.confirm"}
    current = any(row.state == "open" and _answers(actor, row) for row in nomination.route.all())
    return words | ({"route.current"} if current else set())


def _answers(actor: Actor, row: RouteRow) -> bool:
    """Who speaks at a row: the office consolidates, appraisers appraise, the asked agency's head gives its opinion."""
    words = words_over(actor, row)
    if row.kind == "consolidate":
        return "office.review" in words
    if row.kind == "opinion" and row.unit_id is not None:
        return "unit.submit" in actor.at_unit(row.unit_id)
    return "route.step" in words


def row_rights(actor: Actor, row: RouteRow) -> frozenset[str]:
    words = words_over(actor, row)
    return words | ({"route.current"} if row.state == "open" and _answers(actor, row) else set())


def visible_to(actor: Actor) -> QuerySet[Nomination]:
    where = ("round__movement__province", "round__awarder")
    above = Q(round__movement__province__in=actor.province_ids("office.read"))
    office = (above | held(actor, "office.read", *where)) & ~Q(state="draft")
    council = held(actor, "council.read", *where) & Q(state__in=BEFORE_COUNCIL)
    units = actor.unit_ids("unit.read")
    asked = Q(route__kind="opinion", route__unit__in=units, route__state__in=["open", "answered"])
    own = Q(unit__in=units) | (Q(nominee=actor.user_id) if actor.user_id else Q(pk__in=[]))
    return Nomination.objects.filter(own | office | council | asked).distinct()


def visible_rows(actor: Actor) -> QuerySet[RouteRow]:
    return RouteRow.objects.filter(nomination__in=visible_to(actor))


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """Rounds of the province are for everybody in it; those of a unit for the unit, what is below it, and the office."""
    units = actor.unit_ids()
    own = Q(movement__province__units__in=units, awarder=None)
    unit = Q(awarder__in=units) | Q(awarder__in=parents_of(units))
    of_province = Q(movement__province__in=actor.province_ids(), awarder=None)
    above = Q(movement__province__in=actor.province_ids("office.read"))
    return Round.objects.filter(own | unit | of_province | above).distinct()


def round_rights(actor: Actor, round_: Round) -> frozenset[str]:
    return words_over(actor, round_)
