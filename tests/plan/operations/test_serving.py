"""Which actions serve an outcome, today and on an earlier day."""

from datetime import timedelta

import pytest

from goldenthread.history.models import Entry
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import Serving
from goldenthread.plan.operations.serving import set_actions_of_outcome
from goldenthread.plan.queries import detail
from tests import factories as make


@pytest.fixture
def outcome(world, october):
    """Served by the first action from the 10th, by the second from the 12th on; it is the 14th."""
    outcome = make.an_outcome(world.priority)
    other = make.an_action(world.priority, "Train everybody")
    set_actions_of_outcome(outcome, refs=[world.action.ref], by=world.manager)
    october.shift(timedelta(days=2))
    set_actions_of_outcome(outcome, refs=[other.ref], by=world.manager)
    october.shift(timedelta(days=2))
    return outcome


def test_what_serves_today(world, outcome):
    assert [str(action) for action in outcome.actions] == ["Action 1.2"]
    assert list(world.action.outcomes) == []


@pytest.mark.parametrize(("day", "number"), [("2021-10-09", 0), ("2021-10-11", 1), ("2021-10-13", 0), ("", 0)])
def test_an_earlier_day_shows_what_served_then(world, outcome, day, number):
    assert len(detail.outcomes_of(world.action, day_asked(day))) == number


def test_the_page_of_the_outcome_shows_the_actions_of_the_day(world, outcome, signed_in):
    client = signed_in(world.board_member)
    then = client.get(outcome.get_absolute_url() + "?as-at=2021-10-11").content.decode()
    assert ("Publish the neglect strategy" in then, "Train everybody" in then) == (True, False)
    now = client.get(outcome.get_absolute_url()).content.decode()
    assert ("Publish the neglect strategy" in now, "Train everybody" in now) == (False, True)


def test_choosing_the_same_again_changes_nothing(world, outcome):
    before = list(Serving.objects.values()), Entry.objects.count()
    set_actions_of_outcome(outcome, refs=[action.ref for action in outcome.actions], by=world.manager)
    assert (list(Serving.objects.values()), Entry.objects.count()) == before


def test_a_draft_keeps_no_past_of_it(world):
    draft = make.a_plan(world.partnership, adopted=False)
    priority = make.a_priority(draft)
    outcome, action = make.an_outcome(priority), make.an_action(priority)
    set_actions_of_outcome(outcome, refs=[action.ref], by=world.manager)
    set_actions_of_outcome(outcome, refs=[], by=world.manager)
    assert Serving.objects.count() == 0
