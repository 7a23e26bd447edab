"""The real migrations, on an empty database. Every other test takes its tables straight from the models."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from goldenthread.history.models import Entry
from goldenthread.history.operations import record
from tests import factories as make

pytestmark = [pytest.mark.migrations, pytest.mark.django_db]


def test_migrations_make_what_the_models_say() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    missing = MigrationAutodetector(executor.loader.project_state(), ProjectState.from_apps(apps)).changes(
        executor.loader.graph
    )
    assert [app for app in missing if apps.get_app_config(app).name.startswith("goldenthread.")] == []


@pytest.fixture
def entry() -> Iterator[Entry]:
    person = make.a_person()
    with transaction.atomic():
        yield record(person, "joined", by=person)


def test_database_refuses_to_change_history(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(sentence="left")


def test_database_refuses_to_delete_history(entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()
