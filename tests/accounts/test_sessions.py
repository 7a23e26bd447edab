"""How long somebody stays signed in, and how they end it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.operations import restore_person, suspend_person
from tests import factories as make
from tests.accounts.conftest import PASSWORD

ME = "/account/me/"


@pytest.fixture
def arrive(person):
    """Opens a browser in which the person has signed in."""

    def sign_in(**headers):
        client = Client(**headers)
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
        return client

    return sign_in


def is_in(client):
    return client.get(ME).status_code == 200


def test_person_stays_signed_in_while_they_work(arrive):
    client, began = arrive(), timezone.now()
    for minutes in range(0, 700, 25):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            assert is_in(client)


def test_person_is_signed_out_after_half_an_hour_without_a_request(arrive):
    client = arrive()
    assert is_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        answer = client.get(ME, follow=True)
    assert answer.redirect_chain == [("/account/login/?next=/account/me/", 302)]
    assert "You were signed out after a while" in answer.content.decode()


def test_person_is_signed_out_after_twelve_hours_at_the_latest(arrive):
    client, began = arrive(), timezone.now()
    for minutes in range(0, 750, 25):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            last = is_in(client)
    assert not last


def test_reading_pages_writes_to_the_database_once_a_minute(arrive, django_assert_max_num_queries):
    client = arrive()
    client.get("/account/logout/")
    with django_assert_max_num_queries(4) as seen:
        client.get("/account/logout/")
    assert [query["sql"] for query in seen if not query["sql"].startswith("SELECT")] == []


def test_suspended_person_is_out_at_once(arrive, person):
    client = arrive()
    suspend_person(person, by=make.a_person("Manager"))
    assert not is_in(client)


def test_sessions_from_before_a_suspension_stay_dead_afterwards(arrive, person):
    client, manager = arrive(), make.a_person("Manager")
    suspend_person(person, by=manager)
    restore_person(person, by=manager)
    assert not is_in(client)


def test_own_sessions_are_listed_with_browser_and_network(arrive):
    arrive(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/604.1", REMOTE_ADDR="192.0.2.5")
    page = arrive(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/150 Edg/150").get(ME).content.decode()
    assert [text in page for text in ("Safari on an iPhone", "192.0.2.5", "Edge on Windows", "Here, now")] == [True] * 4


def test_sessions_of_others_are_not_listed(arrive, elsewhere):
    other = make.a_person("Other Person")
    elsewhere.force_login(other)
    UserSession.objects.create(user=other, ip="192.0.2.77", session_key=elsewhere.session.session_key)
    assert "192.0.2.77" not in arrive().get(ME).content.decode()


def test_signing_out_elsewhere_keeps_this_session(arrive):
    first, second, here = arrive(), arrive(), arrive()
    here.post("/account/me/sign-out-elsewhere/")
    assert [is_in(client) for client in (first, second, here)] == [False, False, True]


def test_signing_out_everywhere_ends_this_session_too(arrive):
    first, here = arrive(), arrive()
    here.post("/account/me/sign-out-everywhere/")
    assert [is_in(client) for client in (first, here)] == [False, False]


def test_changing_the_password_ends_every_session(arrive):
    first, here = arrive(), arrive()
    new = "another long walk home"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [is_in(client) for client in (first, here)] == [False, False]


@pytest.mark.parametrize("path", ["logout/", "me/sign-out-everywhere/"])
def test_signing_out_empties_the_browser(arrive, path):
    answer = arrive().post(f"/account/{path}")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_pages_of_signed_in_people_are_not_kept_by_the_browser(arrive):
    answer = arrive().get(ME)
    assert (answer["Cache-Control"], "Clear-Site-Data" in answer) == ("no-store, private", False)


@pytest.mark.parametrize("path", ["logout/", "me/sign-out-everywhere/", "me/sign-out-elsewhere/"])
def test_following_a_link_signs_nobody_out(arrive, path):
    client = arrive()
    client.get(f"/account/{path}")
    assert is_in(client)


@pytest.mark.parametrize("old_key_is_named", [True, False])
def test_changing_the_signing_key_signs_nobody_out_while_the_old_one_is_named(arrive, settings, old_key_is_named):
    client = arrive()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if old_key_is_named else []
    settings.SECRET_KEY = "another key of some length, made for this test alone"
    assert is_in(client) is old_key_is_named
