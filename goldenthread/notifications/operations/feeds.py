"""The secret address of somebody's calendar: made, renewed, withdrawn. The secret is shown once and kept nowhere."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.accounts.queries import hashed
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.notifications.models import Feed

SEEN_EVERY = timedelta(hours=1)
"""How exactly the last use is kept: calendars ask every few minutes."""


@transaction.atomic
def make_feed(person: User, *, by: User) -> str:
    """A new secret; the address with an earlier one answers "not found" from now on."""
    token = secrets.token_urlsafe(32)
    fresh = {"token_hash": hashed(token), "made_at": clock.now(), "used_at": None}
    _, is_new = Feed.objects.update_or_create(person=person, defaults=fresh)
    record(person, "made an address for their calendar" if is_new else "renewed the address of their calendar", by=by)
    return token


@transaction.atomic
def withdraw_feed(person: User, *, by: User) -> None:
    if Feed.objects.filter(person=person).delete()[0]:
        record(person, "withdrew the address of their calendar", by=by)


def note_use(feed: Feed) -> None:
    now = clock.now()
    Feed.objects.filter(Q(used_at=None) | Q(used_at__lt=now - SEEN_EVERY), pk=feed.pk).update(used_at=now)
