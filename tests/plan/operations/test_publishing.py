"""The public page is switched on and off; what it shows is asked in ``test_public.py``."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.history.queries import history_of
from goldenthread.plan.models import PlanState
from goldenthread.plan.operations.publishing import switch_public_page
from tests import factories as make


def test_switching_on_says_since_when(world, october):
    october.move_to(clock.now(), tick=False)
    assert switch_public_page(world.plan, on=True, by=world.manager).public_since == clock.now()


def test_pressing_twice_changes_nothing_and_is_said_once(world, october):
    first = switch_public_page(world.plan, on=True, by=world.manager).public_since
    october.shift(60)
    assert switch_public_page(world.plan, on=True, by=world.manager).public_since == first
    assert [entry.sentence for entry in history_of(world.plan)] == ["switched the public page on"]


def test_draft_is_not_shown(world):
    with pytest.raises(ValidationError, match="Only a plan that the Board adopted"):
        switch_public_page(make.a_plan(world.partnership, adopted=False), on=True, by=world.manager)


def test_closed_plan_is_not_shown_but_can_be_hidden(world):
    type(world.plan).objects.filter(pk=world.plan.pk).update(state=PlanState.CLOSED, public_since=clock.now())
    with pytest.raises(ValidationError, match="that is not closed"):
        switch_public_page(world.plan, on=True, by=world.manager)
    assert switch_public_page(world.plan, on=False, by=world.manager).public_since is None
