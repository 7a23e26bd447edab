"""iCalendar: deadlines as whole days, which do not make anybody look busy, and meetings with their times.

Times are written in the time zone that people live in, with its rules beside them, so that a meeting at ten stays at
ten when the clocks change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vCalAddress
from icalendar import Event as CalendarEvent

from goldenthread.documents.writing.report import clean

ZONE = ZoneInfo("Europe/London")
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
"""
"""When clocks change in the United Kingdom: at one o'clock of Greenwich, on the last Sundays of March and October."""


class Method(StrEnum):
    PUBLISH = "PUBLISH"
    """To be read: a file, a feed."""
    REQUEST = "REQUEST"
    """An invitation, and each change of it: calendars take the one with the highest sequence."""
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Event:
    """``uid`` stays the same for ever, so that a moved deadline moves in the calendars that show it; ``sequence`` grows
    with each change. With ``starts_at`` and ``ends_at`` it is a meeting, else the whole day ``on``."""

    uid: str
    title: str
    on: date
    url: str = ""
    description: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    sequence: int = 0
    changed_at: datetime | None = None


def write_calendar(name: str, events: Iterable[Event], *, written_at: datetime | None = None) -> bytes:
    calendar = _calendar(Method.PUBLISH)
    calendar.add("x-wr-calname", _one_line(name))
    for event in events:
        calendar.add_component(_entry(event, written_at or datetime.now(UTC)))
    return _written(calendar)


def write_invitation(
    event: Event, *, method: Method = Method.REQUEST, organiser: tuple[str, str], invited: tuple[str, str],
    answers: bool = False,
) -> bytes:  # fmt: skip
    """The file in a mail that invites to a meeting, changes it or calls it off. People are (name, address).

    With ``answers`` calendars send what the person chooses to the organiser's address.
    """
    calendar = _calendar(method)
    entry = _entry(event, event.changed_at or datetime.now(UTC))
    entry.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    entry.add("organizer", _person(*organiser))
    attendee = _person(*invited)
    attendee.params["RSVP"] = "TRUE" if answers and method == Method.REQUEST else "FALSE"
    entry.add("attendee", attendee)
    calendar.add_component(entry)
    return _written(calendar)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    return calendar


def _entry(event: Event, written_at: datetime) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", clean(event.uid))
    entry.add("dtstamp", (event.changed_at or written_at).astimezone(UTC))
    entry.add("summary", _one_line(event.title))
    entry.add("sequence", event.sequence)
    if event.starts_at:
        _add_times(entry, event.starts_at, event.ends_at or event.starts_at + timedelta(hours=1))
    else:
        entry.add("dtstart", event.on)
        entry.add("dtend", event.on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    for name, text in (("url", event.url), ("location", event.place), ("description", event.description)):
        if text:
            entry.add(name, clean(text))
    return entry


def _add_times(entry: CalendarEvent, starts_at: datetime, ends_at: datetime) -> None:
    entry.add("dtstart", starts_at.astimezone(ZONE))
    entry.add("dtend", ends_at.astimezone(ZONE))


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{_one_line(address)}")
    person.params["CN"] = _one_line(name)
    return person


def _written(calendar: Calendar) -> bytes:
    """With the rules of our time zone, where a time is written in it."""
    timed = (isinstance(event.decoded("dtstart"), datetime) for event in calendar.walk("VEVENT"))
    if any(timed):
        calendar.subcomponents.insert(0, Timezone.from_ical(LONDON))
    written: bytes = calendar.to_ical()
    return written


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
