"""Who is meant by a printed name, said once for every action."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.partnerships.models import Body, Organisation, Post
from goldenthread.plan.models import ActionVersion
from goldenthread.plan.operations.naming import Who, say_who, say_who_all
from tests import factories as make
from tests.plan.papers import PLAN, a_draft

NAME = "Learning Sub-Group"


@pytest.fixture
def draft(world):
    """Learning Sub-Group owns two actions; nobody of that name is known."""
    return a_draft(world, PLAN.replace("| Quality Sub-Group |", f"| {NAME} |"))


def leads(plan):
    return [version.lead for version in ActionVersion.objects.filter(plan=plan).order_by("position")[:2]]


def test_body_that_is_known_is_meant_in_every_action(world, draft):
    assert say_who(draft, NAME, Who.parse(f"body:{world.quality.ref}"), by=world.manager) == 2
    assert leads(draft) == [world.quality, world.quality]


def test_printed_name_is_kept_beside_who_is_meant(world, draft):
    say_who(draft, NAME, Who.parse(f"body:{world.quality.ref}"), by=world.manager)
    assert {owner.text for owner in draft.actions.first().owners.all()} == {NAME}


def test_new_body_is_added_under_the_printed_name(world, draft):
    say_who(draft, NAME, Who.parse("new-body:sub_group"), by=world.manager)
    body = Body.objects.get(name=NAME)
    assert (body.partnership, body.kind, leads(draft)) == (world.partnership, "sub_group", [body, body])


def test_new_organisation_is_added_as_a_member(world, draft):
    say_who(draft, NAME, Who.parse("new-organisation:health"), by=world.manager)
    organisation = Organisation.objects.get(name=NAME)
    assert (organisation.partnerships.get().partnership, leads(draft)) == (
        world.partnership,
        [organisation, organisation],
    )


@pytest.mark.parametrize(
    ("answer", "role"), [("new-post:independent_chair", "independent_chair"), ("new-chair:{quality}", "body_chair")]
)
def test_new_post_is_added(world, draft, answer, role):
    say_who(draft, NAME, Who.parse(answer.format(quality=world.quality.ref)), by=world.manager)
    post = Post.objects.get(title=NAME)
    assert (post.role, leads(draft)) == (role, [post, post])


def test_nobody_leaves_the_name_as_printed_only(world, draft):
    say_who(draft, NAME, Who.parse("nobody"), by=world.manager)
    version = ActionVersion.objects.filter(plan=draft).first()
    assert (version.owner_text, version.action.owners.count(), leads(draft)) == (NAME, 0, [None, None])


def test_body_of_another_partnership_cannot_be_meant(world, draft):
    other = make.a_body(world.elsewhere, "Neglect Group")
    with pytest.raises(ValidationError, match="from the list"):
        say_who(draft, NAME, Who.parse(f"body:{other.ref}"), by=world.manager)


@pytest.mark.parametrize("answer", ["", "body:", "new-post:manager_of_all", "new-body:x", "new-chair:x", "person:1"])
def test_answer_that_is_not_in_the_list_is_refused(world, draft, answer):
    with pytest.raises(ValidationError, match="from the list"):
        say_who(draft, NAME, Who.parse(answer), by=world.manager)


def test_answers_of_a_page_are_saved_all_or_none(world):
    plan = a_draft(world, PLAN.replace("| Quality Sub-Group |", "| Practice Panel |"))
    with pytest.raises(ValidationError):
        say_who_all(plan, [(NAME, "new-body:sub_group"), ("Practice Panel", "body:x")], by=world.manager)
    assert not Body.objects.filter(name=NAME).exists()


def test_name_that_is_taken_is_refused_in_words_that_name_it(world, draft):
    make.a_body(world.partnership, NAME)
    with pytest.raises(ValidationError) as refusal:
        say_who_all(draft, [(NAME, "new-body:sub_group")], by=world.manager)
    assert refusal.value.messages == [
        f"“{NAME}”: A body of this name is here already. Choose that one, or another name."
    ]


def test_next_plan_knows_who_was_meant(world, draft):
    say_who(draft, NAME, Who.parse(f"body:{world.quality.ref}"), by=world.manager)
    assert leads(a_draft(world, PLAN.replace("| Quality Sub-Group |", f"| {NAME} |"))) == [world.quality, world.quality]
