"""The next version of a plan: what goes on, what a person decides, and why something does not go on."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.evidence.operations.screening import IdentifiersFound
from goldenthread.plan.models import Plan
from goldenthread.plan.operations.continuing import continue_action, continue_plan, say_why_closed
from goldenthread.plan.queries.drafts import changes_since
from tests import factories as make
from tests.plan.papers import NEXT_PLAN, a_draft


@pytest.fixture
def before(world):
    """The adopted plan: 1.1 as in the next plan in other words, 1.2 to be dropped, 1.3 as it stands."""
    words = ["Hold a conference on neglect for all agencies", "Report on missing children to the Executive Board"]
    make.an_action(world.priority, words[0], owner=world.quality)
    make.an_action(world.priority, words[1], owner=world.police, deadline_text="quarterly")
    world.action.versions.update(words="Publish the neglect strategy on the website", deadline_text="by July 2022")
    return world.plan


@pytest.fixture
def draft(world, before):
    return a_draft(world, NEXT_PLAN, next_of=before)


def continued(plan):
    return {
        each.code: each.carried_from and each.carried_from.code
        for each in plan.actions.select_related("priority", "carried_from__priority")
    }


def test_actions_that_are_clearly_the_same_go_on(before, draft):
    assert (draft.supersedes, continued(draft)) == (before, {"1.1": "1.1", "1.2": None, "2.1": "1.3"})


def test_priority_of_the_same_name_goes_on(world, draft):
    assert draft.priorities.first().carried_from == world.priority


def test_action_that_may_continue_one_is_a_doubt(world, before):
    make.an_action(world.priority, "Review training of head teachers in the neglect tool")
    draft = a_draft(world, NEXT_PLAN, next_of=before)
    assert [doubt.sentence for doubt in draft.doubts.filter(code="continues")] == [
        "This may continue action 1.4 of the plan before."
    ]
    assert continued(draft)["1.2"] is None


def test_pairing_is_corrected_by_hand(world, draft):
    second = draft.actions.all()[1]
    continue_action(second, world.action, by=world.manager)
    assert continued(draft) == {"1.1": None, "1.2": "1.1", "2.1": "1.3"}
    continue_action(second, None, by=world.manager)
    assert continued(draft)["1.2"] is None


def test_action_of_another_plan_cannot_be_continued(world, draft):
    other = make.an_action(make.a_priority(make.a_plan(world.elsewhere)))
    with pytest.raises(ValidationError, match="plan before"):
        continue_action(draft.actions.first(), other, by=world.manager)


@pytest.mark.parametrize("plan", ["draft", "elsewhere"])
def test_only_an_adopted_plan_of_the_partnership_is_followed(world, draft, plan):
    before = make.a_plan(world.partnership, adopted=False) if plan == "draft" else make.a_plan(world.elsewhere)
    with pytest.raises(ValidationError, match="that was adopted"):
        continue_plan(draft, before, by=world.manager)


def test_reason_for_what_does_not_go_on_is_kept_and_taken_back(world, before, draft):
    conference = before.actions.get(number="2")
    say_why_closed(draft, conference, reason="Done by the region", by=world.manager)
    assert draft.closing_reasons == {conference.ref: "Done by the region"}
    say_why_closed(draft, conference, reason="", by=world.manager)
    assert draft.closing_reasons == {}


def test_reasons_that_two_people_give_at_once_both_stay(world, before, draft):
    opened = Plan.objects.get(pk=draft.pk)
    one, two = list(before.actions.all())[:2]
    say_why_closed(draft, one, reason="It is done.", by=world.manager)
    say_why_closed(opened, two, reason="It is not needed.", by=world.chair)
    assert Plan.objects.get(pk=draft.pk).closing_reasons == {one.ref: "It is done.", two.ref: "It is not needed."}


def test_reason_is_screened(world, before, draft):
    with pytest.raises(IdentifiersFound):
        say_why_closed(draft, before.actions.get(number="2"), reason="See NHS number 943 476 5919", by=world.manager)


def test_changes_are_told_apart(before, draft):
    found = changes_since(draft, before)
    assert [version.action.code for version in found.added] == ["1.2"]
    assert [version.action.code for version in found.removed] == ["1.2"]
    assert [(change.new.action.code, change.facts) for change in found.changed] == [
        ("1.1", [("Deadline", "by July 2022", "by July 2024")]),
        ("2.1", [("Number", "1.3", "2.1")]),
    ]
    assert ("new", "revised") in found.changed[0].words
