from django.db import migrations

from thidua.awards.rules.identity import plain


def know(apps, editor):
    """Whoever the ledger already holds becomes a recipient; one that bears its unit's name is the collective itself."""
    recipients = apps.get_model("awards", "Recipient").objects
    for grant in apps.get_model("awards", "Grant").objects.filter(recipient=None).select_related("unit"):
        name = plain(grant.subject_name)[:200]
        itself = grant.unit is not None and plain(grant.unit.name)[:200] == name
        kind = "collective" if itself else "individual"
        grant.recipient, _ = recipients.get_or_create(
            province_id=grant.province_id,
            kind=kind,
            plain=name,
            unit=grant.unit,
            person_id=grant.person_id,
            defaults={"name": grant.subject_name},
        )
        grant.save(update_fields=["recipient"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_recipients")]
    operations = [migrations.RunPython(know, migrations.RunPython.noop)]
