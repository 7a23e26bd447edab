"""How a line of a digest names a record: by meeting, number and day, with the way there, and nothing of what it holds.

What is closed to anybody has no title here: a paper is named by its meeting alone.
"""

from collections.abc import Iterator
from datetime import date

from goldenthread.core.words import day as in_words
from goldenthread.notifications.topics import Line, Rows
from goldenthread.partnerships.models import Partnership


def papers(rows: Rows, on: date) -> Iterator[Line]:
    for paper in rows.select_related("item__meeting__partnership").order_by("due_on"):
        meeting = paper.item.meeting
        words = f"Your paper for {meeting.title} {_due(paper.due_on, on)}"
        yield _line(meeting.partnership, words, paper.get_absolute_url())


def votes(rows: Rows, on: date) -> Iterator[Line]:
    for vote in rows.select_related("procedure__partnership", "procedure__body").order_by("procedure__closes_on"):
        asked = vote.procedure
        words = f"{asked.body} decides in writing; your answer {_due(asked.closes_on, on)}"
        yield _line(asked.partnership, words, asked.get_absolute_url())


def asked(rows: Rows, on: date) -> Iterator[Line]:
    for step in rows.select_related("challenge__partnership").order_by("due_on"):
        words = f"{step.challenge}: a reply {_due(step.due_on, on)}"
        yield _line(step.challenge.partnership, words, step.challenge.get_absolute_url())


def put(rows: Rows, on: date) -> Iterator[Line]:
    for challenge in rows.select_related("partnership").order_by("due_on"):
        late = challenge.is_overdue(on)
        words = f"no reply came by {in_words(challenge.due_on)}" if late else "it was replied to; is that enough?"
        yield _line(challenge.partnership, f"{challenge}: {words}", challenge.get_absolute_url())


def minutes_to_check(rows: Rows, on: date) -> Iterator[Line]:
    for minutes in rows.select_related("meeting__partnership").order_by("meeting__starts_at"):
        words = f"The minutes of {minutes.meeting.title} wait for your check"
        yield _line(minutes.meeting.partnership, words, minutes.get_absolute_url())


def minutes_to_read(rows: Rows, on: date) -> Iterator[Line]:
    for minutes in rows.select_related("meeting__partnership").order_by("meeting__starts_at"):
        words = f"The minutes of {minutes.meeting.title} can be read; they are not approved yet"
        yield _line(minutes.meeting.partnership, words, minutes.get_absolute_url())


def risks(rows: Rows, on: date) -> Iterator[Line]:
    for version in rows.select_related("risk__partnership").order_by("review_on"):
        words = f"{version.risk}: its review {_due(version.review_on, on)}"
        yield _line(version.risk.partnership, words, version.risk.get_absolute_url())


def _due(due_on: date, on: date) -> str:
    if due_on == on:
        return "is due today"
    return f"{'was' if due_on < on else 'is'} due by {in_words(due_on)}"


def _line(place: Partnership, words: str, about: str) -> Line:
    return Line(f"{place.short_name or place.name}: {words[:1].upper()}{words[1:]}", about)
