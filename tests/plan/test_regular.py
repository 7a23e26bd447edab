"""Being told again and again that the plan, or a list of it, can be taken away as of that day."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError

from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations import send_waiting_mail
from goldenthread.plan.models import RegularExport
from goldenthread.plan.operations.regular import ask_regularly, plan_regular_mails, stop_regularly


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to("2021-11-30T10:00:00Z", tick=False)


def page_of(world):
    return f"/p/{world.partnership.slug}/plans/{world.plan.ref}/export/"


def test_mail_comes_each_time_once_and_leads_to_the_day(world):
    asked = ask_regularly(world.partnership, every="month", filters="rating=off_track", by=world.police_lead)
    assert (asked.next_on, plan_regular_mails()) == (date(2021, 12, 30), 0)
    assert [plan_regular_mails(date(2021, 12, 30)) for _ in range(2)] == [1, 0]
    assert Mail.objects.get().about == f"{page_of(world)}?rating=off_track&as-at=2021-12-30"
    asked.refresh_from_db()
    assert asked.next_on == date(2022, 1, 30)


def test_night_that_was_left_out_is_made_up_for_once(world):
    ask_regularly(world.partnership, every="week", by=world.police_lead)
    assert plan_regular_mails(date(2022, 1, 5)) == 1
    assert RegularExport.objects.get().next_on == date(2022, 1, 11)


def test_what_the_mail_leads_to_is_the_list_as_it_stood(world, signed_in, time_machine):
    ask_regularly(world.partnership, every="week", by=world.police_lead)
    plan_regular_mails(date(2021, 12, 7))
    time_machine.move_to("2021-12-20T10:00:00Z")
    page = signed_in(world.police_lead).get(Mail.objects.get().about).content.decode()
    assert "as it stood on 7 December 2021" in page
    content = signed_in(world.police_lead).post(Mail.objects.get().about, {"choice": "list csv"}).content.decode()
    assert "Publish the neglect strategy" in content


def test_mail_carries_no_file_and_none_goes_to_somebody_who_left_or_stopped(world):
    asked = ask_regularly(world.partnership, every="week", by=world.police_lead)
    kept = ask_regularly(world.partnership, every="week", by=world.board_member)
    plan_regular_mails(date(2021, 12, 7))
    world.police_lead.memberships.update(ends_on=clock.today() - timedelta(days=1))
    Mail.objects.update(not_before=clock.now())
    send_waiting_mail()
    assert [(sent.to, sent.attachments) for sent in outbox.outbox] == [([kept.person.email], [])]
    stop_regularly(asked, by=world.police_lead)
    stop_regularly(kept, by=world.board_member)
    assert plan_regular_mails(date(2022, 1, 31)) == 0


def test_asked_and_stopped_on_the_page_by_oneself_alone(world, signed_in):
    client = signed_in(world.police_lead)
    client.post(f"{page_of(world)}regularly/?rating=off_track&as-at=2021-10-01", {"every": "quarter"})
    asked = RegularExport.objects.get()
    assert (asked.person, asked.filters, asked.every) == (world.police_lead, "rating=off_track", "quarter")
    assert "next on 28 February 2022" in client.get(page_of(world)).content.decode()
    other = signed_in(world.manager)
    assert "next on" not in other.get(page_of(world)).content.decode()
    assert other.post(f"{page_of(world)}regularly/", {"stop": asked.ref}).status_code == 404
    client.post(f"{page_of(world)}regularly/", {"stop": asked.ref})
    assert not RegularExport.objects.exists()
    assert Entry.objects.filter(sentence__contains="file of the plan").count() == 2


def test_same_is_not_asked_twice_and_nothing_odd(world):
    ask_regularly(world.partnership, every="week", by=world.manager)
    for every in ("week", "day"):
        with pytest.raises(ValidationError):
            ask_regularly(world.partnership, every=every, by=world.manager)
