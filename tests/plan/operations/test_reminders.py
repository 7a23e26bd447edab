from datetime import date

from goldenthread.history.queries import history_of
from goldenthread.notifications.models import Mail
from goldenthread.plan.operations.reminders import remind_owners
from tests import factories as make


def test_reminder_goes_to_whoever_answers_for_the_owner_and_says_no_content(world):
    assert remind_owners(world.action, by=world.manager) == 1
    mail = Mail.objects.get()
    assert (mail.person, mail.about) == (world.quality_chair, world.action.get_absolute_url())
    assert "neglect" not in mail.subject + mail.text


def test_reminding_twice_on_a_day_writes_once(world):
    told = [remind_owners(world.action, by=world.manager) for _ in range(2)]
    assert (told, Mail.objects.count(), len(history_of(world.action))) == ([1, 0], 1, 1)


def test_action_without_an_owner_reminds_nobody(world):
    action = make.an_action(world.priority, "Nobody's", due_on=date(2021, 12, 31))
    assert remind_owners(action, by=world.manager) == 0
