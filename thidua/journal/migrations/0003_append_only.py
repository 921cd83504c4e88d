"""Entries, personal values and roots cannot be changed or deleted; personal values may only be shredded."""

from django.db import migrations

_TABLES = ("journal_entry", "journal_root")
_SQLITE_SHRED = (
    "CREATE TRIGGER journal_personalvalue_update BEFORE UPDATE ON journal_personalvalue "
    "WHEN NEW.value IS NOT NULL OR NEW.digest IS NOT OLD.digest OR NEW.name IS NOT OLD.name "
    "OR NEW.entry_id IS NOT OLD.entry_id BEGIN SELECT RAISE(ABORT, 'personal values may only be shredded'); END"
)
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$"
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in _TABLES:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
                )
        schema_editor.execute(_SQLITE_SHRED)
        return
    schema_editor.execute(_FUNCTION)
    for table in _TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        )
    schema_editor.execute(
        "CREATE TRIGGER journal_personalvalue_update BEFORE UPDATE ON journal_personalvalue FOR EACH ROW "
        "WHEN (NEW.value IS NOT NULL OR NEW.digest <> OLD.digest OR NEW.name <> OLD.name OR NEW.entry_id <> OLD.entry_id) "
        "EXECUTE FUNCTION journal_refuse()"
    )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in _TABLES:
            for act in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_{act}")
        schema_editor.execute("DROP TRIGGER journal_personalvalue_update")
        return
    for table in _TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_append ON {table}")
    schema_editor.execute("DROP TRIGGER journal_personalvalue_update ON journal_personalvalue")


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_initial")]
    operations = [migrations.RunPython(create, drop)]
