from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from goldenthread.documents.writing.calendar import Event, Method, write_calendar, write_invitation

LONDON = ZoneInfo("Europe/London")

NOW = datetime(2021, 11, 30, 9, tzinfo=UTC)
EVENT = Event(
    "action-7@example.org", "Publish; the, report", date(2021, 7, 31), "https://example.org/a/7", "By the Board"
)


def entry(event: Event):
    return Calendar.from_ical(write_calendar("Deadlines", [event], written_at=NOW)).walk("VEVENT")[0]


def test_a_deadline_is_a_whole_day_that_keeps_nobody_busy():
    made = entry(EVENT)

    assert (made.decoded("dtstart"), made.decoded("dtend")) == (date(2021, 7, 31), date(2021, 8, 1))
    assert (made["transp"], made.decoded("dtstamp")) == ("TRANSPARENT", NOW)


def test_a_deadline_keeps_its_words():
    made = entry(EVENT)

    assert (made["uid"], made["summary"]) == (EVENT.uid, EVENT.title)
    assert (made["url"], made["description"]) == (EVENT.url, EVENT.description)


def test_what_is_not_known_is_left_out():
    made = entry(Event("action-8@example.org", "Hold an assembly", date(2021, 4, 22)))

    assert ("url" in made, "description" in made) == (False, False)


def test_words_cannot_add_lines_to_the_calendar():
    evil = "x\r\nATTACH:http://example.org"
    content = write_calendar(evil, [Event(evil, evil, date(2021, 4, 22), "https://example.org", evil)])

    assert [line for line in content.decode().split("\n") if line.startswith("ATTACH")] == []


def test_a_calendar_may_be_empty_and_has_a_name():
    calendar = Calendar.from_ical(write_calendar("Deadlines of Elmshire", []))

    assert (calendar["x-wr-calname"], calendar.walk("VEVENT")) == ("Deadlines of Elmshire", [])


# --- meetings, and the days on which clocks change ------------------------------------------------------------------


def meeting(starts_at: datetime, **values) -> Event:
    return Event("meeting-7@example.org", "Meeting", starts_at.date(), starts_at=starts_at, **values)


def read(content: bytes):
    calendar = Calendar.from_ical(content)
    return calendar, calendar.walk("VEVENT")[0]


@pytest.mark.parametrize(
    ("day", "in_utc"),
    [
        (date(2021, 10, 29), 9),
        (date(2021, 10, 30), 9),
        (date(2021, 10, 31), 10),
        (date(2021, 11, 1), 10),
        (date(2022, 3, 26), 10),
        (date(2022, 3, 27), 9),
        (date(2022, 3, 28), 9),
        (date(2024, 2, 29), 10),
        (date(2024, 12, 31), 10),
    ],
)
def test_a_meeting_at_ten_is_at_ten_whatever_the_clocks_do(day, in_utc):
    _, made = read(write_calendar("Mine", [meeting(datetime.combine(day, time(10), LONDON))], written_at=NOW))
    starts, ends = made.decoded("dtstart"), made.decoded("dtend")

    assert (made["dtstart"].params["TZID"], starts.hour, starts.astimezone(UTC).hour) == ("Europe/London", 10, in_utc)
    assert ends - starts == timedelta(hours=1)


def test_rules_of_the_time_zone_are_those_of_its_clocks():
    """Read by another program, from the file alone, hour by hour around both changes of ten years."""
    calendar, _ = read(write_calendar("Mine", [meeting(NOW)], written_at=NOW))
    rules = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    hours = [
        datetime(year, month, day, hour, 30)
        for year in range(2021, 2031)
        for month in (3, 10)
        for day in range(24, 32)
        for hour in (0, 3, 10, 23)
    ]
    wrong = [at for at in hours if at.replace(tzinfo=rules).utcoffset() != at.replace(tzinfo=LONDON).utcoffset()]

    assert wrong == []


def test_days_of_deadlines_need_no_time_zone():
    calendar = Calendar.from_ical(write_calendar("Deadlines", [EVENT], written_at=NOW))

    assert calendar.walk("VTIMEZONE") == []


def test_a_changed_meeting_keeps_its_name_and_counts_on():
    before, after = (meeting(NOW, sequence=count, changed_at=NOW + timedelta(count)) for count in (0, 1))
    _, first = read(write_calendar("Mine", [before]))
    _, second = read(write_calendar("Mine", [after]))

    assert (first["uid"], first["sequence"]) == (second["uid"], 0)
    assert (second["sequence"], second.decoded("dtstamp")) == (1, NOW + timedelta(1))


@pytest.mark.parametrize(("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")])
def test_an_invitation_names_who_asks_and_who_is_asked(method, status):
    people = {"organiser": ("The Board", "no-reply@example.org"), "invited": ("Sam Example", "sam@example.org")}
    calendar, made = read(write_invitation(meeting(NOW, place="Town Hall", changed_at=NOW), method=method, **people))

    assert (calendar["method"], made["status"], made["location"]) == (method.value, status, "Town Hall")
    assert (made["organizer"], made["attendee"]) == ("mailto:no-reply@example.org", "mailto:sam@example.org")


def test_a_name_cannot_add_lines_to_an_invitation():
    evil = "Sam\r\nATTACH:http://example.org"
    people = {"organiser": (evil, "a@example.org"), "invited": (evil, f"b@example.org{evil}")}
    content = write_invitation(meeting(NOW, place=evil), **people)

    assert [line for line in content.decode().split("\n") if line.startswith("ATTACH")] == []
