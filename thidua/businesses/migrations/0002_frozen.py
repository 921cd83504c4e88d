"""A ranked part and a finished run cannot be changed or deleted."""

from django.db import migrations

_FINAL = {"businesses_runpart": "ranked", "businesses_businessrun": "done"}
_SAID = "what is published never changes"


def create(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION businesses_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
        )
    for table, state in _FINAL.items():
        for act in ("UPDATE", "DELETE"):
            head = f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
            if sqlite:
                schema_editor.execute(
                    f"{head} WHEN OLD.state = '{state}' BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
                )
            else:
                schema_editor.execute(
                    f"{head} FOR EACH ROW WHEN (OLD.state = '{state}') EXECUTE FUNCTION businesses_refuse()"
                )


def drop(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in _FINAL:
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_{act}" + ("" if sqlite else f" ON {table}"))


class Migration(migrations.Migration):
    dependencies = [("businesses", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
