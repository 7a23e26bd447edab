"""Two actions of one, one of two."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.plan.operations import dividing
from goldenthread.plan.operations.versions import current
from tests.plan.papers import a_draft


@pytest.fixture
def draft(world):
    return a_draft(world)


def action(plan, code):
    return next(each for each in plan.actions.select_related("priority", "plan__partnership") if each.code == code)


def codes(plan):
    return [each.code for each in plan.actions.select_related("priority")]


def test_split_makes_two_with_the_same_owners(world, draft):
    added = dividing.split_action(
        action(draft, "1.1"), first="Write the strategy", second="Publish the strategy", by=world.manager
    )
    assert codes(draft) == ["1.1", "1.1b", "1.2", "2.1", "2.2"]
    assert (current(action(draft, "1.1")).words, current(added).words, current(added).lead_body) == (
        "Write the strategy",
        "Publish the strategy",
        world.quality,
    )
    assert current(added).deadline_text == ""


def test_join_brings_words_owners_and_dates_together(world, draft):
    first = dividing.join_actions(action(draft, "1.1"), action(draft, "2.2"), by=world.manager)
    assert codes(draft) == ["1.1", "1.2", "2.1"]
    assert (
        current(first).words
        == "Publish the neglect strategy on the website Report on missing children to the Executive Board"
    )
    roles = [(owner.role, str(owner)) for owner in first.owners.all() if owner.role in {"lead", "joint"}]
    assert roles == [("lead", "Quality Sub-Group"), ("joint", "Marlshire Police")]
    assert [step.deadline_text for step in first.milestones.all()] == ["quarterly"]


def test_action_is_not_joined_to_itself(world, draft):
    with pytest.raises(ValidationError, match="two different actions"):
        dividing.join_actions(action(draft, "1.1"), action(draft, "1.1"), by=world.manager)
