"""A database that another version made is found out before anybody meets an error page."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from goldenthread.core import schema
from goldenthread.plan.models import Period

pytestmark = pytest.mark.django_db
OTHERS = [
    ("ALTER TABLE plan_period DROP COLUMN locked_at", "plan_period.locked_at is missing"),
    ("ALTER TABLE plan_period RENAME TO plan_quarter", "it has no table plan_period"),
    ("ALTER TABLE plan_period ADD COLUMN colour integer", ""),
]


def altered(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_database_of_this_version_has_what_the_models_say() -> None:
    assert schema.difference() == ""


@pytest.mark.parametrize(("sql", "found"), OTHERS)
def test_database_of_another_version_is_named_by_its_first_difference(sql: str, found: str) -> None:
    altered(sql)
    assert schema.difference() == found


def test_column_that_nothing_fills_any_more_is_told_from_one_with_a_default() -> None:
    altered("CREATE TABLE copy (kept integer not null, filled integer not null default 1, free integer)")
    assert schema._tables()["copy"] == {"kept": (True, False), "filled": (True, True), "free": (False, False)}


def test_column_that_must_have_a_value_where_the_model_needs_none_is_a_difference(monkeypatch: Any) -> None:
    monkeypatch.setattr(Period._meta.get_field("name"), "null", True)
    assert schema.difference() == "plan_period.name must have a value"


def test_column_that_no_model_fills_is_a_difference(monkeypatch: Any) -> None:
    fields = [field for field in Period._meta.local_concrete_fields if field.name != "name"]
    monkeypatch.setattr(Period._meta, "local_concrete_fields", fields)
    assert schema.difference() == "plan_period.name is no longer used"


def test_prepare_stops_at_a_database_of_another_version() -> None:
    altered(OTHERS[0][0])
    with pytest.raises(CommandError, match=r"another version .*locked_at is missing.*make demo.*backup"):
        call_command("prepare")


def test_models_of_what_is_applied_are_those_of_today_when_all_is() -> None:
    loader = MigrationExecutor(connection)
    loader.loader.applied_migrations = dict.fromkeys(loader.loader.graph.nodes)
    assert schema.difference(schema.models_of_what_is_applied(loader)) == ""


def test_models_of_nothing_applied_ask_for_nothing() -> None:
    executor = MigrationExecutor(connection)
    executor.loader.applied_migrations = {}
    assert list(schema.models_of_what_is_applied(executor).get_models()) == []


def test_ready_says_that_tables_are_missing(client: Client, monkeypatch: Any) -> None:
    altered(OTHERS[1][0])
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["tables"]) == (503, False)


def test_asking_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        schema.difference()
