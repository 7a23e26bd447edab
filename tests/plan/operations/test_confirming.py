"""Confirming what was read, and settling doubts."""

import pytest

from goldenthread.history.queries import panel
from goldenthread.plan.models import ActionLink
from goldenthread.plan.operations import confirming
from tests.plan.papers import PLAN, a_draft


@pytest.fixture
def draft(world):
    return a_draft(world)


def action(plan, code):
    return next(each for each in plan.actions.select_related("priority", "plan__partnership") if each.code == code)


def test_confirming_says_who_and_settles_the_doubts(world, draft):
    made = action(draft, "2.1")
    confirming.confirm(made, by=world.manager)
    made.refresh_from_db()
    assert (made.confirmed_by, [doubt.resolved_by for doubt in made.doubts.all()]) == (world.manager, [world.manager])


def test_of_two_who_confirm_or_settle_the_same_at_once_the_first_did_it(world, draft):
    first, second = action(draft, "2.1"), action(draft, "2.1")
    doubts = [first.doubts.first(), first.doubts.first()]
    for doubt, person in zip(doubts, (world.manager, world.chair), strict=True):
        confirming.resolve_doubt(doubt, by=person)
    for item, person in ((first, world.manager), (second, world.chair)):
        confirming.confirm(item, by=person)
    said = [entry["who"] for entry in panel(first) if entry["did"].startswith(("confirmed", "resolved"))]
    assert (said, second.confirmed_by) == ([str(world.manager)] * 2, world.manager)


def test_confirmation_can_be_taken_back(world, draft):
    made = confirming.confirm(action(draft, "2.1"), by=world.manager)
    confirming.unconfirm(made, by=world.manager)
    made.refresh_from_db()
    assert (made.confirmed_at, made.confirmed_by) == (None, None)


def test_all_without_doubts_are_confirmed_at_once(world, draft):
    doubtful = {doubt.action.code for doubt in draft.doubts.exclude(action=None)}
    count = confirming.confirm_all_without_doubts(draft, by=world.manager)
    left = draft.actions.filter(confirmed_at=None).select_related("priority")
    assert {each.code for each in left} == doubtful == {"1.2", "2.1"}
    assert count == 2 + 1 + 2


def test_duplicates_are_linked_and_both_stay(world):
    plan = a_draft(
        world, PLAN.replace("Review the screening tool for exploitation", "Publish the neglect strategy on the website")
    )
    confirming.link_duplicates(plan.doubts.filter(code="duplicate").first(), by=world.manager)
    link = ActionLink.objects.get()
    assert ({link.action.code, link.other.code}, link.kind, plan.actions.count()) == ({"1.1", "2.1"}, "duplicate", 4)
    assert not plan.doubts.filter(code="duplicate", resolved_at=None).exists()


def test_two_that_are_different_are_in_doubt_on_neither_side(world):
    plan = a_draft(
        world, PLAN.replace("Review the screening tool for exploitation", "Publish the neglect strategy on the website")
    )
    confirming.resolve_doubt(plan.doubts.filter(code="duplicate").first(), by=world.manager)
    assert (plan.doubts.filter(code="duplicate", resolved_at=None).count(), ActionLink.objects.count()) == (0, 0)
