"""The whole history of a partnership, newest first, by its own numbering: a page costs the same wherever it lies."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.history.models import Entry
from goldenthread.history.queries import told
from goldenthread.partnerships.models import Partnership, SearchRow
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right

PAGE = 50


@dataclass(frozen=True, slots=True)
class Slice:
    entries: list[dict[str, Any]]
    older: int | None
    """Entries below this number are on the next page."""


def entries_of(user: User, partnership: Partnership) -> QuerySet[Entry]:
    if not may(user, Right.READ_HISTORY, partnership):
        return Entry.objects.none()
    return Entry.objects.filter(chain=partnership.slug)


def page_of(entries: QuerySet[Entry], partnership: Partnership, chosen: dict[str, Any], before: int | None) -> Slice:
    found = narrowed(entries, chosen)
    if before is not None:
        found = found.filter(number__lt=before)
    rows = list(found.order_by("-number")[: PAGE + 1])
    shown = rows[:PAGE]
    addresses = _addresses(shown, partnership)
    drawn = [
        {**told(row), "about": row.record_label, "href": addresses.get((row.record_type, row.record_ref), "")}
        for row in shown
    ]
    return Slice(drawn, shown[-1].number if len(rows) > PAGE else None)


def narrowed(entries: QuerySet[Entry], chosen: dict[str, Any]) -> QuerySet[Entry]:
    if "person" in chosen:
        entries = entries.filter(actor__icontains=chosen["person"])
    if "record" in chosen:
        entries = entries.filter(record_label__icontains=chosen["record"])
    if "words" in chosen:
        entries = entries.filter(Q(sentence__icontains=chosen["words"]) | Q(reason__icontains=chosen["words"]))
    if "since" in chosen:
        entries = entries.filter(at__gte=_moment(chosen["since"], time.min))
    if "until" in chosen:
        entries = entries.filter(at__lte=_moment(chosen["until"], time.max))
    return entries


def _moment(day: date, when: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, when))


def _addresses(rows: list[Entry], partnership: Partnership) -> dict[tuple[str, str], str]:
    """Where the records of the entries can be read, if the search box knows their page. One query."""
    known = SearchRow.objects.filter(partnership=partnership, record_ref__in={row.record_ref for row in rows})
    return {(kind, ref): address for kind, ref, address in known.values_list("record_type", "record_ref", "address")}
