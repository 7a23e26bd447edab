"""Coming in by e-mailed code or password, and how often one may try."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.operations import suspend_person
from goldenthread.history.models import Entry
from tests import factories as make
from tests.accounts.conftest import PASSWORD

LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"


def try_password(client, email, password):
    return client.post(LOGIN, {"login": email, "password": password})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def code_in(message):
    return re.search(r"[A-Z]{4}-[A-Z]{4}", message.body)[0]


# --- e-mailed code ----------------------------------------------------------------------------------------------------


def test_code_signs_in(client, person):
    client.post(CODE, {"email": person.email})
    [message] = mail.outbox
    assert (message.to, message.subject) == ([person.email], "Golden Thread: your code to sign in")
    answer = client.post(CONFIRM, {"code": code_in(message)})
    assert (answer.status_code, is_signed_in(client)) == (302, True)


def test_code_leads_to_the_page_that_was_wanted(client, person):
    client.post(f"{CODE}?next=/account/me/", {"email": person.email})
    answer = client.post(f"{CONFIRM}?next=/account/me/", {"code": code_in(mail.outbox[0])})
    assert answer.url == "/account/me/"


def test_code_does_not_lead_to_another_host(client, person):
    client.post(CODE, {"email": person.email})
    answer = client.post(f"{CONFIRM}?next=https://elsewhere.example/", {"code": code_in(mail.outbox[0])})
    assert answer.url == "/"


def test_code_is_good_only_in_the_browser_that_asked(client, elsewhere, person):
    client.post(CODE, {"email": person.email})
    elsewhere.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert not is_signed_in(elsewhere)


def test_third_wrong_code_ends_the_try(client, person):
    client.post(CODE, {"email": person.email})
    answers = [client.post(CONFIRM, {"code": "WRONG"}).status_code for _ in range(3)]
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert (answers, is_signed_in(client)) == ([200, 200, 302], False)


def test_sign_in_is_in_the_history(client, person):
    client.post(CODE, {"email": person.email})
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    entry = Entry.objects.get(chain="installation")
    assert (entry.actor, entry.sentence) == ("Sam Example", "signed in with an e-mailed code")


# --- what an answer tells ---------------------------------------------------------------------------------------------


def asked_for_a_code(email):
    client = Client()
    first = client.post(CODE, {"email": email})
    page = client.get(CONFIRM).content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "ADDRESS")
    return first.status_code, first.url, page


def test_code_for_an_unknown_address_looks_the_same_and_sends_nothing(person):
    assert asked_for_a_code("nobody@example.org") == asked_for_a_code(person.email)
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_code_for_an_unknown_address_takes_the_same_steps(client, elsewhere, person):
    with CaptureQueriesContext(connection) as known:
        client.post(CODE, {"email": person.email})
    with CaptureQueriesContext(connection) as unknown:
        elsewhere.post(CODE, {"email": "nobody@example.org"})
    assert len(known) == len(unknown)


def test_suspended_person_gets_no_code(client, person):
    suspend_person(person, by=make.a_person("Manager"))
    client.post(CODE, {"email": person.email})
    assert mail.outbox == []


def test_new_password_for_an_unknown_address_looks_the_same_and_sends_nothing(client, person):
    emails = (person.email, "nobody@example.org")
    answers = [client.post("/account/password/reset/", {"email": email}) for email in emails]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/account/password/reset/done/")] * 2
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_wrong_password_and_unknown_address_read_the_same(client, person):
    pages = [try_password(client, email, "wrong").content.decode() for email in (person.email, "nobody@example.org")]
    plain = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert "There is a problem" in plain[0]
    assert plain[0] == plain[1]


# --- passwords --------------------------------------------------------------------------------------------------------


def test_password_signs_in(client, person):
    try_password(client, person.email, PASSWORD)
    assert is_signed_in(client)


def test_password_of_a_suspended_person_leads_to_the_reason(client, person):
    suspend_person(person, by=make.a_person("Manager"))
    answer = try_password(client, person.email, PASSWORD)
    assert (answer.url, is_signed_in(client)) == ("/account/inactive/", False)


def test_new_password_by_mail_ends_the_old_one_and_is_told(client, person, django_capture_on_commit_callbacks):
    client.post("/account/password/reset/", {"email": person.email})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body)[0]
    form = client.get(link).url
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form, {"password1": "another long walk home", "password2": "another long walk home"})
    person.refresh_from_db()
    assert person.check_password("another long walk home")
    assert mail.outbox[1].subject == "Golden Thread: your account was changed"
    assert client.get(link).status_code == 200  # used: the page says so
    assert "This link no longer works" in client.get(link).content.decode()


@pytest.mark.parametrize("password", ["too short", "sam.example@example.org", "1qaz2wsx3edc"])
def test_weak_password_is_refused(client, person, password):
    client.force_login(person)
    typed = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/account/password/change/", typed)
    person.refresh_from_db()
    assert (answer.status_code, person.check_password(PASSWORD)) == (200, True)


# --- how often --------------------------------------------------------------------------------------------------------


def test_sixth_password_for_an_account_is_not_looked_at(client, person):
    for _ in range(5):
        try_password(client, person.email, "wrong")
    try_password(client, person.email, PASSWORD)
    assert not is_signed_in(client)


def test_wrong_passwords_lock_nobody_out_elsewhere(client, elsewhere, person):
    for _ in range(20):
        try_password(client, person.email, "wrong")
    try_password(elsewhere, person.email, PASSWORD)
    assert is_signed_in(elsewhere)


def test_person_under_attack_from_their_own_network_still_comes_in_by_code(client, person):
    for _ in range(20):
        try_password(client, person.email, "wrong")
    client.post(CODE, {"email": person.email})
    client.post(CONFIRM, {"code": code_in(mail.outbox[0])})
    assert is_signed_in(client)


def test_eleventh_wrong_password_of_a_network_is_not_looked_at(client, person):
    for number in range(10):
        try_password(client, f"person{number}@example.org", "wrong")
    try_password(client, person.email, PASSWORD)
    assert not is_signed_in(client)


def test_right_passwords_do_not_count(person):
    clients = [Client() for _ in range(12)]
    for client in clients:
        try_password(client, person.email, PASSWORD)
    assert all(is_signed_in(client) for client in clients)


def test_fourth_code_in_five_minutes_is_not_sent(person):
    for _ in range(4):
        answer = Client().post(CODE, {"email": person.email})
    assert len(mail.outbox) == 3
    assert "Too many codes were asked for" in answer.content.decode()


def test_asking_for_codes_uses_up_nobody_elses(client, elsewhere, person):
    for _ in range(4):
        Client().post(CODE, {"email": person.email})
    elsewhere.post(CODE, {"email": person.email})
    elsewhere.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert is_signed_in(elsewhere)


def test_behind_a_proxy_the_network_is_the_one_the_proxy_names(settings, person):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(6):
        try_password(Client(HTTP_X_FORWARDED_FOR="198.51.100.1"), person.email, "wrong")
    other = Client(HTTP_X_FORWARDED_FOR="198.51.100.1, 198.51.100.2")
    try_password(other, person.email, PASSWORD)
    assert is_signed_in(other)


def test_without_a_proxy_nobody_chooses_their_own_network(client, person):
    for number in range(6):
        client.post(LOGIN, {"login": person.email, "password": "wrong"}, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    client.post(LOGIN, {"login": person.email, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="198.51.100.99")
    assert not is_signed_in(client)


def test_too_many_tries_have_a_page_of_their_own(client, db):
    for _ in range(61):
        answer = client.post(LOGIN, {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()


# --- no way in for strangers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, db, method):
    answer = getattr(client, method)("/account/signup/", {"email": "x@example.org"})
    assert "You need an invitation" in answer.content.decode()
