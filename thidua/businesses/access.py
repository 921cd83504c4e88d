"""Surveys are the office's; an enterprise sees its own sheet by its key, and nobody else's answers."""

from django.db.models import Q, QuerySet

from thidua.businesses.models import Survey
from thidua.kernel.actor import Actor


def rights_on(actor: Actor, survey: Survey) -> frozenset[str]:
    return actor.in_province(survey.province_id)


def visible_to(actor: Actor) -> QuerySet[Survey]:
    return Survey.objects.filter(Q(province__in=actor.province_ids("office.read")))
