"""The file is for the office, the records clerk, the unit and the awarded person; the check is for anybody."""

from django.db.models import Q, QuerySet

from thidua.awards.authority import held
from thidua.certificates.models import Blank, Certificate
from thidua.kernel.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Certificate]:
    office = Q(line__decision__province__in=actor.province_ids("office.read")) | held(
        actor, "office.read", "line__decision__province", "line__decision__awarder"
    )
    units = actor.unit_ids("unit.read")
    own = Q(line__nomination__unit__in=units)
    if actor.user_id:
        own |= Q(line__nomination__nominee=actor.user_id)
    return Certificate.objects.filter(office | own).select_related("line__decision", "line__nomination", "paper")


def visible_blanks(actor: Actor) -> QuerySet[Blank]:
    return Blank.objects.filter(held(actor, "certificate.print", "province", "awarder"))
