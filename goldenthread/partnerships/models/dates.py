"""Rows that hold from a day to a day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from goldenthread.core import clock


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="The last day is before the first day.",
    )


def running(on: date | None = None, prefix: str = "") -> Q:
    """Rows whose ``starts_on`` to ``ends_on`` (both included, either may be open) holds the day, today unless said."""
    day = on or clock.today()
    starts, ends = f"{prefix}starts_on", f"{prefix}ends_on"
    return (Q(**{starts: None}) | Q(**{f"{starts}__lte": day})) & (Q(**{ends: None}) | Q(**{f"{ends}__gte": day}))
