import pytest
from django.db import transaction

from goldenthread.history.models import Chain, Entry
from goldenthread.history.operations import record
from goldenthread.history.queries import faults


@transaction.atomic
def write(world, sentence="did something"):
    return record(world.action, sentence, by=world.manager, old={"due_on": None}, new={"due_on": "2021-10-31"})


def test_entry_names_the_person_the_record_and_both_values(world):
    entry = write(world, "set the date")
    assert (entry.actor, entry.sentence, entry.record_label) == ("Business Manager", "set the date", "Action 1.1")
    assert (entry.old, entry.new, entry.chain, entry.number) == (
        {"due_on": None},
        {"due_on": "2021-10-31"},
        "marlshire",
        1,
    )


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
