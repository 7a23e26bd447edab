"""The year ahead: meetings, papers, statutory and recurring items, decisions that come back, by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.prepared import prepared
from goldenthread.core.words import time as at_time
from goldenthread.governance.models import (
    Decision,
    DecisionState,
    ForwardItem,
    ForwardKind,
    Meeting,
    MeetingState,
    Paper,
    WrittenProcedure,
)
from goldenthread.governance.models.meetings import Sight, sight_of
from goldenthread.partnerships.models import Body, Partnership, Reach, TermsOfReference

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
    today, sight = clock.today(), sight_of(user)
    until, slug = today + relativedelta(months=MONTHS), partnership.slug
    asked: dict[str, Any] = {"partnership": partnership.pk, "body": body.pk if body else None}
    every = [
        *_meeting_entries(_meetings(sight=sight, since=today, until=until, **asked), slug, today),
        *_paper_entries(_papers(sight=sight, person=user.pk, until=until, **asked), slug),
        *_item_entries(_items(reads=sight.reads, until=until, **asked), slug),
        *_review_entries(_reviews(sight=sight, person=user.pk, until=until, **asked), slug),
        *_terms_entries(_terms(reads=sight.reads, until=until, **asked), slug),
        *_procedure_entries(_procedures(reads=sight.reads, **asked), slug),
    ]
    overdue = sorted((each for each in every if each.on < today), key=lambda each: each.on)
    ahead = sorted((each for each in every if each.on >= today), key=lambda each: (each.on, each.what))
    months = groupby(ahead, key=lambda each: each.on.replace(day=1))
    return overdue, [Month(first, list(entries)) for first, entries in months]


Rows = list[tuple[Any, ...]]


def _of(rows: Any, body: int | None, path: str = "body") -> Any:
    return rows.filter(**{path: body}) if body else rows


@prepared
def _meetings(*, sight: Sight, partnership: int, body: int | None, since: date, until: date) -> "QuerySet[Any, Any]":
    found = Meeting.objects.in_sight(sight).filter(partnership=partnership, starts_at__date__lte=until).upcoming(since)
    shown = ("starts_at", "ref", "title", "state", "papers_due_on", "body__name")
    return _of(found, body).order_by("starts_at").values_list(*shown)[:MOST]  # type: ignore[no-any-return]


def _meeting_entries(rows: Rows, slug: str, today: date) -> Iterator[Entry]:
    for starts_at, ref, title, state, papers_due_on, body in rows:
        href, note = (
            reverse("governance:meeting", [slug, ref]),
            f"{at_time(starts_at)}, {MeetingState(state).label.lower()}",
        )
        yield Entry(timezone.localdate(starts_at), "Meeting", title, href, body, note, "note")
        if papers_due_on and papers_due_on >= today:
            yield Entry(papers_due_on, "Papers due", f"Papers for {title}", href, body)


@prepared
def _papers(
    *, sight: Sight, person: int, partnership: int, body: int | None, until: date
) -> "QuerySet[Any, Any]":  # fmt: skip
    """Papers that somebody still owes, as far as this person may know of them."""
    owed = Paper.objects.in_sight(sight, person).filter(
        item__meeting__partnership=partnership, versions=None, withdrawn_at=None, due_on__lte=until,
        item__meeting__closed_at=None,
    )  # fmt: skip
    shown = ("due_on", "ref", "title", "author__name", "item__meeting__body__name")
    return _of(owed, body, "item__meeting__body").values_list(*shown)[:MOST]  # type: ignore[no-any-return]


def _paper_entries(rows: Rows, slug: str) -> Iterator[Entry]:
    for due_on, ref, title, author, body in rows:
        by = f"from {author}" if author else ""
        yield Entry(due_on, "Paper owed", title, reverse("governance:paper", [slug, ref]), body, by, "warn")


@prepared
def _items(*, reads: Reach, partnership: int, body: int | None, until: date) -> "QuerySet[Any, Any]":
    open_ones = ForwardItem.objects.filter(
        reads.rows("partnership"), partnership=partnership, done_on=None, dropped_why="", due_on__lte=until
    )
    shown = ("due_on", "ref", "title", "kind", "source", "verified", "item__meeting__title", "body__name")
    return _of(open_ones, body).values_list(*shown)[:MOST]  # type: ignore[no-any-return]


def _item_entries(rows: Rows, slug: str) -> Iterator[Entry]:
    for due_on, ref, title, kind, source, verified, meeting, body in rows:
        on_agenda = f"On the agenda of {meeting}." if meeting else ""
        unverified = "Not checked against its source." if source and not verified else ""
        what, tone = ForwardKind(kind).label, "bad" if kind == ForwardKind.STATUTORY else "none"
        note = " ".join(filter(None, [on_agenda, unverified]))
        yield Entry(due_on, what, title, reverse("governance:forward_item", [slug, ref]), body, note, tone)


@prepared
def _reviews(
    *, sight: Sight, person: int, partnership: int, body: int | None, until: date
) -> "QuerySet[Any, Any]":  # fmt: skip
    due = Decision.objects.in_sight(sight, person).filter(
        partnership=partnership, state=DecisionState.TAKEN, reviewed_by=None, review_on__lte=until
    )
    return _of(due, body).values_list("review_on", "ref", "number", "words", "body__name")[:MOST]  # type: ignore[no-any-return]


def _review_entries(rows: Rows, slug: str) -> Iterator[Entry]:
    for review_on, ref, number, words, body in rows:
        href = reverse("governance:decision", [slug, ref])
        yield Entry(review_on, "Decision comes back", f"{number}: {words}"[:160], href, body)


@prepared
def _terms(*, reads: Reach, partnership: int, body: int | None, until: date) -> "QuerySet[Any, Any]":
    """Terms of reference that nothing newer replaced, of bodies that go on."""
    newest = TermsOfReference.objects.filter(body=OuterRef("body")).order_by("-agreed_on", "-pk")
    due = TermsOfReference.objects.filter(
        reads.rows("body__partnership"), pk=Subquery(newest.values("pk")[:1]), body__partnership=partnership,
        body__ends_on=None, review_on__lte=until,
    )  # fmt: skip
    return _of(due, body).values_list("review_on", "body__ref", "body__name")[:MOST]  # type: ignore[no-any-return]


def _terms_entries(rows: Rows, slug: str) -> Iterator[Entry]:
    for review_on, ref, body in rows:
        href = reverse("reports:body", [slug, ref]) + "#terms"
        yield Entry(review_on, "Review", f"Terms of reference of {body}", href, body)


@prepared
def _procedures(*, reads: Reach, partnership: int, body: int | None) -> "QuerySet[Any, Any]":
    open_ones = WrittenProcedure.objects.filter(reads.rows("partnership"), partnership=partnership, closed_at=None)
    return _of(open_ones, body).values_list("closes_on", "ref", "title", "body__name")[:MOST]  # type: ignore[no-any-return]


def _procedure_entries(rows: Rows, slug: str) -> Iterator[Entry]:
    for closes_on, ref, title, body in rows:
        yield Entry(
            closes_on, "Written procedure ends", title, reverse("governance:procedure", [slug, ref]), body, tone="note"
        )
