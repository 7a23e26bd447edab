"""Overdue without a word: one step up, once."""

from datetime import date

import pytest

from goldenthread.history.models import Entry
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.roles import Role
from goldenthread.plan.models import ActionVersion
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
    return [mail.person.name for mail in Mail.objects.order_by("pk")]


def test_the_chair_of_the_body_above_is_told_once(world, board_chair):
    assert (escalate_overdue(NIGHT), escalate_overdue(NIGHT), escalate_overdue(date(2021, 11, 21))) == (1, 0, 0)
    mail, entry = Mail.objects.get(), Entry.objects.get()
    assert (mail.person, mail.kind, mail.about) == (board_chair, "escalation", world.action.get_absolute_url())
    assert (entry.actor, entry.sentence) == (
        "The nightly run", "told Board Chair, one step up, that it is overdue without a word",
    )  # fmt: skip
    assert "neglect" not in (mail.subject + mail.text).lower()


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
    mail = Mail.objects.get()
    may_open = KINDS["escalation"].may_open
    assert may_open(mail) is True
    mail.person = world.outsider
    assert may_open(mail) is False
