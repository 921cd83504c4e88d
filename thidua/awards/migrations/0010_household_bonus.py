from django.db import migrations


def unknown(apps, editor):
    """No source was found for what households get: the shipped rules say so instead of the figure of individuals."""
    for rule in apps.get_model("awards", "Rule").objects.filter(
        province=None, kind="bonus", key__in=["BK_TTG", "BK_TINH"]
    ):
        rule.data = {**rule.data, "for_household": ""}
        rule.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0009_revocations")]
    operations = [migrations.RunPython(unknown, migrations.RunPython.noop)]
