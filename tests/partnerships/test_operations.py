"""Bodies, posts, organisations and roles: what their operations do, refuse and write down."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.partnerships import operations, search
from goldenthread.partnerships.models import Appointment, Body, Membership, Organisation, PartnershipMember, Post
from goldenthread.partnerships.queries import acts_for, may, who_chaired
from goldenthread.partnerships.rights import memberships_of
from goldenthread.partnerships.roles import Right, Role
from tests import factories as make


def again(person):
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)


def yesterday():
    return clock.today() - timedelta(days=1)


def sentences(chain="marlshire"):
    return list(Entry.objects.filter(chain=chain).order_by("number").values_list("actor", "sentence"))


@pytest.fixture
def post(world):
    return operations.add_post(
        world.partnership, title="Chair, Quality", role=Role.BODY_CHAIR, body=world.quality, by=world.manager
    )


# --- bodies -----------------------------------------------------------------------------------------------------------


def test_body_is_found_by_its_other_names(world):
    operations.add_body(world.partnership, name="Learning and Development", aliases=["LDSG"], by=world.manager)
    assert [hit.title for hit in search.find(world.chair, world.partnership, "LDSG")] == ["Learning and Development"]


def test_body_refuses_to_report_to_another_partnerships(world):
    theirs = make.a_body(world.elsewhere)
    with pytest.raises(ValidationError, match="Choose a body of this partnership"):
        operations.change_body(world.quality, reports_to=theirs, by=world.manager)


def test_body_unchanged_leaves_no_history(world):
    operations.change_body(world.quality, name=world.quality.name, by=world.manager)
    assert sentences() == []


def test_body_change_keeps_old_and_new(world):
    operations.change_body(world.quality, name="Quality and Impact", by=world.manager)
    entry = Entry.objects.get(sentence="changed the body")
    assert (entry.old, entry.new) == ({"name": "Quality Sub-Group"}, {"name": "Quality and Impact"})


def test_body_with_others_under_it_is_not_closed(world):
    with pytest.raises(ValidationError, match="Quality Sub-Group"):
        operations.close_body(world.board, ends_on=clock.today(), by=world.manager)


def test_body_closes_with_its_posts_and_roles(world, post):
    operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    operations.close_body(world.quality, ends_on=clock.today(), reason="Merged.", by=world.manager)
    assert Post.objects.get(pk=post.pk).ends_on == clock.today()
    assert not may(again(world.quality_chair), Right.READ_PLAN, world.partnership)


def test_no_body_comes_to_stand_under_itself_by_what_two_people_did(world):
    one, two = make.a_body(world.partnership, "One"), make.a_body(world.partnership, "Two")
    operations.change_body(one, parent=two, by=world.manager)
    with pytest.raises(ValidationError, match="One itself is part of this body"):
        operations.change_body(two, parent=one, by=world.manager)


def test_whoever_would_join_a_body_after_it_closed_does_not(world):
    begins = clock.today() + timedelta(days=40)
    coming = make.a_person("Cam Coming")
    operations.give_role(
        coming, world.partnership, role=Role.BODY_MEMBER, place=world.quality, starts_on=begins, by=world.manager
    )
    operations.close_body(world.quality, ends_on=clock.today(), by=world.manager)
    assert not Membership.objects.filter(person=coming).exists()


# --- posts ------------------------------------------------------------------------------------------------------------


def test_appointment_gives_the_role_of_the_post_from_its_first_day(world, post):
    person = make.a_person("New Chair")
    operations.appoint(post, person, starts_on=date(2021, 4, 1), by=world.manager)
    held = Membership.objects.get(person=person)
    assert (held.role, held.body, held.partnership, held.starts_on) == (
        "body_chair",
        world.quality,
        world.partnership,
        date(2021, 4, 1),
    )
    assert acts_for(again(person), post, Right.WRITE_RETURNS)


def test_appointment_in_the_future_gives_nothing_yet(world, post):
    person = make.a_person("New Chair")
    operations.appoint(post, person, starts_on=clock.today() + timedelta(days=1), by=world.manager)
    assert memberships_of(again(person)) == []


def test_post_of_the_board_may_carry_a_role_of_the_partnership(world):
    post = operations.add_post(
        world.partnership, title="Independent chair", role=Role.INDEPENDENT_CHAIR, body=world.board, by=world.manager
    )
    person = make.a_person("New Chair")
    operations.appoint(post, person, starts_on=date(2021, 4, 1), by=world.manager)
    assert may(again(person), Right.DECIDE, world.partnership)
    assert who_chaired(world.board, date(2021, 5, 1)) == [person]


def test_appointment_twice_is_refused(world, post):
    operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    with pytest.raises(ValidationError, match="already holds this post"):
        operations.appoint(post, world.board_member, starts_on=date(2021, 5, 1), by=world.manager)


def test_appointment_of_oneself_is_refused(world, post):
    with pytest.raises(ValidationError, match="Somebody else must appoint you"):
        operations.appoint(post, world.manager, starts_on=date(2021, 4, 1), by=world.manager)


def test_appointment_of_a_suspended_person_is_refused(world, post):
    person = make.a_person("Gone")
    person.is_active, person.suspended_at = False, clock.now()
    with pytest.raises(ValidationError, match="suspended"):
        operations.appoint(post, person, starts_on=date(2021, 4, 1), by=world.manager)


def test_appointment_that_ends_today_stops_its_rights_at_once(world, post):
    person = make.a_person("New Chair")
    held = operations.appoint(post, person, starts_on=date(2021, 4, 1), by=world.manager)
    operations.end_appointment(held, ends_on=clock.today(), by=world.manager)
    assert Appointment.objects.get(pk=held.pk).ends_on == clock.today()
    assert memberships_of(again(person)) == []


def test_appointment_that_began_and_ends_today_stops_its_rights_at_once(world, post):
    person = make.a_person("New Chair")
    held = operations.appoint(post, person, starts_on=clock.today(), by=world.manager)
    operations.end_appointment(held, ends_on=clock.today(), by=world.manager)
    assert memberships_of(again(person)) == []
    assert who_chaired(world.quality, clock.today())[0] == person


def test_appointment_that_ends_before_it_starts_is_refused(world, post):
    held = operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    with pytest.raises(ValidationError, match="The last day is before the first day"):
        operations.end_appointment(held, ends_on=date(2021, 3, 1), by=world.manager)


def test_post_held_by_somebody_keeps_its_role(world, post):
    operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    with pytest.raises(ValidationError, match="Somebody holds this post"):
        operations.change_post(post, role=Role.BODY_MEMBER, by=world.manager)
    assert operations.change_post(post, title="Chair of Quality", by=world.manager).title == "Chair of Quality"


def test_who_chaired_that_day_is_one_answer_for_each_day(world, post):
    Membership.objects.filter(person=world.quality_chair).delete()
    first, second = make.a_person("First"), make.a_person("Second")
    held = operations.appoint(post, first, starts_on=date(2021, 4, 1), by=world.manager)
    operations.end_appointment(held, ends_on=date(2021, 8, 31), by=world.manager)
    operations.appoint(post, second, starts_on=date(2021, 9, 1), by=world.manager)
    days = [date(2021, 3, 31), date(2021, 8, 31), date(2021, 9, 1)]
    assert [who_chaired(world.quality, day) for day in days] == [[], [first], [second]]


# --- organisations ----------------------------------------------------------------------------------------------------


def test_rename_keeps_the_earlier_name_with_its_dates(world):
    operations.rename_organisation(
        world.police, name="Marlshire Constabulary", starts_on=date(2021, 7, 1), by=world.manager
    )
    names = list(world.police.names.values_list("name", "starts_on", "ends_on"))
    assert names == [
        ("Marlshire Constabulary", date(2021, 7, 1), None),
        ("Marlshire Police", None, date(2021, 6, 30)),
    ]
    assert [hit.title for hit in search.find(world.chair, world.partnership, "Marlshire Police")] == [
        "Marlshire Constabulary"
    ]


def test_rename_before_the_present_name_is_refused(world):
    operations.rename_organisation(world.police, name="Second", starts_on=date(2021, 7, 1), by=world.manager)
    with pytest.raises(ValidationError, match="Enter a later day"):
        operations.rename_organisation(world.police, name="Third", starts_on=date(2021, 7, 1), by=world.manager)


def test_rename_in_the_future_is_refused(world):
    with pytest.raises(ValidationError, match="Enter today or an earlier day"):
        operations.rename_organisation(
            world.police, name="New", starts_on=clock.today() + timedelta(days=1), by=world.manager
        )


def test_successor_takes_part_posts_and_people(world):
    post = make.a_post(world.partnership, "Police lead", Role.AGENCY_LEAD, organisation=world.police)
    follower = Organisation.objects.create(name="Marlshire Constabulary")
    lead = operations.add_person(
        world.partnership,
        name="Lead",
        email="lead@police.example",
        role=Role.AGENCY_LEAD,
        place=world.police,
        by=world.manager,
    )
    operations.close_organisation(
        world.police, world.partnership, ended_on=yesterday(), succeeded_by=follower, by=world.manager
    )
    assert PartnershipMember.objects.get(organisation=follower).partnership == world.partnership
    assert PartnershipMember.objects.get(organisation=world.police).ends_on == yesterday()
    assert Post.objects.get(pk=post.pk).organisation == follower
    assert acts_for(again(lead.person), follower, Right.SUBMIT_RETURNS, world.partnership)


def test_leaving_organisation_takes_its_peoples_roles_along(world):
    lead = operations.add_person(
        world.partnership,
        name="Lead",
        email="lead@police.example",
        role=Role.AGENCY_LEAD,
        place=world.police,
        by=world.manager,
    )
    part = PartnershipMember.objects.get(organisation=world.police)
    operations.change_part(part, kind=part.kind, starts_on=None, ends_on=yesterday(), by=world.manager)
    assert memberships_of(again(lead.person)) == []


# --- roles ------------------------------------------------------------------------------------------------------------


def test_role_in_an_organisation_counts_only_where_it_was_given(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    held = operations.add_person(
        world.elsewhere,
        name="Lead",
        email="lead@police.example",
        role=Role.AGENCY_LEAD,
        place=world.police,
        by=world.outsider,
    )
    person = again(held.person)
    assert may(person, Right.READ_PLAN, world.elsewhere)
    assert not may(person, Right.READ_PLAN, world.partnership)
    assert not acts_for(person, world.police, Right.WRITE_RETURNS, world.partnership)
    assert acts_for(person, world.police, Right.WRITE_RETURNS, world.elsewhere)


def test_role_in_an_organisation_that_is_no_member_is_refused(world):
    stranger = make.an_organisation("Stranger")
    with pytest.raises(ValidationError, match="not a member of this partnership"):
        operations.give_role(world.chair, world.partnership, role=Role.AGENCY_LEAD, place=stranger, by=world.manager)


def test_role_in_the_wrong_kind_of_place_is_refused(world):
    with pytest.raises(ValidationError, match="is held in the partnership, not in Quality Sub-Group"):
        operations.give_role(
            world.chair, world.partnership, role=Role.BOARD_MEMBER, place=world.quality, by=world.manager
        )


def test_role_in_a_body_of_another_partnership_is_refused(world):
    theirs = make.a_body(world.elsewhere)
    with pytest.raises(ValidationError, match="Choose a body of this partnership"):
        operations.give_role(world.chair, world.partnership, role=Role.BODY_CHAIR, place=theirs, by=world.manager)


def test_role_for_oneself_is_refused(world):
    with pytest.raises(ValidationError, match="Somebody else must give you a role"):
        operations.give_role(
            world.manager, world.partnership, role=Role.BOARD_MEMBER, place=world.partnership, by=world.manager
        )


def test_role_twice_is_refused(world):
    with pytest.raises(ValidationError, match="already has this role"):
        operations.give_role(
            world.chair, world.partnership, role=Role.INDEPENDENT_CHAIR, place=world.partnership, by=world.manager
        )


def test_role_ended_today_is_gone_with_the_next_request(world, signed_in):
    client = signed_in(world.board_member)
    assert client.get(f"/p/{world.partnership.slug}/people/").status_code == 200
    operations.end_membership(
        Membership.objects.get(person=world.board_member), ends_on=clock.today(), by=world.manager
    )
    assert client.get(f"/p/{world.partnership.slug}/people/").status_code == 404


def test_role_ended_on_a_later_day_counts_through_it(world):
    held = Membership.objects.get(person=world.board_member)
    operations.end_membership(held, ends_on=clock.today() + timedelta(days=7), by=world.manager)
    assert may(again(world.board_member), Right.DECIDE, world.partnership)


def test_last_business_manager_stays(world):
    with pytest.raises(ValidationError, match="only business manager"):
        operations.end_membership(Membership.objects.get(person=world.manager), ends_on=clock.today(), by=world.chair)


def test_business_manager_goes_when_another_is_there(world):
    make.a_member(Role.MANAGER, world.partnership, name="Second Manager")
    operations.end_membership(Membership.objects.get(person=world.manager), ends_on=clock.today(), by=world.chair)
    assert memberships_of(again(world.manager)) == []


def test_person_known_elsewhere_keeps_their_name(world):
    held = operations.add_person(
        world.partnership,
        name="Somebody Else",
        email=world.outsider.email.upper(),
        role=Role.AUDITOR,
        place=world.partnership,
        by=world.manager,
    )
    assert held.person == world.outsider
    assert User.objects.get(pk=world.outsider.pk).name == "Elmshire Manager"


def test_person_is_corrected_until_they_have_come_in(world):
    held = operations.add_person(
        world.partnership,
        name="Sma",
        email="sma@police.example",
        role=Role.AUDITOR,
        place=world.partnership,
        by=world.manager,
    )
    person = operations.correct_person(
        held.person, world.partnership, name="Sam", email="sam@police.example", by=world.manager
    )
    assert (person.name, person.email) == ("Sam", "sam@police.example")
    User.objects.filter(pk=person.pk).update(last_login=clock.now())
    with pytest.raises(ValidationError, match="has signed in"):
        operations.correct_person(again(person), world.partnership, name="Max", email=person.email, by=world.manager)


def test_person_of_another_partnership_is_not_corrected_here(world):
    operations.add_person(
        world.partnership,
        name="X",
        email=world.outsider.email,
        role=Role.AUDITOR,
        place=world.partnership,
        by=world.manager,
    )
    with pytest.raises(ValidationError, match="another partnership"):
        operations.correct_person(world.outsider, world.partnership, name="X", email="x@x.example", by=world.manager)


def test_person_is_found_while_they_hold_something(world):
    held = operations.add_person(
        world.partnership,
        name="Ada Example",
        email="ada@police.example",
        role=Role.AGENCY_LEAD,
        place=world.police,
        by=world.manager,
    )
    assert [hit.title for hit in search.find(world.chair, world.partnership, "ada police")] == ["Ada Example"]
    operations.end_membership(held, ends_on=clock.today(), by=world.manager)
    assert search.find(world.chair, world.partnership, "ada") == []


# --- no child is named in here ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "purpose", ["It follows NHS number 943 476 5919.", "For Kayleigh Wainwright, born 3 May 2012."]
)
def test_purpose_that_may_identify_a_child_is_refused(world, purpose):
    with pytest.raises(ValidationError, match="Take it out: no child is named in here"):
        operations.add_body(world.partnership, name="Panel", kind="task_group", purpose=purpose, by=world.manager)
    with pytest.raises(ValidationError):
        operations.change_body(world.quality, purpose=purpose, by=world.manager)
    assert not Body.objects.filter(name="Panel").exists()


def test_reason_that_may_identify_a_child_is_refused_and_ends_nothing(world):
    held = world.quality_chair.memberships.get()
    with pytest.raises(ValidationError) as refused:
        operations.end_membership(held, ends_on=date(2099, 1, 1), reason="NHS number 943 476 5919", by=world.manager)
    assert list(refused.value.message_dict) == ["reason"]
    held.refresh_from_db()
    assert held.ends_on is None


def test_reason_may_name_a_colleague(world):
    operations.close_body(world.quality, ends_on=date(2099, 1, 1), reason="Quality Chair retires.", by=world.manager)
    world.quality.refresh_from_db()
    assert world.quality.ends_on == date(2099, 1, 1)
