from django.db import migrations


def exceed(apps, editor):
    """Fifty percent meant more than half: rules say so from now on."""
    for name in ("Rule", "RuleChange"):
        rows = apps.get_model("awards", name).objects.filter(kind="threshold")
        for row in rows:
            if float(row.data.get("approval_percent") or 0) == 50 and "more_than" not in row.data:
                row.data = {**row.data, "more_than": "yes"}
                row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0010_household_bonus")]
    operations = [migrations.RunPython(exceed, migrations.RunPython.noop)]
