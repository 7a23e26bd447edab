from datetime import UTC, date, datetime

from icalendar import Calendar

from goldenthread.documents.writing.calendar import Event, write_calendar

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
