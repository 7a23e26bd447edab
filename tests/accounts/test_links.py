"""One-time links to sign in to a demonstration."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from goldenthread.accounts.models import SignInLink
from goldenthread.accounts.operations import suspend_person
from tests import factories as make


@pytest.fixture
def link(settings, person, capsys):
    settings.DEMONSTRATION, settings.ADDRESS = True, "http://127.0.0.1:8123"
    call_command("sign_in_link", "SAM.example@example.org")
    printed = capsys.readouterr().out.strip()
    assert printed.startswith("http://127.0.0.1:8123/account/link/")
    return printed.removeprefix("http://127.0.0.1:8123")


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_link_shows_one_button_and_signs_nobody_in_by_itself(client, link):
    page = client.get(link).content.decode()
    assert ("Sign in as Sam Example" in page, is_signed_in(client)) == (True, False)


def test_button_signs_in(client, link):
    answer = client.post(link)
    assert (answer.url, is_signed_in(client), client.session["demonstration"]) == ("/", True, True)
    assert "Where you are signed in" in client.get("/account/me/").content.decode()


def test_link_works_once(client, link):
    client.post(link)
    second = Client()
    assert (second.post(link).status_code, is_signed_in(second)) == (410, False)


def test_link_works_for_a_week(client, link):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.post(link).status_code == 410


def test_link_of_a_suspended_person_does_not_work(client, link, person):
    suspend_person(person, by=make.a_person("Manager"))
    assert client.post(link).status_code == 410


def test_link_does_not_exist_outside_a_demonstration(client, link, settings):
    settings.DEMONSTRATION = False
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]


def test_guess_is_no_link(client, link):
    assert client.get(link[:-2] + "/").status_code == 410


def test_only_a_hash_of_the_link_is_kept(link):
    token = link.split("/")[3]
    assert token not in str(SignInLink.objects.values())


def test_command_refuses_outside_a_demonstration(person, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="only on a demonstration"):
        call_command("sign_in_link", person.email)


def test_command_refuses_an_unknown_address(db, settings):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="Nobody with the address"):
        call_command("sign_in_link", "nobody@example.org")


def test_sign_in_page_of_a_demonstration_says_where_its_links_are(client, db, settings):
    settings.DEMONSTRATION = False
    assert "sign_in_link" not in client.get("/account/login/").content.decode()
    settings.DEMONSTRATION = True
    assert "sign_in_link manager@birmingham.example" in client.get("/account/login/").content.decode()
