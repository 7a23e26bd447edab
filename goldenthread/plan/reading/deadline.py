"""A deadline: the printed words and what they mean; and what is known of the plan's own time."""

from dataclasses import dataclass, field
from datetime import date

from .dates import Doubt


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the plan's own time. ``publication`` is the first and the last day on which it may be;
    ``current`` is the first day of the year of the plan that the document is about."""

    start: date | None = None
    end: date | None = None
    publication: tuple[date, date] | None = None
    current: date | None = None


@dataclass(slots=True)
class Deadline:
    text: str | None
    kind: str = "none"
    role: str | None = None
    start: date | None = None
    end: date | None = None
    due: date | None = None
    rrule: str | None = None
    note: str | None = None
    at: tuple[int, int] = (0, 0)
    doubts: list[Doubt] = field(default_factory=list)
