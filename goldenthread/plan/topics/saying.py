"""How a line of a digest names a record: by number, kind and day, with the way there, and nothing of what it holds."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F
from django.urls import reverse

from goldenthread.core.words import ago, plural
from goldenthread.core.words import day as in_words
from goldenthread.notifications.topics import Line, Rows
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Action

RELATED = ("action__plan__partnership", "action__priority")


def was_due(rows: Rows, on: date) -> Iterator[Line]:
    for row in _dated(rows):
        yield _of_action(row.action, f"{row.action} was due by {in_words(row.due_on)}")


def is_due(rows: Rows, on: date) -> Iterator[Line]:
    for row in _dated(rows):
        yield _of_action(row.action, f"{row.action} {_due(row.due_on, on)}")


def silent(rows: Rows, on: date) -> Iterator[Line]:
    for row in rows.select_related(*RELATED).order_by("due_on", "action__position"):
        yield _of_action(row.action, f"{row.action} was due by {in_words(row.due_on)}; nothing was heard since")


def step_was_due(rows: Rows, on: date) -> Iterator[Line]:
    for row in _dated(rows):
        yield _of_action(row.action, f"a milestone of {row.action} was due by {in_words(row.due_on)}")


def step_is_due(rows: Rows, on: date) -> Iterator[Line]:
    for row in _dated(rows):
        yield _of_action(row.action, f"a milestone of {row.action} {_due(row.due_on, on)}")


def sent_back(rows: Rows, on: date) -> Iterator[Line]:
    for made in rows.select_related(*RELATED, "period").order_by("sent_back_at"):
        place = made.action.plan.partnership
        words = f"the return on {made.action} for {made.period} was sent back {ago(made.sent_back_at)}"
        yield _line(place, words, made.get_absolute_url())


def approved(rows: Rows, on: date) -> Iterator[Line]:
    for made in rows.select_related(*RELATED, "period").order_by("approved_at"):
        words = f"the return on {made.action} for {made.period} was approved {ago(made.approved_at)}"
        yield _line(made.action.plan.partnership, words, made.get_absolute_url())


def missing(rows: Rows, on: date) -> Iterator[Line]:
    """One line a period: the page behind it shows which."""
    grouped = rows.order_by().values("plan__partnership", "period_name", "returns_due_on").annotate(count=Count("pk"))
    ordered = list(grouped.order_by("returns_due_on", "plan__partnership"))
    places = Partnership.objects.in_bulk({row["plan__partnership"] for row in ordered})
    for row in ordered:
        verb = "is" if row["returns_due_on"] >= on else "was"
        words = f"{plural(row['count'], 'return')} for {row['period_name']}, which {verb} due by"
        place = places[row["plan__partnership"]]
        yield _line(place, f"{words} {in_words(row['returns_due_on'])}", reverse("plan:returns", args=[place.slug]))


def submitted(rows: Rows, on: date) -> Iterator[Line]:
    yield from _counted(rows, "action__plan__partnership", "return", "plan:returns")


def variations(rows: Rows, on: date) -> Iterator[Line]:
    yield from _counted(rows, "plan__partnership", "variation", "plan:variations")


def claims(rows: Rows, on: date) -> Iterator[Line]:
    yield from _counted(rows, "plan__partnership", "claim", "plan:impact_list")


def uses(rows: Rows, on: date) -> Iterator[Line]:
    yield from _counted(rows, "evidence__partnership", "piece of evidence", "evidence:list", "pieces of evidence")


def _counted(rows: Rows, path: str, one: str, page: str, many: str = "") -> Iterator[Line]:
    """One line a partnership: the page behind it decides on several at once."""
    counts = dict(rows.order_by().values_list(path).annotate(count=Count("pk", distinct=True)))
    for place in Partnership.objects.filter(pk__in=counts).order_by("name"):
        count = counts[place.pk]
        verb = "waits" if count == 1 else "wait"
        yield _line(place, f"{plural(count, one, many)} {verb} for you", reverse(page, args=[place.slug]))


def _dated(rows: Rows) -> Rows:
    return rows.select_related(*RELATED).order_by(F("due_on").asc(nulls_last=True), "action__position")


def _due(due_on: date, on: date) -> str:
    if due_on == on:
        return "is due today"
    return f"{'was' if due_on < on else 'is'} due by {in_words(due_on)}"


def _of_action(action: Action, words: str) -> Line:
    return _line(action.plan.partnership, words, action.get_absolute_url())


def _line(place: Partnership, words: str, about: str) -> Line:
    words = words[:1].upper() + words[1:]
    return Line(f"{place.short_name or place.name}: {words}", about)
