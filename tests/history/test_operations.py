import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.history.models import Chain, Entry
from goldenthread.history.operations import record
from goldenthread.history.queries import faults


@transaction.atomic
def write(world, sentence="did something"):
    return record(world.action, sentence, by=world.manager, old={"due_on": None}, new={"due_on": "2021-10-31"})


def test_entry_names_the_person_the_record_and_both_values(world):
    entry = write(world, "set the date")
    assert (entry.actor, entry.sentence, entry.record_label) == ("Business Manager", "set the date", "Action 1.1")
    assert (entry.old, entry.new, entry.chain, entry.number) == ({"due_on": None}, {"due_on": "2021-10-31"}, "marlshire", 1)


def test_entries_of_a_partnership_form_a_chain(world):
    first, second = write(world), write(world)
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert Chain.objects.get(name="marlshire").head == second.hash
    assert list(faults()) == []


def test_altered_entry_is_named(world):
    write(world), write(world)
    Entry.objects.filter(number=1).update(sentence="did something else")
    assert [fault.split(" (")[0] for fault in faults()] == ["Entry 1 of marlshire was altered"]


def test_removed_last_entry_is_noticed(world):
    write(world), write(world)
    Entry.objects.filter(number=2).delete()
    assert list(faults()) == ["The end of marlshire is missing: 2 entries were written, 1 are there."]


def test_history_is_not_written_outside_a_transaction(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record(Chain(name="x"), "did something", by="a test")


@pytest.mark.migrations
@pytest.mark.django_db(transaction=True)
def test_database_refuses_to_change_an_entry(django_db_setup, django_db_blocker):
    from django.apps import apps
    from django.db import connection as database

    from goldenthread.history.migrations import __path__ as _  # noqa: F401
    import importlib

    triggers = importlib.import_module("goldenthread.history.migrations.0002_append_only")
    with database.schema_editor(atomic=True) as editor:
        triggers.refuse_changes(apps, editor)
    try:
        with transaction.atomic():
            record(Chain(name="x"), "did something", by="a test")
        with pytest.raises(DatabaseError, match="never changed"):
            Entry.objects.update(sentence="did nothing")
    finally:
        with connection.schema_editor(atomic=True) as editor:
            triggers.allow_changes(apps, editor)
