"""The people of a partnership: the list, a person, roles, appointments."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Appointment, Membership
from goldenthread.partnerships.queries import people_lines, people_visible_to
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.partnerships.test_views_structure import day, errors


def names(world, words="", role="", who=None):
    return [
        person.name for person in people_visible_to(who or world.manager, world.partnership, words=words, role=role)
    ]


# --- the list ---------------------------------------------------------------------------------------------------------


def test_list_holds_everyone_of_this_partnership(world):
    assert names(world) == [
        "Board Member",
        "Business Manager",
        "Independent Chair",
        "Police Lead",
        "Police Practitioner",
        "Quality Chair",
    ]


def test_list_leaves_the_organisations_people_out_who_were_named_elsewhere(world):
    operations.add_organisation(world.elsewhere, name="Marlshire Police", by=world.outsider)
    operations.add_person(
        world.elsewhere,
        name="Elmshire Lead",
        email="e@police.example",
        role=Role.AGENCY_LEAD,
        place=world.police,
        by=world.outsider,
    )
    assert "Elmshire Lead" not in names(world)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("quality", ["Quality Chair"]),
        ("police lead", ["Police Lead"]),
        ("marlshire police", ["Police Lead", "Police Practitioner"]),
        ("scrutineer", []),
        ("manager", ["Business Manager"]),
        ("quality.chair@example.org", ["Quality Chair"]),
    ],
)
def test_list_is_searched_by_name_role_place_and_address(world, words, found):
    assert names(world, words) == found


def test_list_finds_addresses_only_for_those_who_may_see_them(world):
    assert names(world, "quality.chair@example.org", who=world.chair) == []


def test_list_is_narrowed_by_role(world):
    assert names(world, role="agency_lead") == ["Police Lead"]


def test_list_shows_addresses_to_the_manager_alone(visit):
    assert "quality.chair@example.org" in visit("people/").content.decode()
    assert "quality.chair@example.org" not in visit("people/", "chair").content.decode()


def test_list_says_how_people_stand(world):
    def state_of(person):
        return people_lines([User.objects.get(pk=person.pk)], world.partnership)[0].state

    person = make.a_member(Role.AUDITOR, world.partnership)
    assert state_of(person) == ""
    invitation, _ = operations.invite(person, world.partnership, by=world.manager)
    assert state_of(person) == "invited"
    invitation.expires_at = clock.now() - timedelta(minutes=1)
    invitation.save()
    assert state_of(person) == "expired"
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    assert state_of(person) == "here"
    operations.end_membership(Membership.objects.get(person=person), ends_on=clock.today(), by=world.manager)
    assert state_of(person) == "left"


def test_list_costs_the_same_for_one_and_many(world, signed_in, django_assert_max_num_queries):
    client, address = signed_in(world.manager), f"/p/{world.partnership.slug}/people/"
    client.get(address)
    with django_assert_max_num_queries(14) as few:
        client.get(address)
    for number in range(5):
        person = make.a_member(Role.BODY_MEMBER, body=world.quality, name=f"Member {number}")
        operations.invite(person, world.partnership, by=world.manager)
    with django_assert_max_num_queries(14) as many:
        client.get(address)
    assert len(many) == len(few)


# --- one person -------------------------------------------------------------------------------------------------------


def test_person_shows_roles_posts_and_history(world, visit):
    post = make.a_post(world.partnership, body=world.quality)
    operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    html = visit(f"people/{world.board_member.ref}/").content.decode()
    assert "Chair, Quality Sub-Group" in html
    assert "appointed Board Member to Chair, Quality Sub-Group" in html


def test_person_costs_the_same_for_one_and_many_roles(world, signed_in, django_assert_max_num_queries):
    client, address = signed_in(world.manager), f"/p/{world.partnership.slug}/people/{world.board_member.ref}/"
    client.get(address)
    with django_assert_max_num_queries(18) as few:
        client.get(address)
    for number in range(4):
        post = make.a_post(world.partnership, f"Post {number}", body=make.a_body(world.partnership, f"Body {number}"))
        operations.appoint(post, world.board_member, starts_on=date(2021, 4, 1), by=world.manager)
    with django_assert_max_num_queries(18) as many:
        client.get(address)
    assert len(many) == len(few)


def test_person_of_another_partnership_is_not_found(world, visit):
    assert visit(f"people/{world.outsider.ref}/").status_code == 404


@pytest.mark.parametrize("path", ["role/", "correct/", "hand-over/"])
def test_person_is_changed_by_the_manager_alone(world, visit, path):
    address = f"people/{world.board_member.ref}/{path}"
    assert [visit(address, who).status_code for who in ("manager", "chair", "practitioner", "outsider")] == [
        200,
        403,
        403,
        404,
    ]


def test_role_is_given_and_ended_through_the_pages(world, visit):
    visit(
        f"people/{world.board_member.ref}/role/", values={"place": f"body-{world.quality.ref}", "role": "body_member"}
    )
    held = Membership.objects.get(person=world.board_member, role="body_member")
    assert held.body == world.quality
    visit(f"roles/{held.ref}/end/", values={**day("ends_on", clock.today()), "reason": "Moved."})
    assert not Membership.objects.filter(pk=held.pk).exists()


def test_role_that_does_not_fit_its_place_says_so(world, visit):
    response = visit(f"people/{world.board_member.ref}/role/", values={"place": "partnership", "role": "body_member"})
    assert errors(response)[0].startswith("The role member of a body is held in a body, not in Marlshire")


def test_role_from_another_partnership_is_not_ended_here(world, visit):
    theirs = Membership.objects.get(person=world.outsider)
    assert visit(f"roles/{theirs.ref}/end/").status_code == 404


# --- adding a person --------------------------------------------------------------------------------------------------


def new_person(world, **changes):
    known = {
        "name": "New Person",
        "email": "new@example.org",
        "place": "partnership",
        "role": "auditor",
        "invite": "on",
    }
    return known | changes


def test_person_is_added_with_a_role_and_invited(world, visit, sent):
    visit("people/add/", values=new_person(world))
    held = Membership.objects.get(person__email="new@example.org")
    assert (held.role, held.partnership, held.person.name) == ("auditor", world.partnership, "New Person")
    assert [message["kind"] for message in sent] == ["invitation"]


def test_person_is_added_without_an_invitation(world, visit, sent):
    values = new_person(world)
    del values["invite"]
    visit("people/add/", values=values)
    assert sent == []


def test_namesake_must_be_confirmed(world, visit):
    values = new_person(world, name="Quality Chair", email="q2@example.org")
    assert (
        errors(visit("people/add/", values=values))[0] == "There is already a Quality Chair here, with another address."
    )
    assert visit("people/add/", values=values | {"sure": "on"}).status_code == 302


def test_strange_domain_must_be_confirmed(world, visit):
    values = new_person(world, email="new@examlpe.org")
    assert errors(visit("people/add/", values=values))[0] == "Nobody else here has an address at examlpe.org."
    assert not User.objects.filter(email="new@examlpe.org").exists()


def test_address_known_elsewhere_is_answered_like_an_unknown_one(world, visit):
    User.objects.filter(pk=world.outsider.pk).update(email="known@example.org")
    known = visit("people/add/", values=new_person(world, email="known@example.org"), follow=True).content.decode()
    assert "was added and invited" in known


# --- appointments -----------------------------------------------------------------------------------------------------


def test_appointing_finds_people_with_role_and_place(world, visit):
    post = make.a_post(world.partnership, body=world.quality)
    html = visit(f"posts/{post.ref}/appoint/?q=board").content.decode()
    assert "Board Member" in html
    assert "Police Lead" not in html
    assert "board.member@example.org" in html


def test_appointing_through_the_page(world, visit):
    post = make.a_post(world.partnership, body=world.quality)
    visit(f"posts/{post.ref}/appoint/", values={"person": world.board_member.ref, **day("starts_on", date(2021, 4, 1))})
    held = Appointment.objects.get(post=post)
    assert (held.person, held.starts_on, held.deputy) == (world.board_member, date(2021, 4, 1), False)


def test_appointing_offers_not_oneself(world, visit):
    post = make.a_post(world.partnership, body=world.quality)
    assert world.manager.ref not in visit(f"posts/{post.ref}/appoint/").content.decode().partition("<main")[2]


def test_appointment_is_ended_through_the_page(world, visit):
    held = make.an_appointment(make.a_post(world.partnership, body=world.quality), world.board_member)
    visit(f"appointments/{held.ref}/end/", values=day("ends_on", date(2021, 6, 30)))
    held.refresh_from_db()
    assert held.ends_on == date(2021, 6, 30)
