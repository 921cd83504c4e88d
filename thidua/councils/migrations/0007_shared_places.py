from collections import defaultdict

from django.db import migrations

_COUNTED_AS = {"enterprise": "collective", "overseas": "individual"}


def share(apps, editor):
    """Equals of a session had places one after the other; they share that of the first."""
    groups = defaultdict(list)
    rows = apps.get_model("councils", "SessionItem").objects.filter(tied=True, place__isnull=False)
    for item in rows.select_related("nomination"):
        kind = item.nomination.subject_kind
        groups[item.session_id, item.nomination.offer_id, _COUNTED_AS.get(kind, kind)].append(item)
    for items in groups.values():
        first = min(item.place for item in items)
        for item in items:
            item.place = first
            item.save(update_fields=["place"])


class Migration(migrations.Migration):
    dependencies = [("councils", "0006_again"), ("nominations", "0014_year_and_grant")]
    operations = [migrations.RunPython(share, migrations.RunPython.noop)]
