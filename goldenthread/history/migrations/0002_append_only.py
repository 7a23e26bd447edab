"""The database itself refuses to change or delete an entry, on both engines."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER history_entry_no_{verb} BEFORE {verb} ON history_entry
BEGIN SELECT RAISE(ABORT, 'History entries are never changed or deleted.'); END;
"""

POSTGRESQL = """
CREATE FUNCTION history_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'History entries are never changed or deleted.'; END $$;
CREATE TRIGGER history_entry_append_only BEFORE UPDATE OR DELETE ON history_entry
FOR EACH ROW EXECUTE FUNCTION history_entry_refuse();
"""


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(verb=verb))


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER history_entry_append_only ON history_entry; DROP FUNCTION history_entry_refuse()"
        )
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER history_entry_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
