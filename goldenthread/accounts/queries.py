"""Reads about people's sessions and links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings

from goldenthread.accounts.models import SignInLink, User
from goldenthread.core import clock

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip
"""What the text that a browser sends about itself contains, the first that fits."""


@dataclass(frozen=True, slots=True)
class OwnSession:
    browser: str
    network: str
    began_at: datetime
    seen_at: datetime
    is_here: bool


def sessions_of(person: User, here: str) -> list[OwnSession]:
    """Where the person is signed in, this session (the one with the key ``here``) first; dead ones are forgotten."""
    set_back = timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)  # allauth keeps the time of day: see ``core/clock.py``
    found = [
        OwnSession(
            browser_in_words(row.user_agent), row.ip, row.created_at + set_back, row.last_seen_at + set_back,
            row.session_key == here,
        )
        for row in UserSession.objects.purge_and_list(person)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.is_here, -one.seen_at.timestamp()))


def browser_in_words(user_agent: str) -> str:
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if browser and system else browser or "A browser that does not say what it is"


def second_factors(person: User) -> list[str]:
    """The person's own second factors in words."""
    words = {"totp": "Authenticator app", "webauthn": "Passkey", "recovery_codes": "recovery codes"}
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return [
        f"{word} ({kinds.count(kind)})" if kinds.count(kind) > 1 else word
        for kind, word in words.items()
        if kind in kinds
    ]


def open_link(token: str) -> SignInLink | None:
    """The sign-in link with this token, unless it was used, is too old or its person is suspended."""
    links = SignInLink.objects.select_related("user").filter(token_hash=hashed(token), used_at=None)
    return links.filter(expires_at__gt=clock.now(), user__is_active=True).first()


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
