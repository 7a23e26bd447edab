"""Who else is in a sheet, and in which section: remembered for two minutes, and by nobody for longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.questionnaires.models import Sheet

LASTS = timedelta(minutes=2)
SAID_AGAIN_AFTER = timedelta(seconds=30)
"""A page saves itself every few seconds; that somebody is still here is not written each time."""
SAID: dict[tuple[str, int], tuple[str, datetime]] = {}
"""What this process said last: in which section a person is in a sheet, and when."""
MOST_SAID = 2000


@dataclass(frozen=True, slots=True)
class Present:
    name: str
    section: str


def come(sheet: Sheet, section: str, user: User) -> None:
    """The person is in this section."""
    now, whose = clock.now(), (sheet.ref, user.pk)
    before, at = SAID.get(whose, ("", now))
    if before == section and now - at < SAID_AGAIN_AFTER:
        return
    if len(SAID) >= MOST_SAID:
        SAID.clear()
    SAID[whose] = (section, now)
    cache.set(_key(sheet), _here(sheet) | {user.pk: (user.name, section, now)}, LASTS.total_seconds())


def others(sheet: Sheet, user: User) -> list[Present]:
    return [Present(name, where) for pk, (name, where, _) in _here(sheet).items() if pk != user.pk]


def _here(sheet: Sheet) -> dict:  # type: ignore[type-arg]
    since = clock.now() - LASTS
    return {pk: seen for pk, seen in (cache.get(_key(sheet)) or {}).items() if seen[2] > since}


def _key(sheet: Sheet) -> str:
    return f"present:{sheet.ref}"
