"""What a token finds and allows."""

from datetime import timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.api.models import Token
from goldenthread.api.queries import limit, rights_anywhere, working_token
from goldenthread.core import clock
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import DUTIES, Right, Role
from tests.api.calling import a_token


def test_rights_of_all_places_come_in_the_order_of_the_table(world):
    found = rights_anywhere(world.quality_chair)
    assert set(found) == DUTIES[Role.BODY_CHAIR].rights
    assert found == [right for right in Right if right in set(found)]
    assert rights_anywhere(User.objects.create_person("nobody@example.org", "Nobody")) == []


def test_working_token_limits_its_person_to_its_rights(world):
    found = working_token(a_token(world.manager, rights=["READ_PLAN"]))
    assert found.person == world.manager
    held = [may(found.person, right, world.partnership) for right in (Right.READ_PLAN, Right.MANAGE)]
    assert held == [True, False]
    assert may(User.objects.get(pk=world.manager.pk), Right.MANAGE, world.partnership)


@pytest.mark.parametrize(
    "values",
    [
        {"revoked_at": clock.now()},
        {"created_at": clock.now() - timedelta(days=2), "expires_at": clock.now() - timedelta(days=1)},
    ],
)
def test_token_that_is_over_is_not_found(world, values):
    assert working_token(a_token(world.manager, **values)) is None


def test_token_of_somebody_who_is_suspended_or_lost_its_rights_is_not_found(world):
    secret = a_token(world.manager, rights=["MANAGE"])
    world.manager.memberships.update(role=Role.AUDITOR)
    assert working_token(secret) is None
    own = a_token(world.police_lead)
    User.objects.filter(pk=world.police_lead.pk).update(is_active=False, suspended_at=clock.now())
    assert working_token(own) is None
    assert working_token("gt_nonsense") is None


def test_limit_gives_nothing_that_the_person_does_not_hold(world):
    limit(world.police_lead, [Right.MANAGE, Right.READ_PLAN])
    assert rights_anywhere(world.police_lead) == [Right.READ_PLAN]


def test_right_that_the_program_no_longer_knows_is_left_out(world):
    a_token(world.manager, rights=["READ_PLAN", "GONE"])
    assert Token.objects.get().limited_to == {Right.READ_PLAN}
