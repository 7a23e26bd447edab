"""Who else is in a sheet, and in which section: remembered for two minutes, and by nobody for longer."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.questionnaires.models import Sheet

LASTS = timedelta(minutes=2)
SAID_AGAIN_AFTER = timedelta(seconds=30)
"""A page saves itself every few seconds; that somebody is still here is not written each time."""


@dataclass(frozen=True, slots=True)
class Present:
    name: str
    section: str


def come(sheet: Sheet, section: str, user: User) -> list[Present]:
    """The person is in this section; who else is in the sheet."""
    here, now = _here(sheet), clock.now()
    _, before, at = here.get(user.pk, ("", "", now - LASTS))
    if before != section or now - at > SAID_AGAIN_AFTER:
        here[user.pk] = (user.name, section, now)
        cache.set(_key(sheet), here, LASTS.total_seconds())
    return [Present(name, where) for pk, (name, where, _) in here.items() if pk != user.pk]


def others(sheet: Sheet, user: User) -> list[Present]:
    return [Present(name, where) for pk, (name, where, _) in _here(sheet).items() if pk != user.pk]


def _here(sheet: Sheet) -> dict:  # type: ignore[type-arg]
    since = clock.now() - LASTS
    return {pk: seen for pk, seen in (cache.get(_key(sheet)) or {}).items() if seen[2] > since}


def _key(sheet: Sheet) -> str:
    return f"present:{sheet.ref}"
