"""What people see of their own sessions, factors and links."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from goldenthread.accounts.models import SignInLink
from goldenthread.accounts.queries import browser_in_words, hashed, open_link, second_factors, sessions_of
from goldenthread.core import clock


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0", "Firefox on Linux"),
        ("curl/8.5", "A browser that does not say what it is"),
    ],
)
def test_a_browser_is_named_as_people_know_it(sent, said) -> None:
    assert browser_in_words(sent) == said


def test_the_session_in_use_comes_first_and_others_sessions_are_not_there(world, signed_in) -> None:
    here = ""
    for person, browser in ((world.manager, "Firefox/1 Linux"), (world.manager, "Chrome/1 Android"), (world.chair, "")):
        session = signed_in(person).session
        UserSession.objects.create(
            user=person, session_key=session.session_key, ip="127.0.0.1", user_agent=browser, last_seen_at=clock.now()
        )
        here = session.session_key if browser.startswith("Firefox") else here
    found = [(each.browser, each.is_here) for each in sessions_of(world.manager, here)]
    assert found == [("Firefox on Linux", True), ("Chrome on Android", False)]


def test_sessions_of_a_demonstration_are_told_by_its_own_clock(world, signed_in, settings) -> None:
    session = signed_in(world.manager).session
    UserSession.objects.create(user=world.manager, session_key=session.session_key, ip="127.0.0.1", user_agent="")
    settings.CLOCK_OFFSET_SECONDS = -5 * 365 * 24 * 3600
    [found] = sessions_of(world.manager, session.session_key)
    assert {found.began_at.date(), found.seen_at.date()} == {clock.today()}


def test_factors_are_named_and_counted(world) -> None:
    for kind in ("webauthn", "webauthn", "totp"):
        Authenticator.objects.create(user=world.practitioner, type=kind, data={})
    assert second_factors(world.practitioner) == ["Authenticator app", "Passkey (2)"]


@pytest.mark.parametrize(
    ("changed", "opens"),
    [({}, True), ({"used_at": "now"}, False), ({"expires_at": "past"}, False), ({"is_active": False}, False)],
)
def test_a_link_opens_once_in_its_time_for_who_is_not_suspended(world, changed, opens) -> None:
    times = {"now": clock.now(), "past": clock.now() - timedelta(minutes=1)}
    person = world.practitioner
    link = SignInLink.objects.create(
        user=person, token_hash=hashed("secret"), expires_at=clock.now() + timedelta(minutes=5)
    )
    for name, value in changed.items():
        record = person if name == "is_active" else link
        setattr(record, name, times.get(value, value) if isinstance(value, str) else value)
        person.suspended_at = None if person.is_active else clock.now()
        record.save()
    assert (open_link("secret") is not None, open_link("other")) == (opens, None)
