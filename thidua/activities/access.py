"""A unit keeps its own book; the office reads what was done, the names of those who came stay with the unit."""

from django.db.models import Q, QuerySet

from thidua.activities.models import Activity
from thidua.kernel.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Activity]:
    office = Q(movement__province__in=actor.province_ids("office.read"))
    return Activity.objects.filter(office | Q(unit__in=actor.unit_ids("unit.read")))


def editable_by(actor: Actor) -> QuerySet[Activity]:
    return Activity.objects.filter(unit__in=actor.unit_ids("unit.draft"), movement__state="running")


def sees_names(actor: Actor, activity: Activity) -> bool:
    return "unit.read" in actor.at_unit(activity.unit_id)
