"""Two people change who belongs here at the same time: the second finds what the first one did."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.history.queries import faults
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Appointment, Membership
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.racing import one_after_the_other

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_manager(world):
    return make.a_member(Role.MANAGER, world.partnership, name="Other Manager")


def test_nobody_is_appointed_twice_to_a_post(world, other_manager):
    post, person, day = make.a_post(world.partnership, body=world.quality), make.a_person(), date(2021, 9, 1)
    second = one_after_the_other(
        lambda: operations.appoint(post, person, starts_on=day, by=world.manager),
        lambda: operations.appoint(post, person, starts_on=day, by=other_manager),
    )
    assert second.messages == ["Sam Example already holds this post then."]
    assert (Appointment.objects.count(), Membership.objects.filter(person=person).count()) == (1, 1)


def test_one_who_is_added_by_two_partnerships_is_one_person(world):
    given = {"name": "Sam Example", "email": "sam@police.example"}
    second = one_after_the_other(
        lambda: operations.add_person(
            world.partnership, role=Role.BOARD_MEMBER, place=world.partnership, by=world.manager, **given
        ),
        lambda: operations.add_person(
            world.elsewhere, role=Role.BOARD_MEMBER, place=world.elsewhere, by=world.outsider, **given
        ),
    )
    assert second.person.memberships.count() == 2
    assert not list(faults())


def test_of_two_managers_who_leave_together_one_stays(world, other_manager):
    theirs = {person: Membership.objects.get(person=person) for person in (world.manager, other_manager)}
    second = one_after_the_other(
        lambda: operations.end_membership(theirs[other_manager], ends_on=clock.today(), by=world.manager),
        lambda: operations.end_membership(theirs[world.manager], ends_on=clock.today(), by=other_manager),
    )
    assert isinstance(second, ValidationError)
    assert Membership.objects.held_by(world.manager).exists()
