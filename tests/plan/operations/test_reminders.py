from datetime import date

from goldenthread.notifications.models import Mail
from goldenthread.plan.operations.reminders import plan_due_reminders, remind_owners
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make


def test_reminder_goes_to_whoever_answers_for_the_owner_and_says_no_content(world):
    assert remind_owners(world.action, by=world.manager) == 1
    mail = Mail.objects.get()
    assert (mail.person, mail.about) == (world.quality_chair, world.action.get_absolute_url())
    assert "neglect" not in mail.subject + mail.text


def test_reminding_twice_on_a_day_writes_once(world):
    remind_owners(world.action, by=world.manager)
    remind_owners(world.action, by=world.manager)
    assert Mail.objects.count() == 1


def test_nightly_reminders_go_out_a_week_before_and_only_once(world):
    for _ in range(2):
        plan_due_reminders(date(2021, 10, 24))
    assert [mail.subject for mail in Mail.objects.all()] == ["MSCP: Action 1.1 is due in 7 days"]


def test_nightly_reminders_name_what_is_late(world):
    plan_due_reminders(date(2021, 11, 1))
    assert Mail.objects.get().subject == "MSCP: Action 1.1 was due 1 day ago"


def test_delivered_action_reminds_nobody(world):
    supersede(current(world.action), delivery="delivered", actual_on=date(2021, 9, 1))
    assert plan_due_reminders(date(2021, 10, 24)) == 0


def test_action_without_an_owner_reminds_nobody(world):
    action = make.an_action(world.priority, "Nobody's", due_on=date(2021, 12, 31))
    assert remind_owners(action, by=world.manager) == 0
