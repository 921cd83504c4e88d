"""A published run, its standings and the data of a published set cannot be changed or deleted."""

from django.db import migrations

_TABLES = ("scores_run", "scores_standing")
_BODY = "OLD.state <> 'draft' AND (NEW.body <> OLD.body OR NEW.digest <> OLD.digest AND OLD.digest <> '')"
_BODY_PG = _BODY.replace("NEW.body <> OLD.body", "NEW.body::text <> OLD.body::text")
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION scores_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'what is published never changes'; END $$"
)


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in _TABLES:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'what is published never changes'); END"
                )
        schema_editor.execute(
            f"CREATE TRIGGER scores_indexversion_body BEFORE UPDATE ON scores_indexversion WHEN {_BODY} "
            "BEGIN SELECT RAISE(ABORT, 'what is published never changes'); END"
        )
        return
    schema_editor.execute(_FUNCTION)
    for table in _TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION scores_refuse()"
        )
    schema_editor.execute(
        f"CREATE TRIGGER scores_indexversion_body BEFORE UPDATE ON scores_indexversion FOR EACH ROW WHEN ({_BODY_PG}) "
        "EXECUTE FUNCTION scores_refuse()"
    )


def drop(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in _TABLES:
        for name in ("update", "delete") if sqlite else ("frozen",):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + ("" if sqlite else f" ON {table}"))
    schema_editor.execute("DROP TRIGGER scores_indexversion_body" + ("" if sqlite else " ON scores_indexversion"))


class Migration(migrations.Migration):
    dependencies = [("scores", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
