"""Who may do what to which record: every rule with somebody whom it lets and somebody whom it does not."""

import pytest

from goldenthread.partnerships.roles import Right, Role, roles_with
from goldenthread.plan import permissions
from goldenthread.plan.models import ImpactStatement, Return, Variation
from tests import factories as make

CAST = ["manager", "chair", "board_member", "quality_chair", "police_lead", "practitioner", "outsider"]


def who_may(world, rule, record, *more):
    return {name for name in CAST if rule(getattr(world, name), record, *more)}


@pytest.mark.parametrize(
    ("rule", "people"),
    [
        (permissions.can_prepare, {"manager"}),
        (permissions.can_check_returns, {"manager"}),
        (permissions.can_decide, {"chair", "board_member"}),
        (permissions.can_add_evidence, {"manager", "quality_chair", "police_lead"}),
        (permissions.can_publish, {"manager"}),
    ],
)
def test_right_is_held_in_the_partnership_by_its_roles_alone(world, rule, people):
    assert who_may(world, rule, world.partnership) == people


def test_plan_is_adopted_by_those_who_act_for_the_board(world):
    assert who_may(world, permissions.can_adopt, world.plan) == {"manager", "chair"}


def test_return_is_written_and_submitted_by_its_owners_and_for_anybody_by_the_manager(world):
    assert who_may(world, permissions.can_write_return, world.action) == {"manager", "quality_chair"}
    assert who_may(world, permissions.can_submit_return, world.action) == {"manager", "quality_chair"}


@pytest.mark.parametrize(
    ("role", "writes", "submits"),
    [
        (Role.BODY_CHAIR, True, True),
        (Role.BODY_MEMBER, True, False),
    ],
)
def test_member_of_the_owner_writes_and_its_chair_submits(world, role, writes, submits):
    person = make.a_member(role, body=world.quality)
    allowed = [rule(person, world.action) for rule in (permissions.can_write_return, permissions.can_submit_return)]
    assert allowed == [writes, submits]


def test_officer_writes_for_any_owner_and_submits_for_none(world):
    officer = make.a_member(Role.OFFICER, world.partnership)
    assert permissions.can_write_return(officer, world.action) is True
    assert permissions.can_submit_return(officer, world.action) is False


@pytest.mark.parametrize(("role", "allowed"), [("joint", True), ("partner", False), ("reports_to", False)])
def test_joint_owner_writes_and_those_who_only_help_do_not(world, role, allowed):
    world.action.owners.create(role=role, organisation=world.police, valid_from=make.LONG_AGO)
    assert permissions.can_write_return(world.police_lead, world.action) is allowed


def test_owner_that_was_replaced_writes_no_more(world):
    world.action.owners.update(valid_to=make.clock.now())
    assert permissions.can_write_return(world.quality_chair, world.action) is False


def test_nobody_approves_what_they_wrote_or_submitted(world):
    made = Return(action=world.action, written_by=world.chair, submitted_by=world.board_member)
    assert who_may(world, permissions.can_approve, made) == set()
    made = Return(action=world.action, written_by=world.quality_chair, submitted_by=world.quality_chair)
    assert who_may(world, permissions.can_approve, made) == {"chair", "board_member"}


def test_nobody_decides_on_their_own_variation(world):
    asked = Variation(plan=world.plan, action=world.action, proposed_by=world.board_member)
    assert who_may(world, permissions.can_decide_variation, asked) == {"chair"}


def test_nobody_judges_their_own_claim(world):
    claim = ImpactStatement(plan=world.plan, action=world.action, claimed_by=world.chair)
    assert who_may(world, permissions.can_judge, claim) == {"board_member"}


@pytest.mark.parametrize(
    ("format", "people"), [("json", {"manager", "chair", "board_member"}), ("csv", set(CAST)), ("pdf", set(CAST))]
)
def test_whole_plan_is_taken_away_only_with_a_right_of_its_own(world, format, people):
    assert who_may(world, permissions.can_take_away, world.plan, format) == people


def test_those_who_decide_prepare_nothing_and_those_who_prepare_decide_nothing():
    assert set(roles_with(Right.DECIDE)) & set(roles_with(Right.PREPARE_PLAN)) == set()
