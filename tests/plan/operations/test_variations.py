from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.plan.models import Action, VariationState
from goldenthread.plan.operations import variations
from goldenthread.plan.operations.versions import current
from tests import factories as make


def proposed(world, **new):
    new = new or {"due_on": "2022-01-31", "deadline_text": "by January 2022"}
    return variations.propose_variation(
        world.action, summary="Three months more", new=new, reason="The data came late.", by=world.manager
    )


def test_proposal_changes_nothing_yet(world):
    proposed(world)
    assert current(world.action).due_on == date(2021, 10, 31)


def test_approval_moves_the_date_and_keeps_the_first_agreed_one(world):
    variations.approve_variation(proposed(world), by=world.chair, minute="14/21")
    version = current(world.action)
    assert (version.due_on, version.agreed_due_on, version.deadline_text) == (
        date(2022, 1, 31),
        date(2021, 10, 31),
        "by January 2022",
    )


def test_earlier_version_stays_as_it_was(world):
    variations.approve_variation(proposed(world, words="Publish two strategies"), by=world.chair)
    words = list(world.action.versions.order_by("valid_from").values_list("words", flat=True))
    assert words == ["Publish the neglect strategy", "Publish two strategies"]


def test_variation_keeps_old_and_new(world):
    asked = proposed(world, words="Publish two strategies")
    assert (asked.old, asked.new) == ({"words": "Publish the neglect strategy"}, {"words": "Publish two strategies"})


def test_owner_moves_to_another_body(world):
    board = {"kind": "body", "ref": world.board.ref, "role": "lead"}
    variations.approve_variation(proposed(world, owners=[board]), by=world.chair)
    assert current(world.action).lead == world.board
    assert [str(owner) for owner in world.action.owners.at()] == ["Executive Board"]


def test_owner_from_another_partnership_is_refused(world):
    foreign = make.a_body(world.elsewhere, "Their Board")
    asked = proposed(world, owners=[{"kind": "body", "ref": foreign.ref, "role": "lead"}])
    with pytest.raises(ValidationError, match="no such body in this partnership"):
        variations.approve_variation(asked, by=world.chair)


def test_variation_without_a_reason_is_refused(world):
    with pytest.raises(ValidationError, match="Say why the plan should change"):
        variations.propose_variation(world.action, summary="x", new={"words": "y"}, reason=" ", by=world.manager)


def test_variation_that_changes_nothing_is_refused(world):
    with pytest.raises(ValidationError, match="Nothing would change"):
        proposed(world, words="Publish the neglect strategy")


def test_nobody_decides_on_their_own_proposal(world):
    asked = proposed(world)
    with pytest.raises(ValidationError, match="Somebody else must decide"):
        variations.approve_variation(asked, by=world.manager)


def test_declining_needs_a_reason(world):
    with pytest.raises(ValidationError, match="Say why it is declined"):
        variations.decline_variation(proposed(world), by=world.chair, decision="")


def test_plan_that_changed_meanwhile_asks_for_a_new_proposal(world):
    first, second = proposed(world, words="One"), proposed(world, words="Two")
    variations.approve_variation(first, by=world.chair)
    with pytest.raises(ValidationError, match="The plan changed since"):
        variations.approve_variation(second, by=world.chair)
    second.refresh_from_db()
    assert second.state == VariationState.PROPOSED


def test_decided_variation_is_not_decided_again(world):
    asked = variations.approve_variation(proposed(world), by=world.chair)
    with pytest.raises(ValidationError, match="approved already"):
        variations.decline_variation(asked, by=world.board_member, decision="No")


def test_new_action_enters_the_plan_by_a_variation(world):
    new = {"priority": world.priority.ref, "words": "Train all schools", "owners": [], "due_on": "2022-03-31"}
    asked = variations.propose_variation(
        world.plan, summary="Add training", new=new, reason="The review asked.", by=world.manager
    )
    variations.approve_variation(asked, by=world.chair)
    added = Action.objects.get(number="2")
    assert (current(added).words, current(added).agreed_due_on) == ("Train all schools", date(2022, 3, 31))


def test_milestone_is_reached_on_a_day_that_has_been(world):
    from goldenthread.plan.models import MilestoneVersion
    from goldenthread.plan.operations.milestones import complete_milestone

    step = MilestoneVersion.objects.create(action=world.action, words="Draft written", valid_from=make.LONG_AGO)
    complete_milestone(step, on=date(2021, 9, 1), by=world.quality_chair)
    assert world.action.milestones.at().get().actual_on == date(2021, 9, 1)


def test_changing_the_lead_keeps_partners_and_printed_names(world):
    world.action.owners.create(
        role="partner", position=1, organisation=world.police, text="the Police", valid_from=make.LONG_AGO
    )
    world.action.owners.create(role="reports_to", position=2, text="the Forum", valid_from=make.LONG_AGO)
    board = {"kind": "body", "ref": world.board.ref, "role": "lead"}
    others = [row for row in variations.owners_of(world.action) if row["role"] != "lead"]
    variations.approve_variation(proposed(world, owners=[board, *others]), by=world.chair)
    rows = [(owner.role, str(owner), owner.text) for owner in world.action.owners.at()]
    assert rows == [
        ("lead", "Executive Board", ""),
        ("partner", "Marlshire Police", "the Police"),
        ("reports_to", "the Forum", "the Forum"),
    ]


@pytest.mark.parametrize("decide", [variations.approve_variation, variations.decline_variation])
def test_words_of_a_decision_are_screened(world, decide):
    with pytest.raises(ValidationError, match="NHS number"):
        decide(proposed(world), by=world.chair, decision="NHS number 943 476 5919")


def test_variation_of_a_closed_plan_is_not_approved(world):
    asked = proposed(world)
    type(world.plan).objects.filter(pk=world.plan.pk).update(state="closed")
    with pytest.raises(ValidationError, match="plan is closed"):
        variations.approve_variation(asked, by=world.chair)
