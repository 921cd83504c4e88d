"""The award forms that the product came with say whether they are given for a year's work."""

from django.db import migrations

YEARLY = ("CSTD_TQ", "CSTD_TINH", "CSTD_CS", "TTLDXS", "TTLDTT", "LDTT")


def tell(apps, schema_editor):
    rows = apps.get_model("awards", "Rule").objects.filter(kind="form", province=None)
    for row in rows:
        row.data["basis"] = "merit" if row.key in YEARLY else "round"
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("awards", "0007_words")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
