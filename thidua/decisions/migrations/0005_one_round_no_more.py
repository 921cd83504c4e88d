from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_rounds_bonus_fund")]
    operations = [migrations.RemoveField(model_name="decision", name="round")]
