"""The outbox: planned once, claimed before it is sent, doubtful when nobody knows."""

from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail as mailbox
from django.core.exceptions import ValidationError
from django.core.management import call_command

from goldenthread.accounts.operations import suspend_person
from goldenthread.core import clock
from goldenthread.history.models import Entry
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations import (
    cancel_mail,
    leave_unsent,
    mark_doubtful,
    send_again,
    send_waiting_mail,
)
from goldenthread.notifications.operations.sending import _finish
from goldenthread.partnerships.models import Membership
from goldenthread.partnerships.operations import invite, revoke_invitation
from goldenthread.partnerships.roles import Role
from tests import factories as make


def state_of(mail):
    mail.refresh_from_db()
    return (mail.state, mail.problem)


def claim(mail, ago):
    """What a worker that was killed while sending leaves behind."""
    Mail.objects.filter(pk=mail.pk).update(state=MailState.CLAIMED, claimed_at=clock.now() - ago)
    mail.refresh_from_db()


# --- planning ---------------------------------------------------------------------------------------------------------


def test_mail_with_the_same_key_is_planned_once(plan):
    first, second = plan(key="reminder 1"), plan(key="reminder 1", subject="Again")
    assert (first.pk, second.subject) == (second.pk, "Your return is due on Friday")


def test_planned_mail_goes_out_when_the_transaction_ends(plan, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        plan()
        assert mailbox.outbox == []
    assert [message.to for message in mailbox.outbox] == [["quality.chair@example.org"]]


def test_mail_for_later_waits(plan):
    later = plan(not_before=clock.now() + timedelta(hours=2))
    assert (send_waiting_mail(), state_of(later)[0]) == (0, MailState.PLANNED)
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        assert send_waiting_mail() == 1


def test_mail_of_an_unknown_kind_is_refused_where_it_is_planned(plan):
    with pytest.raises(LookupError, match="No app has registered"):
        plan(kind="mystery")


def test_subject_is_one_line(plan):
    assert plan(subject="Your return\r\nBcc: somebody@example.org").subject == "Your return Bcc: somebody@example.org"


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_mail_is_from_the_partnership_and_says_why(plan):
    plan()
    send_waiting_mail()
    [message] = mailbox.outbox
    assert message.from_email == "Marlshire Safeguarding Children Partnership <no-reply@goldenthread.example>"
    assert message.body == (
        "Hello Quality Chair,\n\nthe return for action 1.1 is due on Friday.\n\n"
        "Open it here:\nhttp://127.0.0.1:8000/p/marlshire/returns/\n\n--\n"
        "Marlshire Safeguarding Children Partnership\n"
        "You get this because you answer for it. Nobody reads answers to this address.\n"
        "Choose which mails you get: http://127.0.0.1:8000/my-mail/choices/\n"
    )


def test_mail_has_the_same_words_in_html(plan):
    plan(text="Hello,\n\nabout <action> 1.1")
    send_waiting_mail()
    html = mailbox.outbox[0].alternatives[0].content
    assert "<p>about &lt;action&gt; 1.1</p>" in html
    assert '<a href="http://127.0.0.1:8000/p/marlshire/returns/">' in html


def test_mail_keeps_its_message_id_when_it_is_sent_again(plan, world):
    mail = plan()
    claim(mail, timedelta(minutes=6))
    mark_doubtful()
    send_again(mail, by=world.manager)
    send_waiting_mail()
    sent = message_from_bytes(mailbox.outbox[0].message().as_bytes())
    assert (sent["Message-ID"], sent["Auto-Submitted"]) == (mail.message_id, "auto-generated")


def test_without_a_mail_server_mails_are_written_to_the_folder(plan, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    plan()
    call_command("send_mail_waiting", verbosity=0)
    [file] = tmp_path.iterdir()
    assert "Subject: Your return is due on Friday" in file.read_text()


# --- claimed before it is sent ----------------------------------------------------------------------------------------


def test_mail_is_sent_once(plan):
    mail = plan()
    assert (send_waiting_mail(), send_waiting_mail(), len(mailbox.outbox)) == (1, 0, 1)
    assert (state_of(mail), mail.tries) == ((MailState.SENT, ""), 1)


def test_mail_that_somebody_else_is_sending_is_left_alone(plan):
    mail = plan()
    claim(mail, timedelta(minutes=4))
    assert (send_waiting_mail(), state_of(mail)[0]) == (0, MailState.CLAIMED)


def test_mail_that_nobody_finished_is_doubtful_after_five_minutes_and_not_sent(plan):
    mail = plan()
    claim(mail, timedelta(minutes=5, seconds=1))
    assert (send_waiting_mail(), mailbox.outbox) == (0, [])
    assert state_of(mail) == (MailState.DOUBTFUL, "Whoever was sending it stopped half-way.")


@pytest.mark.parametrize(
    ("server", "state", "problem"),
    [
        ("Busy", MailState.PLANNED, "The mail server answered 451."),
        ("Refusing", MailState.FAILED, "The mail server answered 550."),
        ("HangingUp", MailState.DOUBTFUL, "Whoever was sending it stopped half-way."),
        ("Unreachable", MailState.PLANNED, "The mail server could not be reached."),
    ],
)
def test_what_the_mail_server_does_decides_what_becomes_of_a_mail(plan, settings, server, state, problem):
    settings.EMAIL_BACKEND = f"tests.notifications.servers.{server}"
    mail = plan()
    send_waiting_mail()
    assert state_of(mail) == (state, problem)


def test_mail_put_off_is_tried_again_every_ten_minutes_for_a_day(plan, settings):
    settings.EMAIL_BACKEND = "tests.notifications.servers.Busy"
    mail, began = plan(), clock.now()
    for tries in range(1, 145):
        with time_machine.travel(began + timedelta(minutes=10 * tries), tick=False):
            send_waiting_mail(), send_waiting_mail()
    assert (state_of(mail), mail.tries) == ((MailState.FAILED, "The mail server answered 451."), 144)


def test_one_bad_mail_does_not_hold_up_the_others(plan, settings):
    first, second = plan(key="1"), plan(key="2")
    Mail.objects.filter(pk=first.pk).update(kind="gone since")
    assert (send_waiting_mail(), state_of(first)[0], state_of(second)[0]) == (1, MailState.DOUBTFUL, MailState.SENT)


# --- whether it may still be sent -------------------------------------------------------------------------------------


def test_suspended_person_is_sent_nothing(plan, world):
    mail = plan()
    suspend_person(world.quality_chair, by=world.manager)
    assert (send_waiting_mail(), mailbox.outbox) == (0, [])
    assert state_of(mail) == (MailState.CANCELLED, "The recipient is suspended.")


def test_person_who_may_no_longer_open_it_is_sent_nothing(plan, world):
    mail = plan()
    Membership.objects.filter(person=world.quality_chair).update(ends_on=clock.today() - timedelta(days=1))
    assert (send_waiting_mail(), mailbox.outbox) == (0, [])
    assert state_of(mail) == (MailState.CANCELLED, "The recipient may no longer open what it is about.")


def test_invitation_goes_out_with_its_link_which_is_not_kept(world):
    guest = make.a_member(Role.OFFICER, world.partnership, name="New Officer")
    _, token = invite(guest, world.partnership, by=world.manager)
    send_waiting_mail()
    assert (token in mailbox.outbox[0].body, token in Mail.objects.get().text) == (True, False)


def test_invitation_that_was_taken_back_is_not_sent(world):
    guest = make.a_member(Role.OFFICER, world.partnership, name="New Officer")
    invitation, _ = invite(guest, world.partnership, by=world.manager)
    revoke_invitation(invitation, by=world.manager)
    assert (send_waiting_mail(), mailbox.outbox) == (0, [])


# --- deciding ---------------------------------------------------------------------------------------------------------


def test_doubtful_mail_is_sent_again_when_somebody_says_so(plan, world):
    mail = plan()
    claim(mail, timedelta(hours=1))
    mark_doubtful()
    send_again(mail, by=world.manager)
    assert (send_waiting_mail(), state_of(mail)[0]) == (1, MailState.SENT)
    assert Entry.objects.get().sentence == "had a mail sent again"


def test_doubtful_mail_is_left_when_somebody_says_so(plan, world):
    mail = plan()
    claim(mail, timedelta(hours=1))
    mark_doubtful()
    leave_unsent(mail, by=world.manager)
    assert (send_waiting_mail(), state_of(mail)[0]) == (0, MailState.CANCELLED)
    assert Entry.objects.get().sentence == "decided not to send a mail again"


def test_cancelled_mail_is_not_sent(plan, world):
    mail = plan()
    cancel_mail(mail, by=world.manager)
    assert (send_waiting_mail(), mailbox.outbox, Entry.objects.get().chain) == (0, [], "marlshire")


def test_sent_mail_cannot_be_cancelled_or_sent_again(plan, world):
    mail = plan()
    send_waiting_mail()
    for decide in (cancel_mail, send_again, leave_unsent):
        with pytest.raises(ValidationError, match="the mail is now sent"):
            decide(mail, by=world.manager)


def test_worker_that_wakes_up_late_does_not_undo_a_decision(plan, world):
    """It was thought dead, somebody decided "do not", and then it goes on: the decision stands."""
    mail = plan()
    claim(mail, timedelta(hours=1))
    mark_doubtful()
    leave_unsent(mail, by=world.manager)
    assert (_finish(mail, MailState.SENT, sent_at=clock.now()), state_of(mail)[0]) == (False, MailState.CANCELLED)


# --- forgotten --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "days", "left"),
    [("sent", 366, 0), ("cancelled", 366, 0), ("sent", 364, 1), ("planned", 366, 1), ("doubtful", 366, 1)],
)
def test_settled_mail_is_forgotten_after_a_year(plan, state, days, left):
    then = clock.now() - timedelta(days=days)
    plan()
    Mail.objects.update(state=state, not_before=then, sent_at=then)
    call_command("delete_old_mail", verbosity=0)
    assert Mail.objects.count() == left
