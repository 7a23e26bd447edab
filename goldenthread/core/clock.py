"""The installation's time. Everything that records or judges a date asks here and nowhere else.

A demonstration runs on a clock that was set back when it was made, and goes on from there, so that a plan
of a past year can be shown alive. Everywhere else the offset is nothing and this is the time of day.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)


def today() -> date:
    return timezone.localdate(now())
