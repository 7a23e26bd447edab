"""Whether the database has the tables that the code expects.

Until the first release the migrations are made anew whenever a model changes, under their old names. A database that an
earlier version made then counts as migrated, and is not what the code asks for.
"""

from typing import Any, NamedTuple

from django.apps import apps as installed
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import GeneratedField

OF_ANOTHER_VERSION = (
    "This database was made by another version of Golden Thread ({difference}), which nothing converts before the "
    "first release: make a demonstration afresh with `make demo`; keep anything else as it is (`goldenthread backup`) "
    "and use the version that made it, or name another folder in GOLDENTHREAD_DATA or another database in DATABASE_URL."
)
COLUMNS = {
    "sqlite": 'SELECT t.name, c.name, c."notnull" OR c.pk > 0, c.dflt_value IS NOT NULL OR c.pk > 0 '
    "FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'",
    "postgresql": "SELECT table_name, column_name, is_nullable = 'NO', column_default IS NOT NULL "
    "OR is_identity = 'YES' FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))",
}


class Column(NamedTuple):
    must: bool
    """It must have a value."""
    fills: bool
    """The database gives it one by itself."""


Tables = dict[str, dict[str, Column]]


def pending(executor: MigrationExecutor) -> bool:
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def models_of_what_is_applied(executor: MigrationExecutor) -> Any:
    """The models as they were after the last migration that the database says it has."""
    nodes = [node for node in executor.loader.graph.nodes if node in executor.loader.applied_migrations]
    return executor.loader.project_state(nodes).apps


def difference(models: Any = installed) -> str:
    """The first thing in which the database is not what the models say; empty where it is."""
    found = _tables()
    expected = {model._meta.db_table: model for model in models.get_models(include_auto_created=True)}
    for table, model in sorted(expected.items()):
        if table not in found and model._meta.managed:
            return f"it has no table {table}"
        for what in _differences(model, found.get(table, {})):
            return f"{table}.{what}"
    return ""


def _differences(model: Any, found: dict[str, Column]) -> list[str]:
    """Columns that are missing, that take nothing where the models have nothing, or that the models no longer fill."""
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    missing = [f"{name} is missing" for name in fields if name not in found and not _generated(fields[name])]
    stricter = [
        f"{name} must have a value" for name in fields if fields[name].null and name in found and found[name].must
    ]
    unknown = [f"{name} is no longer used" for name in found if name not in fields and found[name] == (True, False)]
    return missing + stricter + unknown


def _generated(field: Any) -> bool:
    """SQLite does not list them."""
    return isinstance(field, GeneratedField)


def _tables() -> Tables:
    tables: Tables = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        for table, name, must, fills in cursor.fetchall():
            tables.setdefault(table, {})[name] = Column(bool(must), bool(fills))
    return tables
