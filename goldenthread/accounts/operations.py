"""Everything that changes people and how they sign in. Their history is the installation's."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string

from goldenthread.accounts import queries
from goldenthread.accounts.models import SignInLink, User
from goldenthread.accounts.tasks import send_account_mail
from goldenthread.core import clock
from goldenthread.history.operations import record

LINK_LASTS = timedelta(days=7)

MEANS = {
    "password": "a password",
    "code": "an e-mailed code",
    "totp": "an authenticator app",
    "webauthn": "a passkey",
    "recovery_codes": "a recovery code",
    "password_reset": "a link by mail to choose a password",
    "socialaccount": "their organisation's account",
    "link": "a one-time link",
    "invitation": "an invitation",
}
"""How somebody can sign in, in the words of the history."""


@transaction.atomic
def suspend_person(person: User, *, by: User, reason: str = "") -> User:
    """Nothing that the person has open works from the next request on; mail that waits for them is not sent."""
    if person.pk == by.pk:
        raise ValidationError("You cannot suspend yourself.")
    if not person.is_active:
        raise ValidationError("This person is already suspended.")
    person.is_active, person.suspended_at = False, clock.now()
    person.save(update_fields=["is_active", "suspended_at"])
    record(person, "suspended the account", by=by, reason=reason)
    _end_sessions(person)
    return person


@transaction.atomic
def restore_person(person: User, *, by: User, reason: str = "") -> User:
    if person.is_active:
        raise ValidationError("This person is not suspended.")
    person.is_active, person.suspended_at = True, None
    person.save(update_fields=["is_active", "suspended_at"])
    record(person, "restored the account", by=by, reason=reason)
    return person


@transaction.atomic
def change_name(person: User, *, name: str, by: User) -> User:
    before, person.name = person.name, name.strip()
    if not person.name:
        raise ValidationError({"name": "Enter a name."})
    person.save(update_fields=["name"])
    record(person, "changed the name", by=by, old={"name": before}, new={"name": person.name})
    return person


@transaction.atomic
def end_sessions(person: User, *, by: User, but: str = "") -> int:
    """Sign the person out everywhere, or everywhere but in the session with the key ``but``. Returns how many ended."""
    ended = _end_sessions(person, but)
    record(person, "signed out elsewhere" if but else "signed out everywhere", by=by)
    return ended


def _end_sessions(person: User, but: str = "") -> int:
    rows = UserSession.objects.filter(user=person).exclude(session_key=but)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    return rows.delete()[0]


@transaction.atomic
def record_sign_in(person: User, means: Sequence[str]) -> None:
    said = " and ".join(MEANS[way] for way in dict.fromkeys(means) if way in MEANS)
    record(person, f"signed in with {said}" if said else "signed in", by=person)


@transaction.atomic
def record_security_change(person: User, change: str) -> None:
    """``change`` follows a name: "added a passkey". The person is told by mail."""
    record(person, change, by=person)
    context = {"person": person, "change": change, "at": clock.now()}
    text = render_to_string("accounts/emails/security_change.txt", context)
    subject = "Golden Thread: your account was changed"
    transaction.on_commit(lambda: send_account_mail.enqueue(person.email, subject, text, wanted=True))


@transaction.atomic
def make_sign_in_link(person: User) -> str:
    """A token that signs a demonstration person in, once, within a week. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=person, token_hash=queries.hashed(token), expires_at=clock.now() + LINK_LASTS)
    return token


@transaction.atomic
def use_sign_in_link(token: str) -> User:
    link = queries.open_link(token)
    if link is None or not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
        raise ValidationError("This link was used or is too old.")
    return link.user
