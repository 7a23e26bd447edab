"""Sign-in with an organisation's own accounts (OpenID Connect), against a small provider of our own on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module, reload
from threading import Thread
from urllib.parse import parse_qs, urlparse

import pytest
from django.urls import clear_url_caches

from goldenthread.accounts import routes
from tests import factories as make

BEGIN, BACK = "/account/oidc/organisation/login/", "/account/oidc/organisation/login/callback/"


class Provider(BaseHTTPRequestHandler):
    """Says of whoever comes what the test put into ``claims``."""

    claims: dict[str, object] = {}

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        known = {"issuer": here, "authorization_endpoint": f"{here}/ask"}
        known |= {"token_endpoint": f"{here}/token", "userinfo_endpoint": f"{here}/who"}
        self._answer(self.claims if self.path == "/who" else known)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "a token", "token_type": "Bearer"})

    def _answer(self, content):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def organisation(settings):
    """The provider, with the application set up to use it. Returns a function that says who comes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    app = {"provider_id": "organisation", "name": "Marlshire Council", "client_id": "us", "secret": "a secret"}
    app["settings"] = {"server_url": f"http://127.0.0.1:{server.server_port}", "oauth_pkce_enabled": True}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "EMAIL_AUTHENTICATION": True}}
    _read_routes_again(settings)
    yield lambda **claims: setattr(Provider, "claims", {"sub": "42", **claims})
    server.shutdown()
    server.server_close()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    _read_routes_again(settings)


def _read_routes_again(settings):
    reload(routes)
    reload(import_module(settings.ROOT_URLCONF))
    clear_url_caches()


def sign_in(client):
    asked = client.post(BEGIN).url
    return client.get(BACK, {"code": "a code", "state": parse_qs(urlparse(asked).query)["state"][0]}, follow=True)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_sign_in_page_offers_the_organisation(client, db, organisation):
    page = client.get("/account/login/").content.decode()
    assert ("Sign in with Marlshire Council" in page, f'action="{BEGIN}"' in page) == (True, True)


def test_sign_in_page_offers_none_where_none_is_set_up(client, db):
    assert "Sign in with Marlshire Council" not in client.get("/account/login/").content.decode()
    assert client.get(BEGIN).status_code == 404


def test_known_person_with_a_verified_address_comes_in(client, person, organisation):
    organisation(email=person.email, email_verified=True)
    sign_in(client)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_person_who_came_once_is_known_after_their_address_changed(client, person, organisation):
    organisation(email=person.email, email_verified=True)
    sign_in(client)
    client.post("/account/logout/")
    organisation(email="new@example.org", email_verified=True)
    sign_in(client)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_address_that_the_organisation_has_not_verified_opens_nothing(client, person, organisation):
    organisation(email=person.email, email_verified=False)
    answer = sign_in(client)
    assert ("You need an invitation" in answer.content.decode(), is_signed_in(client)) == (True, False)


def test_unknown_person_is_told_how_people_join(client, db, organisation):
    organisation(email="nobody@example.org", email_verified=True)
    answer = sign_in(client)
    assert ("You need an invitation" in answer.content.decode(), is_signed_in(client)) == (True, False)


def test_suspended_person_does_not_come_in(client, person, organisation):
    from goldenthread.accounts.operations import suspend_person

    suspend_person(person, by=make.a_person("Manager"))
    organisation(email=person.email, email_verified=True)
    sign_in(client)
    assert not is_signed_in(client)


def test_answer_that_nobody_asked_for_is_refused(client, person, organisation):
    organisation(email=person.email, email_verified=True)
    answer = client.get(BACK, {"code": "a code", "state": "made up"})
    assert ("did not work" in answer.content.decode(), is_signed_in(client)) == (True, False)
