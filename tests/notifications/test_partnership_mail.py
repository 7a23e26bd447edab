"""Every mail of a partnership before it goes: moved, reworded, cancelled by whoever chases returns."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations import plan_joined_mails, send_waiting_mail
from goldenthread.partnerships.operations import invite
from goldenthread.partnerships.roles import Role
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make

OURS = "/p/marlshire/mail/"


@pytest.fixture
def later(plan):
    return plan(not_before=clock.now() + timedelta(days=2))


@pytest.fixture
def digest(world):
    """Of the chair of the Quality Sub-Group, whose action is overdue."""
    today = clock.today()
    plan_joined_mails(today - timedelta(days=today.weekday() - 7))
    return Mail.objects.get(kind="digest")


def page(client, address):
    return client.get(address).content.decode()


def post(client, mail, what, **values):
    return client.post(f"{OURS}{mail.ref}/{what}/", values)


def day_of(on: date, hour: int) -> dict[str, str]:
    return {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year), "hour": str(hour)}


# --- seen -------------------------------------------------------------------------------------------------------------


def test_digest_stands_among_the_planned_mails_and_shows_what_it_would_list(world, signed_in, digest):
    client = signed_in(world.manager)
    assert "What waits for you this week" in page(client, f"{OURS}?state=planned&kind=digest&q=quality+chair")
    shown = page(client, f"{OURS}{digest.ref}/")
    assert "Action 1.1 was due by 31 October 2021" in shown
    assert "The list is made when it goes" in shown


def test_list_is_narrowed_by_state_kind_and_name(world, signed_in, later):
    client = signed_in(world.manager)
    found = [later.subject in page(client, f"{OURS}{query}") for query in ("", "?q=Quality", "?q=due+on+Friday")]
    missed = [later.subject in page(client, f"{OURS}{query}") for query in ("?state=sent", "?kind=digest", "?q=Nobody")]
    assert (found, missed) == ([True] * 3, [False] * 3)


def test_what_joins_several_partnerships_is_seen_by_each_and_changed_by_none(world, signed_in, plan):
    mail = plan(kind="digest", partnership=None, not_before=clock.now() + timedelta(days=2))
    for place in (world.partnership, world.elsewhere):
        mail.places.add(place)
    third = make.a_member(Role.MANAGER, make.a_partnership("oakshire"))
    assert signed_in(world.outsider).get(f"/p/elmshire/mail/{mail.ref}/").status_code == 200
    assert signed_in(third).get(f"/p/oakshire/mail/{mail.ref}/").status_code == 404
    client = signed_in(world.manager)
    assert "It joins what waits in several partnerships" in page(client, f"{OURS}{mail.ref}/")
    answers = [client.get(f"{OURS}{mail.ref}/{what}/").status_code for what in ("move", "words")]
    assert [*answers, post(client, mail, "cancel").status_code] == [403, 403, 403]


def test_reader_sees_no_line_of_a_digest_that_is_closed_to_them(world, signed_in, digest):
    """The digest tells its recipient of another partnership's action; the manager here may not open that."""
    elsewhere = make.an_action(make.a_priority(make.a_plan(world.elsewhere)), due_on=date(2021, 10, 31))
    make.a_member(Role.BODY_CHAIR, body=make.a_body(world.elsewhere, "Theirs"), person=world.quality_chair)
    elsewhere.owners.create(body=world.elsewhere.bodies.get(name="Theirs"), valid_from=make.LONG_AGO)
    shown = page(signed_in(world.manager), f"{OURS}{digest.ref}/")
    assert ("MSCP: Action 1.1" in shown, "ESCP" in shown) == (True, False)


def test_list_and_mail_cost_no_more_for_three_than_for_one(world, signed_in, digest, plan):
    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    client = signed_in(world.manager)
    client.get(OURS)
    before = [cost(OURS), cost(f"{OURS}{digest.ref}/")]
    for key in "123":
        plan(key=key)
        make.an_action(world.priority, owner=world.quality, due_on=date(2021, 10, 31))
    assert [cost(OURS), cost(f"{OURS}{digest.ref}/")] == before
    assert max(before) <= 20


# --- moved ------------------------------------------------------------------------------------------------------------


def test_mail_is_moved_and_the_history_says_from_when_to_when(world, signed_in, later):
    to = clock.today() + timedelta(days=9)
    answer = post(signed_in(world.manager), later, "move", **day_of(to, 14))
    later.refresh_from_db()
    assert (answer.url, later.not_before.astimezone().hour >= 0) == (f"{OURS}{later.ref}/", True)
    entry = Entry.objects.get()
    assert (entry.sentence, entry.new["goes at"]) == ("moved a mail to another time", f"{to:%-d %B %Y} at 2:00pm")


def test_moved_mail_goes_at_its_new_time(world, signed_in, later):
    client = signed_in(world.manager)
    post(client, later, "move", **day_of(clock.today() + timedelta(days=1), 6))
    later.refresh_from_db()
    assert later.not_before < clock.now() + timedelta(days=2)


def test_mail_is_not_moved_into_the_past(world, signed_in, later):
    answer = post(signed_in(world.manager), later, "move", **day_of(clock.today() - timedelta(days=1), 9))
    assert (answer.status_code, "Choose a time that is still to come." in answer.content.decode()) == (422, True)


def test_digest_that_was_moved_is_not_planned_a_second_time(world, signed_in, digest):
    before = digest.not_before.date()
    post(signed_in(world.manager), digest, "move", **day_of(before + timedelta(days=1), 9))
    plan_joined_mails(before)
    assert Mail.objects.filter(kind="digest", person=world.quality_chair).count() == 1


def test_morning_note_that_goes_a_day_later_still_tells_of_its_morning(world, signed_in, time_machine):
    """Because the server was down, or somebody moved it: no other note tells of it."""
    time_machine.move_to("2021-12-07T08:00:00Z", tick=False)
    supersede(current(world.action), due_on=date(2021, 12, 7))
    plan_joined_mails()
    note = Mail.objects.get(kind="morning", person=world.quality_chair, key__endswith="2021-12-07")
    Mail.objects.exclude(pk=note.pk).delete()
    post(signed_in(world.manager), note, "move", **day_of(date(2021, 12, 8), 9))
    assert "was due by 7 December 2021" in page(signed_in(world.manager), f"{OURS}{note.ref}/")
    time_machine.move_to("2021-12-08T10:00:00Z", tick=False)
    assert send_waiting_mail() == 1
    note.refresh_from_db()
    assert "was due by 7 December 2021" in note.listed


# --- reworded ---------------------------------------------------------------------------------------------------------


def test_words_are_changed_and_go_out_changed(world, signed_in, plan):
    mail = plan()
    words = {"subject": "Please, by Friday", "text": "Hello,\n\nplease look at action 1.1."}
    answer = post(signed_in(world.manager), mail, "words", **words)
    send_waiting_mail()
    assert (answer.status_code, mailbox.outbox[0].subject) == (302, "Please, by Friday")
    assert mailbox.outbox[0].body.startswith("Hello,\n\nplease look at action 1.1.\n\nOpen it here:")
    entry = Entry.objects.get()
    assert (entry.sentence, entry.old["subject"]) == ("changed the words of a mail", "Your return is due on Friday")


@pytest.mark.parametrize("words", ["NHS number 943 476 5919", "Ask about Tyrone Blackwood, please."])
def test_words_that_may_identify_a_child_are_refused(world, signed_in, later, words):
    answer = post(signed_in(world.manager), later, "words", subject="About", text=words)
    assert (answer.status_code, "a mail names no child" in answer.content.decode()) == (422, True)


def test_names_of_those_who_work_here_and_how_to_reach_them_may_stand_in_a_mail(world, signed_in, later):
    make.a_member(Role.OFFICER, world.partnership, name="Hannah Whitfield")
    words = "Ring Hannah Whitfield on 0121 496 0123, please."
    assert post(signed_in(world.manager), later, "words", subject="About", text=words).status_code == 302


def test_words_of_an_invitation_keep_the_place_of_its_link(world, signed_in):
    guest = make.a_member(Role.OFFICER, world.partnership, name="New Officer")
    invite(guest, world.partnership, by=world.manager)
    mail = Mail.objects.get()
    answer = post(signed_in(world.manager), mail, "words", subject="Come in", text="Hello, do come in.")
    assert (answer.status_code, "Leave “[the link stands here in the mail]” in" in answer.content.decode()) == (
        422,
        True,
    )


# --- cancelled, decided on, too late ----------------------------------------------------------------------------------


def test_cancelled_mail_says_who_cancelled_it(world, signed_in, later):
    client = signed_in(world.manager)
    post(client, later, "cancel")
    assert "Business Manager cancelled it." in page(client, f"{OURS}{later.ref}/")


@pytest.mark.parametrize(
    ("button", "state"), [("send-again", MailState.PLANNED), ("leave-unsent", MailState.CANCELLED)]
)
def test_manager_decides_on_a_doubtful_mail(world, signed_in, later, button, state):
    Mail.objects.update(state=MailState.DOUBTFUL, not_before=clock.now() + timedelta(days=1))
    client = signed_in(world.manager)
    shown = page(client, OURS)
    assert "1 mail</a> may not have arrived" in shown
    answer = post(client, later, button)
    later.refresh_from_db()
    assert (answer.url, later.state) == (OURS, state)


@pytest.mark.parametrize("what", ["move", "words", "cancel"])
def test_mail_that_went_cannot_be_changed_any_more(world, signed_in, plan, what):
    mail = plan()
    send_waiting_mail()
    values = {
        "move": day_of(clock.today() + timedelta(days=3), 9),
        "words": {"subject": "a", "text": "b"},
        "cancel": {},
    }
    answer = post(signed_in(world.manager), mail, what, **values[what])
    mail.refresh_from_db()
    assert (answer.status_code in {409, 422}, mail.state) == (True, MailState.SENT)
    assert "the mail is now sent" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("chair", 403), ("police_lead", 403), ("quality_chair", 403), ("outsider", 404)]
)
def test_nobody_else_opens_or_changes_a_mail(world, signed_in, later, who, status):
    client = signed_in(getattr(world, who))
    answers = [client.get(f"{OURS}{later.ref}/{what}").status_code for what in ("", "move/", "words/")]
    acts = [post(client, later, what).status_code for what in ("cancel", "send-again", "leave-unsent")]
    assert [*answers, *acts] == [status] * 6
    later.refresh_from_db()
    assert later.state == MailState.PLANNED
