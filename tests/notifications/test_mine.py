"""My mails: what was sent to me, what I chose, and my calendar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from goldenthread.accounts.operations import suspend_person
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.notifications.models import Day, Feed, Mail, MailChoice, MailState
from goldenthread.notifications.operations import make_feed, send_waiting_mail
from goldenthread.plan.models import MilestoneVersion
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make

MINE, CHOICES, CALENDAR = "/my-mail/", "/my-mail/choices/", "/my-mail/calendar/"


def page(client, address):
    return client.get(address).content.decode()


# --- what was sent ----------------------------------------------------------------------------------------------------


def test_everybody_sees_what_was_sent_to_them_and_to_nobody_else(world, signed_in, plan):
    mail = plan(subject="For the chair")
    send_waiting_mail()
    assert "For the chair" in page(signed_in(world.quality_chair), MINE)
    other = signed_in(world.manager)
    assert ("For the chair" in page(other, MINE), other.get(f"{MINE}{mail.ref}/").status_code) == (False, 404)


def test_mail_can_be_read_again_as_it_was_sent(world, signed_in, plan):
    mail = plan()
    send_waiting_mail()
    Mail.objects.update(listed="Overdue:\n- MSCP: Action 1.1 was due\n  http://127.0.0.1:8000/p/marlshire/actions/x/")
    shown = page(signed_in(world.quality_chair), f"{MINE}{mail.ref}/")
    assert '<li><a href="http://127.0.0.1:8000/p/marlshire/actions/x/">MSCP: Action 1.1 was due</a></li>' in shown


@pytest.mark.parametrize("state", [MailState.PLANNED, MailState.CANCELLED])
def test_what_was_not_sent_is_not_shown(world, signed_in, plan, state):
    """It may name what is closed to them by now."""
    mail = plan(subject="A closed matter")
    Mail.objects.update(state=state)
    client = signed_in(world.quality_chair)
    assert ("A closed matter" in page(client, MINE), client.get(f"{MINE}{mail.ref}/").status_code) == (False, 404)


def test_my_mails_cost_the_same_for_one_and_for_three(world, signed_in, plan):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(MINE)
        return len(asked)

    client = signed_in(world.quality_chair)
    plan(key="1")
    Mail.objects.update(state=MailState.SENT, sent_at=clock.now())
    client.get(MINE)
    one = cost()
    for key in "23":
        plan(key=key)
    Mail.objects.update(state=MailState.SENT, sent_at=clock.now())
    assert (cost(), one <= 12) == (one, True)


# --- what I choose ----------------------------------------------------------------------------------------------------


def test_day_of_the_digest_is_chosen_and_stands_in_the_history(world, signed_in):
    answer = signed_in(world.manager).post(CHOICES, {"digest_day": "4", "morning": "on"})
    choice = MailChoice.objects.get(person=world.manager)
    assert (answer.url, choice.digest_day, choice.morning) == (MINE, Day.THURSDAY, True)
    entry = Entry.objects.get(sentence="chose which mails to get")
    assert (entry.old, entry.new) == ({"digest day": "Monday"}, {"digest day": "Thursday"})


def test_whoever_answers_for_something_overdue_cannot_switch_the_digest_off_and_reads_why(world, signed_in):
    answer = signed_in(world.quality_chair).post(CHOICES, {"digest_day": "0"})
    assert (answer.status_code, MailChoice.objects.count()) == (422, 0)
    assert (
        "Something that you answer for is overdue, so the digest cannot be switched off now." in answer.content.decode()
    )


def test_whoever_answers_for_nothing_overdue_can_switch_it_off(world, signed_in):
    supersede(current(world.action), delivery="delivered", actual_on=date(2021, 9, 1))
    signed_in(world.quality_chair).post(CHOICES, {"digest_day": "0"})
    choice = MailChoice.objects.get()
    assert (choice.digest_day, choice.morning) == (Day.NEVER, False)


def test_digest_that_waits_for_the_old_day_does_not_go(world, signed_in, plan):
    mail = plan(kind="digest")
    signed_in(world.quality_chair).post(CHOICES, {"digest_day": "4", "morning": "on"})
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == (MailState.CANCELLED, "The recipient chose another day.")


def test_page_says_which_mails_always_come_and_why(world, signed_in):
    shown = page(signed_in(world.practitioner), CHOICES)
    assert ("Invitation" in shown, "Somebody of the partnership asks you in person." in shown) == (True, True)
    assert "Weekly digest" not in shown


# --- my calendar ------------------------------------------------------------------------------------------------------


def fetched(token):
    """As a calendar program asks: without signing in."""
    return Client().get(f"/calendar/{token}.ics")


def events(token):
    return Calendar.from_ical(fetched(token).content).walk("VEVENT")


def test_address_is_made_and_shown_once(world, signed_in):
    client = signed_in(world.quality_chair)
    shown = client.post(CALENDAR).content.decode()
    token = shown.partition("/calendar/")[2].partition(".ics")[0]
    assert (fetched(token).status_code, token in page(client, CALENDAR)) == (200, False)
    assert Feed.objects.filter(token_hash__contains=token).count() == 0


def test_calendar_has_the_deadlines_that_the_person_answers_for_and_no_words(world):
    step = MilestoneVersion.objects.create(
        action=world.action, words="Draft the neglect strategy", due_on=date(2021, 9, 30), valid_from=make.LONG_AGO
    )
    make.an_action(world.priority, owner=world.police, due_on=date(2021, 12, 1))
    token = make_feed(world.quality_chair, by=world.quality_chair)
    told = [(event["uid"], event["summary"], event.decoded("dtstart")) for event in events(token)]
    assert told == [
        (f"{world.action.ref}@127.0.0.1", "MSCP: Action 1.1 is due", date(2021, 10, 31)),
        (f"{step.ref}@127.0.0.1", "MSCP: A milestone of Action 1.1 is due", date(2021, 9, 30)),
    ]
    assert b"eglect" not in fetched(token).content


def test_moved_deadline_keeps_its_name_and_counts_on(world):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    [before] = events(token)
    supersede(current(world.action), due_on=date(2021, 11, 30))
    [after] = events(token)
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)
    assert after.decoded("dtstart") == date(2021, 11, 30)


def test_what_is_done_or_closed_leaves_the_calendar(world):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    supersede(current(world.action), delivery="delivered", actual_on=date(2021, 9, 1))
    assert events(token) == []
    make.an_action(world.priority, owner=world.quality, due_on=date(2021, 12, 1))
    assert len(events(token)) == 1
    world.quality_chair.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert events(token) == []


def test_new_address_ends_the_old_one(world, signed_in):
    old = make_feed(world.quality_chair, by=world.quality_chair)
    new = make_feed(world.quality_chair, by=world.quality_chair)
    assert (fetched(old).status_code, fetched(new).status_code) == (404, 200)
    sentences = list(Entry.objects.order_by("number").values_list("sentence", flat=True))
    assert sentences == ["made an address for their calendar", "renewed the address of their calendar"]


def test_withdrawn_address_is_not_found(world, signed_in):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    signed_in(world.quality_chair).post(f"{CALENDAR}withdraw/")
    assert (fetched(token).status_code, Feed.objects.count()) == (404, 0)


def test_calendar_ends_with_the_account(world):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    suspend_person(world.quality_chair, by=world.manager)
    assert fetched(token).status_code == 404


def test_calendar_is_found_by_no_search_engine_and_kept_by_nobody_else(world):
    answer = fetched(make_feed(world.quality_chair, by=world.quality_chair))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "private, max-age=300")
    assert answer.cookies == {}


def test_page_shows_when_the_calendar_was_last_fetched(world, signed_in):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    client = signed_in(world.quality_chair)
    assert "Not yet" in page(client, CALENDAR)
    fetched(token)
    assert "Not yet" not in page(client, CALENDAR)


def test_calendar_that_asks_too_often_is_told_so(world):
    token = make_feed(world.quality_chair, by=world.quality_chair)
    assert [fetched(token).status_code for _ in range(31)][-2:] == [200, 429]


def test_calendar_costs_the_same_for_one_deadline_and_for_three(world):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            fetched(token)
        return len(asked)

    token = make_feed(world.quality_chair, by=world.quality_chair)
    fetched(token)
    one = cost()
    for _ in range(2):
        make.an_action(world.priority, owner=world.quality, due_on=date(2021, 12, 1))
    assert cost() == one


def test_words_of_people_cannot_add_lines_to_the_calendar(world):
    world.partnership.short_name = "M\r\nATTACH:http://x"
    world.partnership.save()
    content = fetched(make_feed(world.quality_chair, by=world.quality_chair)).content
    assert [line for line in content.split(b"\n") if line.startswith(b"ATTACH")] == []
