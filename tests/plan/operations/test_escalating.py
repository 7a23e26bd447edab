"""Overdue without a word: one step up, once."""

from datetime import date

import pytest

from goldenthread.history.models import Entry
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations import plan_joined_mails
from goldenthread.notifications.topics import Rhythm, listing
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import ActionVersion, Escalation
from goldenthread.plan.operations.escalating import escalate_overdue
from tests import factories as make

NIGHT = date(2021, 11, 20)


@pytest.fixture(autouse=True)
def november(october):
    """The action of the cast was due by 31 October; it is the 20th of November."""
    october.move_to("2021-11-20T02:00:00+00:00")


@pytest.fixture
def board_chair(world):
    return make.a_member(Role.BODY_CHAIR, body=world.board, name="Board Chair")


def told() -> list[str]:
    return [row.person.name for row in Escalation.objects.order_by("pk")]


def test_the_chair_of_the_body_above_is_told_once(world, board_chair):
    assert (escalate_overdue(NIGHT), escalate_overdue(NIGHT), escalate_overdue(date(2021, 11, 21))) == (1, 0, 0)
    row, entry = Escalation.objects.get(), Entry.objects.get()
    assert (row.person, row.action, row.told_on) == (board_chair, world.action, NIGHT)
    assert (entry.actor, entry.sentence) == (
        "The nightly run", "told Board Chair, one step up, that it is overdue without a word",
    )  # fmt: skip


def test_several_actions_are_one_mail_that_says_nothing_of_what_they_are(world, board_chair):
    facts = {"owner": world.quality, "due_on": date(2021, 11, 1)}
    second = make.an_action(world.priority, "Neglect training", **facts)
    assert escalate_overdue(NIGHT) == 2
    plan_joined_mails(NIGHT)
    mails = Mail.objects.filter(person=board_chair, kind=Rhythm.MORNING, not_before__date=NIGHT)
    text = listing(Rhythm.MORNING, NIGHT, board_chair)
    assert (mails.count(), text.count("nothing was heard since")) == (1, 2)
    assert (world.action.get_absolute_url() in text, second.get_absolute_url() in text) == (True, True)
    assert "neglect" not in text.lower()


def test_it_stands_in_each_digest_until_something_is_heard(world, board_chair):
    escalate_overdue(NIGHT)
    assert "nothing was heard since" in listing(Rhythm.DIGEST, date(2021, 11, 29), board_chair)
    assert listing(Rhythm.MORNING, date(2021, 11, 29), board_chair) is None
    ActionVersion.objects.filter(action=world.action).update(answered_on=date(2021, 11, 30))
    assert listing(Rhythm.DIGEST, date(2021, 12, 6), board_chair) is None


def test_the_post_that_is_named_above_comes_before_the_body(world, board_chair):
    above = make.a_post(world.partnership, "Chief Officer", body=world.board)
    post = make.a_post(world.partnership, body=world.quality, escalates_to=above)
    make.an_appointment(above, make.a_person("Chief Officer"))
    escalate_overdue(NIGHT)
    assert (post.escalates_to, told()) == (above, ["Chief Officer"])


def test_without_anybody_above_it_is_the_business_manager(world):
    escalate_overdue(NIGHT)
    assert told() == ["Business Manager"]


def test_an_organisation_has_the_business_manager_above_it(world):
    world.action.delete()
    make.an_action(world.priority, owner=world.police, due_on=date(2021, 10, 31))
    escalate_overdue(NIGHT)
    assert told() == ["Business Manager"]


@pytest.mark.parametrize(
    "values",
    [
        {"due_on": date(2021, 11, 7)},
        {"due_on": date(2021, 9, 1)},
        {"answered_on": date(2021, 11, 5)},
        {"delivery": "delivered", "actual_on": date(2021, 11, 1)},
        {"removed": True},
    ],
    ids=["for less than two weeks", "for very long", "answered since", "delivered", "out of the plan"],
)
def test_nobody_is_told_of_what_is(world, values):
    ActionVersion.objects.filter(action=world.action).update(**values)
    assert (escalate_overdue(NIGHT), told()) == (0, [])


def test_a_return_that_was_handed_in_since_is_a_word(world, october):
    make.a_return(
        world.action, make.a_period(world.partnership), world.quality_chair, state="submitted",
        submitted_by=world.quality_chair, submitted_at="2021-11-05T09:00:00Z",
    )  # fmt: skip
    assert escalate_overdue(NIGHT) == 0


def test_another_date_is_another_step_up(world):
    escalate_overdue(NIGHT)
    ActionVersion.objects.filter(action=world.action).update(due_on=date(2021, 11, 30))
    assert escalate_overdue(date(2021, 12, 20)) == 1


def test_it_is_sent_only_to_whoever_may_open_the_action(world):
    escalate_overdue(NIGHT)
    Escalation.objects.update(person=world.outsider)
    assert listing(Rhythm.MORNING, NIGHT, world.outsider) is None
