"""Who is reminded of an action, and whether they may open it."""

import pytest

from goldenthread.notifications.models import Mail
from goldenthread.partnerships.roles import Role
from goldenthread.plan.queries.owners import may_open_action, owners_without_people, people_reminded
from tests import factories as make


def names(action):
    return sorted(person.name for person in people_reminded(action))


def test_chair_of_the_body_and_leads_of_joint_owners_are_reminded(world):
    world.action.owners.create(role="joint", organisation=world.police, valid_from=make.LONG_AGO)
    assert names(world.action) == ["Police Lead", "Quality Chair"]


def test_partners_and_owners_of_the_past_are_not(world):
    world.action.owners.create(role="partner", organisation=world.police, valid_from=make.LONG_AGO)
    world.action.owners.filter(role="lead").update(valid_to=make.clock.now())
    assert names(world.action) == []


def test_holder_of_a_post_is_reminded(world):
    post = make.a_post(world.partnership, body=world.quality)
    holder = make.an_appointment(post, make.a_person("Post Holder")).person
    action = make.an_action(world.priority, owner=post)
    assert list(people_reminded(action)) == [holder]


def test_person_named_twice_is_reminded_once(world):
    make.a_member(Role.BODY_CHAIR, body=world.board, person=world.quality_chair)
    world.action.owners.create(role="joint", body=world.board, valid_from=make.LONG_AGO)
    assert names(world.action) == ["Quality Chair"]


@pytest.mark.parametrize(("who", "may"), [("quality_chair", True), ("practitioner", False), ("outsider", False)])
def test_mail_goes_only_to_those_who_may_open_its_action(world, who, may):
    mail = Mail(person=getattr(world, who), partnership=world.partnership, about=world.action.get_absolute_url())
    assert may_open_action(mail) is may


def test_owner_for_whom_nobody_answers_is_named_with_the_reason(world, signed_in):
    for owner in (make.a_post(world.partnership, title="Lead for Schools"), world.board):
        values = {"post": owner} if owner != world.board else {"body": owner}
        world.action.owners.create(role="joint", valid_from=make.LONG_AGO, **values)
    said = signed_in(world.manager).get(f"{world.action.get_absolute_url()}remind/").content.decode()
    assert [str(owner.holder) for owner in owners_without_people(world.action)] == [
        "Lead for Schools",
        "Executive Board",
    ]
    assert all(words in said for words in ("Quality Chair (", ": the post is vacant", ": nobody chairs it"))


def test_manager_is_led_on_where_nobody_can_be_reminded(world, signed_in):
    world.action.owners.all().delete()
    said = signed_in(world.manager).get(f"{world.action.get_absolute_url()}remind/").content.decode()
    assert [f"{world.action.get_absolute_url()}{way}/" in said for way in ("vary", "return")] == [True, True]
