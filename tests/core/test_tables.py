"""Tables made in one step are the same as those made one after another."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import CreateModel, Migration
from django.db.migrations.state import ProjectState

from goldenthread.core.tables import CreateTables


def tables() -> list[CreateModel]:
    key = ("id", models.BigAutoField(primary_key=True))
    board = models.ForeignKey("core.Board", models.CASCADE)
    return [CreateModel("Board", [key]), CreateModel("Paper", [key, ("board", board)])]


def sql_of(operations: list[Any], *, back: bool = False) -> list[str]:
    migration, state = Migration("0001_initial", "core"), ProjectState.from_apps(apps)
    migration.operations = operations
    assert "core_board" not in [model._meta.db_table for model in state.apps.get_models()]
    editor = connection.schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql = []  # as if it had been entered, which SQLite allows outside of transactions alone
    (migration.unapply if back else migration.apply)(state, editor)
    return [line for line in [*editor.collected_sql, *map(str, editor.deferred_sql)] if not line.startswith("--")]


@pytest.mark.parametrize("back", [False, True])
def test_same_tables_are_made_and_taken_away(db: None, back: bool) -> None:
    together = sql_of([CreateTables(tables())], back=back)
    assert sum(line.startswith("DROP TABLE" if back else "CREATE TABLE") for line in together) == 2
    assert together == sql_of(tables(), back=back)


def test_models_are_known_to_what_follows() -> None:
    state = ProjectState()
    CreateTables(tables()).state_forwards("core", state)
    assert state.apps.get_model("core.Paper")._meta.get_field("board").related_model._meta.object_name == "Board"


def test_description_names_the_tables() -> None:
    assert CreateTables(tables()).describe() == "Create the tables of Board, Paper"
