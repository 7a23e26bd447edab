"""Making, using and revoking tokens."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import record_security_change
from goldenthread.accounts.queries import hashed
from goldenthread.api.models import Pace, Token
from goldenthread.api.queries import rights_anywhere
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships.roles import Right

PREFIX = "gt_"
"""So that a secret which strays into a file or a message is known for what it is."""
LONGEST = timedelta(days=365)
MOST = 20
WRITE_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_token(person: User, *, name: str, rights: Iterable[str], last_day: date, by: User) -> tuple[Token, str]:
    """A token and its secret, which is never seen again. The person is told by mail, in case it was not them."""
    if person.pk != by.pk:
        raise ValidationError("Tokens are made by the person for whom a program will act.")
    chosen = _chosen(person, rights)
    expires_at = _end_of(last_day)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    working = Token.objects.filter(person=person).working()
    if working.filter(name=name.strip()).exists():
        raise ValidationError({"name": "You have a token of this name that works. Choose another, or revoke it first."})
    if working.count() >= MOST:
        raise ValidationError(f"You have {MOST} tokens that work. Revoke one first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    token = Token(person=person, name=name.strip(), rights=chosen, created_at=now, expires_at=expires_at)
    token.digest = hashed(secret)
    token.full_clean()
    token.save()
    record(token, "made the token for a program", by=by, new={"rights": chosen, "expires_at": expires_at})
    record_security_change(person, f"made a token for programs, “{token.name}”")
    return token, secret


def _chosen(person: User, rights: Iterable[str]) -> list[str]:
    asked = set(rights)
    if not asked:
        raise ValidationError({"rights": "Choose at least one thing that the program may do."})
    if asked - {right.name for right in rights_anywhere(person)}:
        raise ValidationError({"rights": "A program cannot be allowed what you may not do yourself."})
    return [right.name for right in Right if right.name in asked]


def _end_of(day: date) -> datetime:
    today = clock.today()
    if day < today:
        raise ValidationError({"last_day": "This day is over."})
    if day > today + LONGEST:
        raise ValidationError({"last_day": "A token works for a year at most. You can make another then."})
    return timezone.make_aware(datetime.combine(day, time.max))


@transaction.atomic
def count_request(token: Token, kind: str, minute: int) -> int:
    """How many it makes in this minute. Counted by the database, so that requests at the same time all count."""
    pace = Pace.objects.filter(token=token, kind=kind)
    said = {"minute": minute, "asked": Case(When(minute=minute, then=F("asked") + 1), default=Value(1))}
    if not pace.update(**said):
        Pace.objects.get_or_create(token=token, kind=kind)
        pace.update(**said)
    return pace.values_list("asked", flat=True).get()


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> Token:
    """It works no more, from the next request on."""
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at:
        raise ValidationError("This token was revoked already.")
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(token, "revoked the token for a program", by=by)
    return token


def note_use(token: Token) -> None:
    """When a program last came, to the minute, so that reading does not write each time."""
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at > WRITE_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
