"""Deadlines as iCalendar: whole days, which do not make anybody look busy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from goldenthread.documents.writing.report import clean


@dataclass(frozen=True, slots=True)
class Event:
    """``uid`` stays the same for ever, so that a moved deadline moves in the calendars that show it."""

    uid: str
    title: str
    on: date
    url: str = ""
    description: str = ""


def write_calendar(name: str, events: Iterable[Event], *, written_at: datetime | None = None) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(name))
    for event in events:
        calendar.add_component(_entry(event, written_at or datetime.now(UTC)))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: Event, written_at: datetime) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", clean(event.uid))
    entry.add("dtstamp", written_at.astimezone(UTC))
    entry.add("summary", _one_line(event.title))
    entry.add("dtstart", event.on)
    entry.add("dtend", event.on + timedelta(days=1))
    entry.add("transp", "TRANSPARENT")
    if event.url:
        entry.add("url", event.url)
    if event.description:
        entry.add("description", clean(event.description))
    return entry


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
