"""Who may read the journal."""

from django.db.models import QuerySet

from thidua.journal.models import Entry
from thidua.kernel.actor import Actor


def visible_to(actor: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(province_id__in=actor.province_ids("journal.read"))
