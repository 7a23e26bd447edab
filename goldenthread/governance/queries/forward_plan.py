"""The year ahead: meetings, papers, statutory and recurring items, decisions that come back, by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import time as at_time
from goldenthread.governance.models import (
    Decision,
    DecisionState,
    ForwardItem,
    ForwardKind,
    Meeting,
    Paper,
    WrittenProcedure,
)
from goldenthread.governance.queries.meetings import meetings_of
from goldenthread.partnerships.models import Body, Partnership

MONTHS = 12
MOST = 300


@dataclass(frozen=True, slots=True)
class Entry:
    on: date
    what: str
    text: str
    href: str
    body: str
    note: str = ""
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    entries: list[Entry]

    @property
    def name(self) -> str:
        return f"{self.first:%B %Y}"


def forward_plan(user: User, partnership: Partnership, body: Body | None = None) -> tuple[list[Entry], list[Month]]:
    """What is overdue, and the months ahead. One query for each kind of thing."""
    until = clock.today() + relativedelta(months=MONTHS)
    every = [*_meetings(user, partnership, body, until), *_papers(user, partnership, body, until)]
    every += [*_items(user, partnership, body, until), *_reviews(user, partnership, body, until)]
    every += _procedures(user, partnership, body)
    today = clock.today()
    overdue = sorted((each for each in every if each.on < today), key=lambda each: each.on)
    ahead = sorted((each for each in every if each.on >= today), key=lambda each: (each.on, each.what))
    months = groupby(ahead, key=lambda each: each.on.replace(day=1))
    return overdue, [Month(first, list(entries)) for first, entries in months]


def _meetings(user: User, partnership: Partnership, body: Body | None, until: date) -> Iterator[Entry]:
    found: list[Meeting] = list(
        _of(meetings_of(user, partnership).upcoming(), body)
        .filter(starts_at__date__lte=until)
        .order_by("starts_at")[:MOST]
    )
    today = clock.today()
    for meeting in found:
        day = timezone.localdate(meeting.starts_at)
        yield Entry(day, "Meeting", meeting.title, meeting.get_absolute_url(), str(meeting.body),
                    f"{at_time(meeting.starts_at)}, {meeting.get_state_display().lower()}", "note")  # fmt: skip
        if meeting.papers_due_on and meeting.papers_due_on >= today:
            yield Entry(meeting.papers_due_on, "Papers due", f"Papers for {meeting.title}",
                        meeting.get_absolute_url(), str(meeting.body))  # fmt: skip


def _papers(user: User, partnership: Partnership, body: Body | None, until: date) -> Iterator[Entry]:
    """Papers that somebody still owes, as far as this person may know of them."""
    papers = Paper.objects.visible_to(user).filter(
        item__meeting__partnership=partnership, versions=None, withdrawn_at=None, due_on__lte=until,
        item__meeting__closed_at=None,
    )  # fmt: skip
    papers = papers.filter(item__meeting__body=body) if body else papers
    for paper in papers.select_related("item__meeting__partnership", "item__meeting__body", "author")[:MOST]:
        if paper.due_on:
            by = f"from {paper.author}" if paper.author else ""
            yield Entry(paper.due_on, "Paper owed", paper.title, paper.get_absolute_url(),
                        str(paper.item.meeting.body), by, "warn")  # fmt: skip


def _items(user: User, partnership: Partnership, body: Body | None, until: date) -> Iterator[Entry]:
    items = ForwardItem.objects.visible_to(user).filter(
        partnership=partnership, done_on=None, dropped_why="", due_on__lte=until
    )
    for item in _of(items, body).select_related("partnership", "body", "item__meeting")[:MOST]:
        on_agenda = f"On the agenda of {item.item.meeting.title}." if item.item else ""
        unverified = "Not checked against its source." if item.source and not item.verified else ""
        what, tone = item.get_kind_display(), "bad" if item.kind == ForwardKind.STATUTORY else "none"
        note = " ".join(filter(None, [on_agenda, unverified]))
        yield Entry(item.due_on, what, item.title, item.get_absolute_url(), str(item.body), note, tone)


def _reviews(user: User, partnership: Partnership, body: Body | None, until: date) -> Iterator[Entry]:
    due = Decision.objects.visible_to(user).filter(
        partnership=partnership, state=DecisionState.TAKEN, reviewed_by=None, review_on__lte=until
    )
    for decision in _of(due, body).select_related("partnership", "body")[:MOST]:
        if decision.review_on:
            yield Entry(decision.review_on, "Decision comes back", f"{decision.number}: {decision.words}"[:160],
                        decision.get_absolute_url(), str(decision.body))  # fmt: skip


def _procedures(user: User, partnership: Partnership, body: Body | None) -> Iterator[Entry]:
    open_ones = WrittenProcedure.objects.visible_to(user).filter(partnership=partnership, closed_at=None)
    for procedure in _of(open_ones, body).select_related("partnership", "body")[:MOST]:
        yield Entry(procedure.closes_on, "Written procedure ends", procedure.title, procedure.get_absolute_url(),
                    str(procedure.body), tone="note")  # fmt: skip


def _of(rows, body):  # type: ignore[no-untyped-def]
    return rows.filter(body=body) if body else rows
