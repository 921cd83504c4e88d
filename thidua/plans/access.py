"""Who may see and change plan documents: those who edit or publish them, and whoever reads the office's papers."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.plans.models import Intake, Plan

EDITABLE = ("draft", "outside")


def rights_on(actor: Actor, plan: Plan) -> frozenset[str]:
    return actor.in_province(plan.province_id)


def visible_to(actor: Actor) -> QuerySet[Plan]:
    """Drafts to the office; published ones, and those of levels above, to everybody who holds a role in the province."""
    open_to_all = ["published", "superseded", "outside"]
    own = Q(state__in=open_to_all, province__units__in=actor.unit_ids())
    published = Q(state__in=open_to_all, province__in=actor.province_ids())
    return Plan.objects.filter(Q(province__in=actor.province_ids("office.read")) | own | published).distinct()


def edited_by(actor: Actor) -> QuerySet[Plan]:
    """Those of the provinces whose plans the actor edits; while they are ``EDITABLE``."""
    return Plan.objects.filter(province__in=actor.province_ids("plan.edit"))


def intakes_of(actor: Actor) -> QuerySet[Intake]:
    """Scans under way are the matter of those who edit plans."""
    return Intake.objects.filter(province__in=actor.province_ids("plan.edit"))
