"""Whoever sees records of others proves who they are in a second way."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from goldenthread.history.models import Entry
from goldenthread.partnerships.models import Network
from goldenthread.partnerships.roles import DUTIES, Role
from tests import factories as make
from tests.accounts.conftest import PASSWORD

SET_UP = "/account/two-factor/"


def digits(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.fixture
def manager(person):
    make.a_member(Role.MANAGER, make.a_partnership(), person=person)
    return person


@pytest.fixture
def secret(manager):
    """The manager's authenticator app."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(manager, secret)
    return secret


@pytest.fixture
def desk(manager):
    """A browser in which the manager has signed in."""
    client = Client()
    client.force_login(manager)
    return client


def give_password(client, person):
    return client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def test_manager_without_one_is_led_to_set_one_up(desk):
    assert desk.get("/mail/").url == SET_UP
    assert "Set up a second way to prove who you are first" in desk.get(SET_UP).content.decode()


def test_manager_is_led_onward_to_the_page_they_wanted(desk, manager):
    desk.get("/p/marlshire/mail/?state=sent")
    desk.post("/account/reauthenticate/", {"password": PASSWORD})
    page = desk.get(f"{SET_UP}totp/activate/")
    secret = desk.session["mfa.totp.secret"]
    assert secret in page.content.decode().replace(" ", "")
    codes = desk.post(f"{SET_UP}totp/activate/", {"code": digits(secret)}, follow=True)
    assert codes.redirect_chain == [(f"{SET_UP}recovery-codes/", 302)]
    assert "Go on to the page you wanted" in codes.content.decode()
    assert desk.get("/account/onward/").url == "/p/marlshire/mail/?state=sent"
    assert desk.get("/p/marlshire/mail/?state=sent").status_code == 200


def test_wrong_code_of_an_app_says_what_to_enter_and_keeps_the_key(desk):
    desk.post("/account/reauthenticate/", {"password": PASSWORD})
    desk.get(f"{SET_UP}totp/activate/")
    secret = desk.session["mfa.totp.secret"]
    page = desk.post(f"{SET_UP}totp/activate/", {"code": "12"}).content.decode()
    assert "This code is not right. Enter the six digits that the app shows now." in page
    assert secret in page.replace(" ", "")


def test_onward_leads_to_no_other_host(desk):
    session = desk.session
    session["onward"] = "https://elsewhere.example/"
    session.save()
    assert desk.get("/account/onward/").url == "/"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PRACTITIONER])
def test_every_role_that_sees_others_records_needs_one(db, client, role):
    partnership = make.a_partnership()
    place = {
        "partnership": {"partnership": partnership},
        "body": {"body": make.a_body(partnership)},
        "organisation": {"organisation": make.an_organisation("Marlshire Police", partnership)},
        "network": {"network": Network.objects.create(slug="region", name="The Region")},
        "installation": {},
    }
    client.force_login(make.a_member(role, **place[DUTIES[role].place]))
    assert client.get("/mail/").url == SET_UP


def test_practitioner_needs_none(db, client):
    client.force_login(make.a_member(Role.PRACTITIONER, organisation=make.an_organisation()))
    assert client.get("/mail/").status_code == 404


def test_session_from_a_link_needs_none_on_a_demonstration_only(settings, signed_in, manager):
    desk = signed_in(manager)
    assert desk.get("/p/marlshire/mail/").status_code == 200
    settings.DEMONSTRATION = False
    assert desk.get("/p/marlshire/mail/").url == SET_UP


@pytest.mark.parametrize(("host", "said"), [("127.0.0.1:8000", True), ("localhost:8000", False)])
def test_page_says_that_no_browser_keeps_a_passkey_for_a_number(desk, settings, host, said):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
    desk.post("/account/reauthenticate/", {"password": PASSWORD})
    page = desk.get(f"{SET_UP}webauthn/add/", headers={"host": host}).content.decode()
    assert ("Add a passkey" in page, "localhost</strong> instead of 127.0.0.1" in page) == (True, said)


def test_password_alone_does_not_sign_in(client, manager, secret):
    assert give_password(client, manager).url == f"{SET_UP}authenticate/"
    assert client.get("/account/me/").status_code == 302


def test_password_and_app_sign_in(client, manager, secret):
    give_password(client, manager)
    client.post(f"{SET_UP}authenticate/", {"code": digits(secret)})
    assert client.get("/p/marlshire/mail/").status_code == 200
    assert Entry.objects.get().sentence == "signed in with a password and an authenticator app"


def test_recovery_code_signs_in_once(manager, secret):
    code = RecoveryCodes.activate(manager).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, manager)
        client.post(f"{SET_UP}authenticate/", {"code": code})
    assert [client.get("/account/me/").status_code for client in (first, second)] == [200, 302]


def test_digits_are_not_guessed_by_the_thousand(manager, secret, client):
    give_password(client, manager)
    for _ in range(5):
        client.post(f"{SET_UP}authenticate/", {"code": "000000"})
    client.post(f"{SET_UP}authenticate/", {"code": digits(secret)})
    assert client.get("/account/me/").status_code == 302


@pytest.mark.parametrize("path", ["totp/activate/", "totp/deactivate/", "webauthn/add/", "recovery-codes/"])
def test_changing_how_one_signs_in_needs_proof(desk, manager, secret, path):
    RecoveryCodes.activate(manager)
    if path == "totp/activate/":
        Authenticator.objects.filter(type="totp").delete()
    assert desk.get(f"{SET_UP}{path}").url.startswith("/account/reauthenticate/")


def test_removing_the_app_is_told_by_mail_and_stands_in_the_history(
    desk, manager, secret, django_capture_on_commit_callbacks
):
    desk.post("/account/reauthenticate/", {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{SET_UP}totp/deactivate/")
    [message] = mail.outbox
    assert (message.to, "removed the authenticator app on Golden Thread" in message.body) == ([manager.email], True)
    assert Entry.objects.get().sentence == "removed the authenticator app"
