"""Papers that somebody owes, votes they are asked for, minutes they check or write: all in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.governance.models import MeetingState, Minutes, MinutesState, Paper, WrittenVote
from goldenthread.governance.models.meetings import arranged_by, chaired_by
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the union: what waits, its reference, its words, what it belongs to, its day, and where."""

    what: str
    ref: str
    text: str
    about: str
    on: date | None
    slug: str
    name: str

    def task(self, kind: str, text: str, reason: str, route: str, act: str) -> Task:
        place = Partnership(slug=self.slug, name=self.name)
        return Task(place, kind, text, reason, reverse(f"governance:{route}", args=[self.slug, self.ref]), act)


def _waiting(user: User) -> list[_Row]:
    """Papers owed, votes not given, minutes to check and to write; read once a request."""
    if not hasattr(user, "_waiting_at_meetings"):
        user._waiting_at_meetings = _read(user)  # type: ignore[attr-defined]
    return user._waiting_at_meetings  # type: ignore[attr-defined, no-any-return]


def _read(user: User) -> list[_Row]:
    arranges = arranged_by(user, "meeting__body", "meeting__partnership")
    chairs = chaired_by(user, "meeting__body", "meeting__partnership")
    minutes = Minutes.objects.visible_to(user).filter(meeting__state=MeetingState.CLOSED)
    papers = _columns(_papers(user), "paper", "ref", "title", "item__meeting__title", F("due_on"), "item__meeting__")
    votes = _columns(
        _votes(user), "vote", "procedure__ref", "procedure__title", "procedure__body__name",
        F("procedure__closes_on"), "procedure__",
    )  # fmt: skip
    checked = _minutes(minutes.filter(chairs, state=MinutesState.WITH_CHAIR), "check")
    written = _minutes(minutes.filter(arranges, state=MinutesState.DRAFT), "write")
    union = papers.union(votes, checked, written, all=True)
    return [_Row(*values) for values in union[: 4 * SHOWN]]


def _columns(rows: QuerySet[Any], what: str, ref: str, text: str, about: str, on: Any, place: str) -> QuerySet[Any]:
    named = {
        "w": Value(what, output_field=CharField()), "r": F(ref), "t": F(text), "a": F(about),
        "d": Cast(on, DateField()), "s": F(f"{place}partnership__slug"), "n": F(f"{place}partnership__name"),
    }  # fmt: skip
    return rows.order_by().annotate(**named).values_list(*named)


def _minutes(rows: QuerySet[Any], what: str) -> QuerySet[Any]:
    day = TruncDate("meeting__closed_at")
    return _columns(rows, what, "meeting__ref", "meeting__title", "meeting__body__name", day, "meeting__")


def _papers(user: User) -> QuerySet[Paper]:
    owed = Paper.objects.visible_to(user).filter(author=user, versions=None, withdrawn_at=None)
    return owed.exclude(item__meeting__state__in=[MeetingState.CLOSED, MeetingState.CANCELLED])


def _votes(user: User) -> QuerySet[WrittenVote]:
    still_open = Q(procedure__closed_at=None, procedure__closes_on__gte=clock.today())
    here = within(user, Right.READ_PLAN, "procedure__partnership")
    return WrittenVote.objects.filter(still_open, here, person=user, answer="")


def owed(user: User) -> Iterator[Task]:
    for row in _waiting(user):
        if row.what == "paper":
            late = row.on is not None and row.on < clock.today()
            due = f"It is due by {in_words(row.on)}, {ago(row.on)}." if row.on else "It has no day yet."
            kind, reason = "overdue" if late else "due", f"For {row.about}. {due}"
            yield row.task(kind, f"Paper: {row.text}", reason, "paper", "Bring it")
        elif row.what == "vote":
            reason = f"{row.about} decides in writing. Answers are due by {in_words(row.on)}."
            yield row.task("vote", row.text, reason, "procedure", "Answer")


def to_check(user: User) -> Iterator[Task]:
    for row in _waiting(user):
        if row.what == "check":
            reason = f"The meeting was {ago(row.on)}. Members read the minutes when you have checked them."
            yield row.task("check", f"Minutes of {row.text}", reason, "minutes", "Check")


def to_write(user: User) -> Iterator[Task]:
    for row in _waiting(user):
        if row.what == "write":
            yield row.task(
                "draft", f"Minutes of {row.text}", f"The meeting was {ago(row.on)}.", "minutes", "Finish them"
            )
