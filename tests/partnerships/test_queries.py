"""Who answers for what, and what the page of an organisation tells to whom."""

from datetime import date

from goldenthread.accounts.models import User
from goldenthread.partnerships import operations
from goldenthread.partnerships.permissions import can_edit_organisation, keeper_of, roles_to_give
from goldenthread.partnerships.queries import (
    body_facts,
    holders_of,
    members_on,
    organisation_facts,
    owned_by,
    people_behind,
    post_facts,
    tree,
)
from goldenthread.partnerships.roles import Right, Role
from goldenthread.plan.models import Owner
from tests import factories as make


def lead_named_by(place, organisation, by, name="Named Lead"):
    email = f"{name.lower().replace(' ', '.')}@police.example"
    return operations.add_person(place, name=name, email=email, role=Role.AGENCY_LEAD, place=organisation, by=by).person


# --- who answers ------------------------------------------------------------------------------------------------------


def test_lead_named_by_one_partnership_answers_there_alone(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    theirs = lead_named_by(world.elsewhere, world.police, world.outsider)
    assert list(people_behind(world.police, partnership=world.partnership)) == [world.police_lead]
    assert list(people_behind(world.police, partnership=world.elsewhere)) == [theirs, world.police_lead]


def test_chair_of_a_body_answers_for_it(world):
    assert list(people_behind(world.quality)) == [world.quality_chair]


def test_post_without_a_holder_has_nobody(world):
    assert list(people_behind(make.a_post(world.partnership, body=world.quality))) == []


def test_holders_of_a_right_are_those_of_this_partnership(world):
    assert list(holders_of(Right.DECIDE, world.partnership)) == [world.board_member, world.chair]
    assert list(holders_of(Right.MANAGE, world.elsewhere)) == [world.outsider]


def test_lead_named_by_one_partnership_owns_there_alone(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    theirs = lead_named_by(world.elsewhere, world.police, world.outsider)
    make.a_member(Role.BOARD_MEMBER, world.partnership, person=theirs)
    here = make.an_action(world.priority, owner=world.police)
    there = make.an_action(make.a_priority(make.a_plan(world.elsewhere)), owner=world.police)
    owned = Owner.objects.filter(owned_by(theirs, partnership="action__plan__partnership"))
    assert [owner.action for owner in owned] == [there]
    everywhere = Owner.objects.filter(owned_by(world.police_lead, partnership="action__plan__partnership"))
    assert {owner.action for owner in everywhere} == {here, there}


# --- facts ------------------------------------------------------------------------------------------------------------


def test_organisation_tells_each_reader_of_their_own_partnerships_alone(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    lead_named_by(world.elsewhere, world.police, world.outsider)
    here = organisation_facts(world.police, world.manager)
    assert [part.partnership for part in here.members] == [world.partnership]
    assert [held.person for held in here.people] == [world.police_lead]
    assert here.managed == {world.partnership.pk}


def test_organisation_is_called_by_its_name_of_the_day(world):
    operations.rename_organisation(world.police, name="Constabulary", starts_on=date(2021, 7, 1), by=world.manager)
    days = [date(2021, 6, 30), date(2021, 7, 1)]
    assert [members_on(world.partnership, day)[0].called for day in days] == ["Marlshire Police", "Constabulary"]


def test_body_tells_chairs_posts_members_and_who_reports_to_it(world):
    member = make.a_member(Role.BODY_MEMBER, body=world.board, name="Member")
    post = make.a_post(world.partnership, "Secretary", Role.BODY_MEMBER, body=world.board)
    facts = body_facts(world.board)
    assert [held.person for held in facts.members] == [world.board_member, member]
    assert [(line.post, list(line.holders)) for line in facts.posts] == [(post, [])]
    assert (facts.chairs, facts.reporting) == ([], [world.quality])


def test_post_tells_holders_of_then_now_and_to_come(world):
    post = make.a_post(world.partnership, body=world.quality)
    days = {"Early": date(2020, 1, 1), "Now": date(2021, 1, 1), "Coming": date(2031, 1, 1)}
    for name, day in days.items():
        make.an_appointment(post, make.a_person(name), day, ends_on=date(2020, 12, 31) if name == "Early" else None)
    facts = post_facts(post)
    told = [[held.person.name for held in part] for part in (facts.earlier, facts.holders, facts.coming)]
    assert told == [["Early"], ["Now"], ["Coming"]]


def test_tree_puts_outside_bodies_last(world):
    make.a_body(world.partnership, "Adults Board", "external")
    assert [branch.body.name for branch in tree(world.partnership, world.chair)] == ["Executive Board", "Adults Board"]


def test_tree_is_empty_for_outsiders(world):
    assert tree(world.partnership, world.outsider) == []


# --- who may give what ------------------------------------------------------------------------------------------------


def test_chair_gives_only_roles_without_the_right_to_invite(world):
    assert roles_to_give(world.quality_chair, world.partnership, world.quality) == [Role.BODY_MEMBER]
    assert roles_to_give(world.quality_chair, world.partnership, world.board) == []
    assert roles_to_give(world.police_lead, world.partnership, world.police) == [
        Role.AGENCY_CONTRIBUTOR,
        Role.PRACTITIONER,
    ]


def test_lead_named_elsewhere_gives_nothing_here(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    theirs = User.objects.get(pk=lead_named_by(world.elsewhere, world.police, world.outsider).pk)
    assert roles_to_give(theirs, world.partnership, world.police) == []
    assert roles_to_give(theirs, world.elsewhere, world.police) == [Role.AGENCY_CONTRIBUTOR, Role.PRACTITIONER]


def test_organisation_is_kept_by_the_partnership_that_has_had_it_longest(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    assert keeper_of(world.police) == world.partnership
    assert can_edit_organisation(world.manager, world.police)
    assert not can_edit_organisation(world.outsider, world.police)
