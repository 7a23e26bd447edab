import pytest
from django.core.exceptions import ValidationError

from goldenthread.accounts.operations import change_name, restore_person, suspend_person
from goldenthread.history.models import Entry
from tests import factories as make


@pytest.fixture
def manager(db):
    return make.a_person("Manager")


def test_suspending_is_dated_and_in_the_history(person, manager):
    suspend_person(person, by=manager, reason="Left the police.")
    entry = Entry.objects.get()
    assert (person.is_active, person.suspended_at is not None) == (False, True)
    assert (entry.chain, entry.actor, entry.sentence, entry.reason) == (
        "installation", "Manager", "suspended the account", "Left the police."
    )  # fmt: skip


def test_nobody_suspends_themselves(person):
    with pytest.raises(ValidationError, match="You cannot suspend yourself"):
        suspend_person(person, by=person)


def test_suspending_twice_is_refused(person, manager):
    suspend_person(person, by=manager)
    with pytest.raises(ValidationError, match="already suspended"):
        suspend_person(person, by=manager)


def test_restored_person_can_sign_in_again(person, manager):
    suspend_person(person, by=manager)
    restore_person(person, by=manager)
    assert (person.is_active, person.suspended_at) == (True, None)
    assert [entry.sentence for entry in Entry.objects.all()] == ["suspended the account", "restored the account"]


def test_restoring_somebody_who_is_not_suspended_is_refused(person, manager):
    with pytest.raises(ValidationError, match="not suspended"):
        restore_person(person, by=manager)


def test_changed_name_keeps_the_old_one_in_the_history(person):
    change_name(person, name=" Sam Sample ", by=person)
    entry = Entry.objects.get()
    assert (person.name, entry.old, entry.new) == ("Sam Sample", {"name": "Sam Example"}, {"name": "Sam Sample"})


def test_name_cannot_be_empty(person):
    with pytest.raises(ValidationError, match="Enter a name"):
        change_name(person, name="  ", by=person)
