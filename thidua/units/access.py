"""Who may see and change units."""

from django.db.models import QuerySet

from thidua.kernel.actor import Actor
from thidua.units.models import Province, Unit


def rights_on(actor: Actor, province: Province) -> frozenset[str]:
    return actor.in_province(province.pk)


def visible_units(actor: Actor) -> QuerySet[Unit]:
    """Everybody signed in sees the units of the provinces in which they hold any word."""
    own = Unit.objects.filter(pk__in=actor.unit_ids()).values("province_id")
    return Unit.objects.filter(province_id__in=actor.province_ids()) | Unit.objects.filter(province_id__in=own)
