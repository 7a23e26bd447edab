"""Which day a page shows: today, or any earlier day with ``?as-at=2021-11-29`` in its address."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from goldenthread.core import clock

PARAMETER = "as-at"


@dataclass(frozen=True, slots=True)
class AsAt:
    """``moment`` is None for today: then queries ask for what holds now."""

    day: date
    moment: datetime | None = None

    @property
    def is_past(self) -> bool:
        return self.moment is not None

    @property
    def query(self) -> str:
        """To be added to addresses, so that one stays on the day."""
        return f"?{PARAMETER}={self.day.isoformat()}" if self.is_past else ""


def as_at(request: HttpRequest) -> AsAt:
    """The day asked for; what is not a day, or lies in the future, means today.

    Left on the request, so that the frame of the page says which day it shows: pages that do not ask here show today.
    """
    request.as_at = day_asked(request.GET.get(PARAMETER, ""))  # type: ignore[attr-defined]
    return request.as_at  # type: ignore[attr-defined, no-any-return]


def day_asked(text: str) -> AsAt:
    """The day that a text such as ``2021-11-29`` names."""
    today = clock.today()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day >= today:
        return AsAt(today)
    return AsAt(day, timezone.make_aware(datetime.combine(day, time.max)))
