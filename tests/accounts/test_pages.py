"""The pages about one's own account, and that every page of sign-in is in our look."""

import pytest

from goldenthread.history.models import Entry
from goldenthread.partnerships.roles import Role
from tests import factories as make

ENTRANCE = {
    "login/": "Sign in",
    "login/code/": "Get a code to sign in",
    "password/reset/": "Choose a new password",
    "password/reset/done/": "Check your mail",
    "password/reset/key/1-set-password/": "This link no longer works",
    "password/reset/key/done/": "Your password is changed",
    "signup/": "You need an invitation",
    "inactive/": "Your account is suspended",
}
OWN = {
    "me/": "Your account",
    "me/name/": "Change your name",
    "logout/": "Sign out",
    "password/change/": "Change your password",
    "reauthenticate/": "Prove that it is you",
    "two-factor/": "Second way to prove who you are",
    "two-factor/webauthn/": "Your passkeys",
}


def heading(answer):
    page = answer.content.decode()
    assert 'class="gt-header' in page
    return page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0].strip()


@pytest.mark.parametrize(("path", "title"), ENTRANCE.items())
def test_page_before_sign_in_is_in_our_look(client, db, path, title):
    assert heading(client.get(f"/account/{path}")) == title


@pytest.mark.parametrize(("path", "title"), OWN.items())
def test_page_of_the_own_account_is_in_our_look(client, person, path, title):
    client.force_login(person)
    assert heading(client.get(f"/account/{path}")) == title


@pytest.mark.parametrize("path", OWN)
def test_page_of_the_own_account_needs_sign_in(client, db, path):
    if path != "logout/":
        assert client.get(f"/account/{path}").url.startswith("/account/login/")


def test_person_without_a_password_is_offered_to_set_one(client, db):
    client.force_login(make.a_person())
    assert heading(client.get("/account/password/change/", follow=True)) == "Set a password"


def test_sign_in_page_offers_code_passkey_and_password(client, db):
    page = client.get("/account/login/").content.decode()
    ways = ("Send me a code", "Sign in with a passkey", "Sign in with a password")
    assert [way in page for way in ways] == [True] * 3


def test_sign_in_page_has_no_inline_script_or_style(client, db):
    page = client.get("/account/login/").content.decode()
    assert ("<script>" in page, "style=" in page, "onclick" in page) == (False, False, False)


def test_own_page_shows_each_role_with_what_it_may_do(client, person):
    partnership = make.a_partnership()
    make.a_member(Role.AUDITOR, partnership, person=person)
    make.a_member(Role.PRACTITIONER, organisation=make.an_organisation("Marlshire Police"), person=person)
    client.force_login(person)
    page = client.get("/account/me/").content.decode()
    assert "Information governance auditor, Marlshire Safeguarding Children Partnership" in page
    assert "<li>read the whole history of the partnership</li>" in page
    assert "Practitioner, Marlshire Police" in page


def test_name_is_changed_on_its_page(client, person):
    client.force_login(person)
    answer = client.post("/account/me/name/", {"name": "Sam Sample"}, follow=True)
    assert heading(answer) == "Your account"
    assert "Sam Sample" in answer.content.decode()
    assert Entry.objects.get().sentence == "changed the name"
