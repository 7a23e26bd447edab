"""The first rows of an installation, made on its command line."""

import pytest
from django.core.management import CommandError, call_command

from goldenthread.accounts.models import User
from goldenthread.history.models import Entry
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right, Role

pytestmark = pytest.mark.django_db

START = ("start_partnership", "marlshire", "Marlshire Partnership", "Robin Vale", "robin@marlshire.example")
NAME = ("name_operator", "Kim Ash", "kim@council.example")


def test_start_partnership_makes_it_and_its_manager() -> None:
    call_command(*START)
    manager = User.objects.get(email="robin@marlshire.example")
    assert may(manager, Right.MANAGE, Partnership.objects.get(slug="marlshire"))


def test_start_partnership_is_in_the_history_as_done_on_the_command_line() -> None:
    call_command(*START)
    entry = Entry.objects.get(record_type="partnerships.partnership")
    assert (entry.chain, entry.actor, entry.sentence) == ("marlshire", "command line", "started the partnership")


def test_start_partnership_refuses_a_second_one_of_the_same_name_and_adds_nobody() -> None:
    call_command(*START)
    with pytest.raises(CommandError, match="already exists"):
        call_command(*START[:3], "Somebody Else", "else@marlshire.example")
    assert not User.objects.filter(email="else@marlshire.example").exists()


def test_name_operator_gives_the_role_in_the_installation() -> None:
    call_command(*NAME)
    held = Membership.objects.get()
    assert (held.person.email, held.role, held.partnership) == ("kim@council.example", Role.OPERATOR, None)


def test_name_operator_refuses_who_is_one_already() -> None:
    call_command(*NAME)
    with pytest.raises(CommandError, match="already"):
        call_command(*NAME)
