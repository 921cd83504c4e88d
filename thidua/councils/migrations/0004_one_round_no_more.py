from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('councils', '0003_sessions_across_rounds'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='session',
            name='only_minutes',
        ),
        migrations.RemoveField(
            model_name='session',
            name='present',
        ),
        migrations.RemoveField(
            model_name='session',
            name='round',
        ),
    ]
