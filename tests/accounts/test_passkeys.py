"""A passkey on a simulated device: added, then used to sign in, in a browser that keeps our content security policy."""

import pytest
from allauth.mfa.models import Authenticator

from goldenthread.history.models import Entry
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def tab(page):
    """A browser tab with a device for passkeys; ``tab.refused`` is what the content security policy stopped."""
    page.refused = []
    page.on("console", lambda said: "Content Security Policy" in said.text and page.refused.append(said.text))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_in_with_password(tab, address, person):
    tab.goto(f"{address}/account/login/?next=/account/me/")
    tab.click("text=Sign in with a password")
    tab.fill("#id_login", person.email)
    tab.fill("#id_password", PASSWORD)
    tab.click("details button:has-text('Sign in')")


def add_passkey(tab, address):
    tab.goto(f"{address}/account/two-factor/webauthn/add/")
    tab.fill("#id_password", PASSWORD)
    tab.click("button:has-text('Go on')")
    tab.fill("#id_name", "Work laptop")
    tab.click("button:has-text('Add a passkey')")
    tab.wait_for_url("**/recovery-codes/")


def test_passkey_is_added_and_signs_in_alone(live_server, person, tab):
    address = live_server.url
    sign_in_with_password(tab, address, person)
    add_passkey(tab, address)
    tab.context.clear_cookies()
    tab.goto(f"{address}/account/login/?next=/account/me/")
    tab.click("button:has-text('Sign in with a passkey')")
    tab.wait_for_url(f"{address}/account/me/")
    assert tab.inner_text("h1") == "Your account"
    assert [key.wrap().name for key in Authenticator.objects.filter(type="webauthn")] == ["Work laptop"]
    assert "added a passkey" in [entry.sentence for entry in Entry.objects.all()]
    assert tab.refused == []


def test_passkey_is_the_second_way_after_a_password(live_server, person, tab):
    address = live_server.url
    sign_in_with_password(tab, address, person)
    add_passkey(tab, address)
    tab.context.clear_cookies()
    sign_in_with_password(tab, address, person)
    tab.click("button:has-text('Use a passkey')")
    tab.wait_for_url(f"{address}/account/me/")
    assert tab.inner_text("h1") == "Your account"


def test_browser_without_a_fitting_passkey_says_what_to_do(live_server, person, tab):
    tab.goto(live_server.url + "/account/login/")
    tab.click("button:has-text('Sign in with a passkey')")
    tab.wait_for_selector("[data-passkey-problem]:not([hidden])")
    problem = tab.inner_text("[data-passkey-problem]")
    assert problem == "The browser did not give us a passkey. Try again, or sign in another way."
