"""The installation's time. Everything that records or judges a date asks here and nowhere else.

A demonstration runs on a clock that was set back when it was made, and goes on from there, so that a plan
of a past year can be shown alive. Everywhere else the offset is nothing and this is the time of day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_stopped: ContextVar[bool] = ContextVar("stopped", default=False)


def now() -> datetime:
    if _stopped.get():
        raise RuntimeError("What is kept for later (core/prepared.py) must be given the day, not ask for it.")
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def today() -> date:
    return timezone.localdate(now())


@contextmanager
def unasked() -> Iterator[None]:
    """Nobody may ask for the time while this runs, since the answer would be kept."""
    before = _stopped.set(True)
    try:
        yield
    finally:
        _stopped.reset(before)
