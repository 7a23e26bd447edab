"""A draft: written by hand, corrected, confirmed, split, joined, cancelled; and never an adopted plan."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.documents.models import StoredFile
from goldenthread.history.queries import history_of
from goldenthread.plan.models import FOREVER, ActionVersion, Owner, Plan, Reading, ReadingState
from goldenthread.plan.operations import confirming, dividing, drafting
from goldenthread.plan.operations.continuing import continue_plan
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.operations.versions import current
from goldenthread.plan.phrases import read_phrase
from tests.plan.papers import a_draft


@pytest.fixture
def draft(world):
    return a_draft(world)


def action(plan, code):
    return next(each for each in plan.actions.select_related("priority", "plan__partnership") if each.code == code)


def codes(plan):
    return [each.code for each in plan.actions.select_related("priority")]


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_hand(world):
    return drafting.start_plan(
        world.partnership, title="Plan 2022-24", starts_on=date(2022, 4, 1), ends_on=date(2024, 3, 31), by=world.manager
    )


def test_plan_is_written_by_hand(world, by_hand):
    priority = drafting.add_priority(by_hand, title="Neglect", by=world.manager)
    drafting.add_outcome(priority, words="Children are seen sooner", by=world.manager)
    owners = [Owner(role="lead", body=world.quality)]
    made = drafting.add_action(
        priority,
        words="Publish the strategy",
        owners=owners,
        by=world.manager,
        **read_phrase("by July 2022", by_hand)[0],
    )
    said = current(made)
    assert (made.code, said.words, said.lead_body, said.due_on) == (
        "1.1",
        "Publish the strategy",
        world.quality,
        date(2022, 7, 31),
    )
    assert [str(outcome) for outcome in by_hand.outcomes.select_related("priority")] == ["Outcome 1.1"]


def test_plan_that_ends_before_it_starts_is_refused(world):
    with pytest.raises(ValidationError, match="ends before it starts"):
        drafting.start_plan(
            world.partnership, title="Plan", starts_on=date(2022, 4, 1), ends_on=date(2021, 4, 1), by=world.manager
        )


def test_what_the_plan_says_is_corrected_with_its_history(world, draft):
    drafting.edit_plan(draft, title="Business Plan", ends_on=date(2025, 3, 31), by=world.manager)
    entry = history_of(draft)[0]
    assert (entry.old, entry.new) == (
        {"title": "Business Plan 2022-24", "ends_on": "2024-03-31"},
        {"title": "Business Plan", "ends_on": "2025-03-31"},
    )


# --- correcting -------------------------------------------------------------------------------------------------------


def test_action_is_corrected_in_every_field(world, draft):
    made = action(draft, "1.2")
    values = {
        "words": "Hold two conferences",
        "kind": "event",
        "number": "1.9",
        "documents": ["Offer"],
        "priority": draft.priorities.last(),
    }
    deadline = read_phrase("by May 2023", draft)[0]
    drafting.edit_item(
        made,
        owners=[Owner(role="lead", organisation=world.police)],
        outcomes=list(draft.outcomes.all()),
        by=world.manager,
        **values,
        **deadline,
    )
    made.refresh_from_db()
    said = current(made)
    assert (said.words, said.due_on, said.lead_organisation, said.priority) == (
        "Hold two conferences",
        date(2023, 5, 31),
        world.police,
        draft.priorities.last(),
    )
    assert (made.kind, made.number, made.documents, made.outcomes.count()) == ("event", "1.9", ["Offer"], 1)


def test_draft_has_no_past_versions_however_often_it_is_corrected(world, draft):
    made = action(draft, "1.1")
    drafting.edit_item(made, words="Other words", by=world.manager)
    drafting.edit_item(made, owners=[], by=world.manager)
    assert [each.valid_to for each in ActionVersion.objects.filter(action=made)] == [FOREVER]


def test_correction_stands_in_the_history(world, draft):
    made = action(draft, "1.1")
    drafting.edit_item(
        made, words="Publish it", owners=[Owner(role="lead", organisation=world.police)], by=world.manager
    )
    entry = history_of(made)[0]
    assert (entry.actor, entry.old["words"], entry.new["words"]) == (
        "Business Manager",
        "Publish the neglect strategy on the website",
        "Publish it",
    )
    assert (entry.old["owners"], entry.new["owners"]) == (["Lead: Quality Sub-Group"], ["Lead: Marlshire Police"])


def test_who_saves_over_somebody_else_is_told_what_they_saved(world, draft):
    made = action(draft, "1.1")
    opened_at = drafting.edition(made)
    drafting.edit_item(made, words="Theirs", by=world.manager)
    with pytest.raises(EditedMeanwhile) as conflict:
        drafting.edit_item(made, words="Mine", opened_at=opened_at, by=world.chair)
    assert (conflict.value.who, conflict.value.theirs["words"], current(made).words) == (
        "Business Manager",
        "Theirs",
        "Theirs",
    )


def test_priority_of_another_plan_is_refused(world, draft):
    with pytest.raises(ValidationError, match="priority of this plan"):
        drafting.edit_item(action(draft, "1.1"), priority=world.priority, by=world.manager)


def test_empty_words_are_refused(world, draft):
    with pytest.raises(ValidationError):
        drafting.edit_item(draft.priorities.first(), title=" ", by=world.manager)


def test_action_moves_up_and_down_within_its_priority(world, draft):
    drafting.move_item(action(draft, "1.2"), up=True, by=world.manager)
    assert codes(draft) == ["1.2", "1.1", "2.1", "2.2"]
    drafting.move_item(action(draft, "1.2"), up=True, by=world.manager)
    assert codes(draft) == ["1.2", "1.1", "2.1", "2.2"]
    drafting.move_item(action(draft, "1.2"), up=False, by=world.manager)
    assert codes(draft) == ["1.1", "1.2", "2.1", "2.2"]


def test_priority_taken_out_goes_with_what_stands_under_it(world, draft):
    drafting.remove_item(draft.priorities.get(number="1"), by=world.manager)
    assert (codes(draft), draft.outcomes.count()) == (["2.1", "2.2"], 0)


def test_milestone_is_added_corrected_and_taken_out(world, draft):
    made = action(draft, "1.1")
    step = drafting.save_milestone(made, words="First draft", by=world.manager, **read_phrase("by May 2022", draft)[0])
    drafting.save_milestone(
        made, milestone=step, words="Second draft", by=world.manager, **read_phrase("by June 2022", draft)[0]
    )
    assert [(each.words, each.due_on) for each in made.milestones.all()] == [("Second draft", date(2022, 6, 30))]
    drafting.remove_milestone(step, by=world.manager)
    assert not made.milestones.exists()


# --- cancelling, and what is adopted ----------------------------------------------------------------------------------


def test_cancelled_draft_leaves_the_document_and_its_history(world, draft):
    reading = drafting.delete_draft(draft, by=world.manager)
    assert not Plan.objects.filter(ref=draft.ref).exists()
    assert (Reading.objects.get().state, reading.result, StoredFile.objects.count()) == (ReadingState.CANCELLED, {}, 1)
    assert history_of(draft)[0].sentence == "cancelled the draft plan"


@pytest.mark.parametrize(
    "change",
    [
        lambda world: drafting.edit_plan(world.plan, title="Other", by=world.manager),
        lambda world: drafting.delete_draft(world.plan, by=world.manager),
        lambda world: drafting.add_priority(world.plan, title="Other", by=world.manager),
        lambda world: drafting.add_outcome(world.priority, words="Other", by=world.manager),
        lambda world: drafting.add_action(world.priority, words="Other", by=world.manager),
        lambda world: drafting.edit_item(world.action, words="Other", by=world.manager),
        lambda world: drafting.move_item(world.action, up=True, by=world.manager),
        lambda world: drafting.remove_item(world.action, by=world.manager),
        lambda world: confirming.confirm(world.action, by=world.manager),
        lambda world: confirming.unconfirm(world.action, by=world.manager),
        lambda world: confirming.confirm_all_without_doubts(world.plan, by=world.manager),
        lambda world: drafting.save_milestone(world.action, words="Other", by=world.manager),
        lambda world: dividing.split_action(world.action, first="One", second="Two", by=world.manager),
    ],
)
def test_adopted_plan_is_not_changed_as_a_draft(world, change):
    with pytest.raises(ValidationError, match=r"This plan is adopted. Propose a variation instead."):
        change(world)


def test_draft_that_was_adopted_meanwhile_is_edited_by_nobody(world):
    """Whoever still has the draft on their screen cannot write into the baseline."""
    plan = a_draft(world)
    stale = Plan.objects.get(pk=plan.pk)
    adopted = {"state": "adopted", "adopted_at": clock.now(), "adopted_on": clock.today()}
    type(world.plan).objects.filter(pk=world.plan.pk).update(state="closed", closed_at=clock.now())
    Plan.objects.filter(pk=plan.pk).update(**adopted)
    with pytest.raises(ValidationError, match="This plan is adopted"):
        drafting.add_priority(stale, title="Late", by=world.manager)


def test_no_two_actions_are_called_by_one_number(world, by_hand):
    priority = drafting.add_priority(by_hand, title="Neglect", by=world.manager)
    added = [drafting.add_action(priority, words=words, by=world.manager) for words in ("A", "B", "C")]
    drafting.remove_item(added[1], by=world.manager)
    drafting.add_action(priority, words="D", by=world.manager)
    assert codes(by_hand) == ["1.1", "1.3", "1.4"]


def test_who_edits_the_plan_undoes_nothing_that_others_did_meanwhile(world, by_hand):
    opened = Plan.objects.get(pk=by_hand.pk)
    continue_plan(by_hand, world.plan, by=world.manager)
    drafting.edit_plan(opened, title="Plan of 2022", by=world.manager)
    now = Plan.objects.get(pk=by_hand.pk)
    assert (now.title, now.supersedes) == ("Plan of 2022", world.plan)
