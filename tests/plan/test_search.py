"""What an adopted plan says can be found, and stays in step with the plan."""

from datetime import date

import pytest
from django.core.management import call_command

from goldenthread.partnerships import search
from goldenthread.partnerships.models import SearchRow
from goldenthread.plan.models import ActionVersion
from goldenthread.plan.operations.adoption import adopt_plan
from goldenthread.plan.operations.variations import approve_variation, propose_variation
from goldenthread.plan.search import index_plan
from tests import factories as make


def titles(world, words, who=None):
    return [hit.title for hit in search.find(who or world.police_lead, world.partnership, words)]


@pytest.fixture
def draft(world):
    draft = make.a_plan(
        world.partnership, adopted=False, title="Plan 2023-25", starts_on=date(2023, 4, 1), ends_on=date(2025, 3, 31)
    )
    make.an_action(make.a_priority(draft, "Exploitation"), "Map the places of risk", owner=world.quality)
    make.an_outcome(draft.priorities.get(), "Children are safe in parks")
    return draft


def test_draft_is_not_found(world, draft):
    assert titles(world, "exploitation", world.manager) == []


def test_adoption_lets_priorities_outcomes_and_actions_be_found(world, draft):
    adopt_plan(draft, on=date(2021, 4, 1), minute="7", by=world.manager)
    assert titles(world, "exploitation") == ["Priority 1: Exploitation"]
    assert titles(world, "parks") == ["Outcome 1.1: Children are safe in parks"]
    assert titles(world, "risk") == ["Action 1.1: Map the places of risk"]


def test_action_is_found_by_its_owner(world, draft):
    adopt_plan(draft, on=date(2021, 4, 1), minute="7", by=world.manager)
    assert titles(world, "map quality sub") == ["Action 1.1: Map the places of risk"]


def test_plan_that_another_follows_is_no_longer_found(world, draft):
    index_plan(world.plan)
    assert titles(world, "strategy") == ["Action 1.1: Publish the neglect strategy"]
    draft.supersedes = world.plan
    draft.save()
    adopt_plan(draft, on=date(2021, 4, 1), minute="7", closing_reason="Done elsewhere", by=world.manager)
    assert titles(world, "strategy") == []


def vary(world, **new):
    variation = propose_variation(world.action, summary="Change", new=new, reason="The Board asked", by=world.manager)
    approve_variation(variation, by=world.chair)


def test_action_is_found_by_its_new_words_when_they_are_varied(world):
    index_plan(world.plan)
    vary(world, words="Publish the toolkit")
    assert titles(world, "toolkit") == ["Action 1.1: Publish the toolkit"]
    assert titles(world, "strategy") == []


def test_action_that_is_taken_out_is_no_longer_found(world):
    index_plan(world.plan)
    vary(world, removed=True)
    assert titles(world, "strategy") == []


def test_rebuild_search_finds_everything_anew(world):
    make.a_post(world.partnership, body=world.quality)
    make.some_evidence(world.partnership, world.manager, "Audit of visits")
    SearchRow.objects.create(
        partnership=world.partnership, record_type="gone", record_ref="x", title="Ghost", address="/"
    )
    call_command("rebuild_search", verbosity=0)
    assert {row.record_type for row in SearchRow.objects.filter(partnership=world.partnership)} == {
        "partnerships.body", "partnerships.post", "partnerships.organisation", "accounts.user", "evidence.evidence",
        "plan.priority", "plan.action",
    }  # fmt: skip
    assert ActionVersion.objects.count() == SearchRow.objects.filter(record_type="plan.action").count()
