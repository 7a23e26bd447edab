"""Who sees which mail, and what of it."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.notifications.models import Mail, MailState
from goldenthread.partnerships.roles import Role
from tests import factories as make

OUTBOX, OURS = "/mail/", "/p/marlshire/mail/"


@pytest.fixture
def operator(db):
    return make.a_member(Role.OPERATOR, name="System Operator")


@pytest.fixture
def at_work(settings, signed_in):
    """A browser of somebody on an installation that is no demonstration, second factor and all."""

    def sign_in(person):
        client = signed_in(person)
        settings.DEMONSTRATION = False
        TOTP.activate(person, "SECRETSECRET")
        return client

    return sign_in


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("who", ["manager", "chair", "police_lead", "practitioner", "outsider"])
def test_only_the_operator_sees_the_outbox(world, signed_in, plan, who):
    mail = plan()
    client = signed_in(getattr(world, who))
    assert [client.get(address).status_code for address in (OUTBOX, f"{OUTBOX}{mail.ref}/")] == [404, 404]
    assert client.post(f"{OUTBOX}{mail.ref}/leave-unsent/").status_code == 404


def test_signed_out_people_are_asked_to_sign_in(client, plan):
    plan()
    assert [client.get(address).status_code for address in (OUTBOX, OURS)] == [302, 302]


def test_operator_sees_no_content_at_work(at_work, operator, plan, world):
    mail = plan()
    client = at_work(operator)
    shown = page(client, OUTBOX)
    assert (f"Reminder {mail.ref}" in shown, world.quality_chair.ref in shown) == (True, True)
    assert [words in shown for words in ("Friday", "Quality Chair", "quality.chair@")] == [False] * 3
    assert client.get(f"{OUTBOX}{mail.ref}/").status_code == 404


def test_operator_reads_mails_on_a_demonstration(signed_in, operator, plan):
    mail = plan(text="Hello <you>,\n\nlook at http://127.0.0.1:8000/help/ first.")
    client = signed_in(operator)
    assert "Your return is due on Friday" in page(client, OUTBOX)
    shown = page(client, f"{OUTBOX}{mail.ref}/")
    assert "Hello &lt;you&gt;," in shown
    assert '<a href="http://127.0.0.1:8000/help/" rel="nofollow">' in shown
    assert '<a href="http://127.0.0.1:8000/p/marlshire/returns/">' in shown


def test_outbox_shows_what_nobody_finished_even_when_no_worker_runs(at_work, operator, plan):
    mail = plan()
    Mail.objects.update(state=MailState.CLAIMED, claimed_at=clock.now() - timedelta(minutes=6))
    shown = page(at_work(operator), OUTBOX)
    assert "Not known whether it was sent" in shown
    assert f"/mail/{mail.ref}/send-again/" in shown


@pytest.mark.parametrize(
    ("button", "state"), [("send-again", MailState.PLANNED), ("leave-unsent", MailState.CANCELLED)]
)
def test_operator_decides_on_a_doubtful_mail(at_work, operator, plan, button, state):
    mail = plan()
    Mail.objects.update(state=MailState.DOUBTFUL)
    answer = at_work(operator).post(f"{OUTBOX}{mail.ref}/{button}/")
    mail.refresh_from_db()
    assert (answer.url, mail.state) == (OUTBOX, state)


def test_decision_that_comes_too_late_is_refused_in_words(at_work, operator, plan):
    mail = plan()
    answer = at_work(operator).post(f"{OUTBOX}{mail.ref}/send-again/")
    assert (answer.status_code, "the mail is now waiting to be sent" in answer.content.decode()) == (409, True)


def test_outbox_is_filtered_by_state_and_paged(at_work, operator, plan):
    for number in range(60):
        plan(key=str(number))
    client = at_work(operator)
    assert (page(client, OUTBOX).count("Reminder "), page(client, f"{OUTBOX}?page=2").count("Reminder ")) == (50, 10)
    assert "There is no such mail." in page(client, f"{OUTBOX}?state=sent")


def test_outbox_costs_the_same_for_one_mail_and_for_many(at_work, operator, plan, django_assert_num_queries):
    plan(key="first")
    client = at_work(operator)
    client.get(OUTBOX)
    with CaptureQueriesContext(connection) as one:
        client.get(OUTBOX)
    for number in range(3):
        plan(key=str(number))
    with django_assert_num_queries(len(one)):
        client.get(OUTBOX)


def test_manager_sees_the_partnerships_mails_with_subject_and_state(world, signed_in, plan):
    plan()
    shown = page(signed_in(world.manager), OURS)
    wanted = ("Your return is due on Friday", "Quality Chair", "Waiting to be sent")
    assert [words in shown for words in wanted] == [True] * 3


def test_manager_does_not_see_mails_of_another_partnership(world, signed_in, plan):
    plan(key="theirs", partnership=world.elsewhere, subject="A subject from Elmshire", person=world.outsider)
    assert "A subject from Elmshire" not in page(signed_in(world.manager), OURS)


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("chair", 403), ("police_lead", 403), ("outsider", 404)])
def test_only_who_chases_returns_sees_the_partnerships_mails(world, signed_in, who, status):
    assert signed_in(getattr(world, who)).get(OURS).status_code == status


def test_manager_cancels_a_mail_that_waits(world, signed_in, plan):
    mail = plan()
    answer = signed_in(world.manager).post(f"{OURS}{mail.ref}/cancel/")
    mail.refresh_from_db()
    assert (answer.url, mail.state) == (OURS, MailState.CANCELLED)


def test_manager_of_another_partnership_cancels_nothing(world, signed_in, plan):
    mail = plan()
    client = signed_in(world.outsider)
    addresses = [f"{OURS}{mail.ref}/cancel/", f"/p/elmshire/mail/{mail.ref}/cancel/"]
    assert [client.post(address).status_code for address in addresses] == [404, 404]
    mail.refresh_from_db()
    assert mail.state == MailState.PLANNED
