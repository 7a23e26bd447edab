"""The history of the partnership, and its search."""

from datetime import date, datetime
from typing import Any

from ninja import Query
from pydantic import BaseModel, Field

from goldenthread.api.endpoints import MOST, P, Request, Sent, Short, address_of, at, get, text
from goldenthread.history.models import Entry
from goldenthread.partnerships import search as searching
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.history import entries_of, narrowed

GROUP = "History and search"


class EntryShape(BaseModel):
    """One thing that one person did to one record. ``hash`` chains it to the entry before."""

    number: int
    at: datetime
    actor: str
    did: str
    record_type: str
    record_ref: str
    record: str
    reason: str
    old: dict[str, Any]
    new: dict[str, Any]
    hash: str


class Entries(BaseModel):
    items: list[EntryShape]
    next: str | None


class HistoryAsked(Sent):
    limit: int = Field(50, ge=1, le=MOST)
    before: int | None = Field(None, ge=1, le=2**62, description="Only entries with a smaller number.")
    person: Short = ""
    record: Short = ""
    words: Short = ""
    since: date | None = None
    until: date | None = None


@get(f"{P}/history", Right.READ_HISTORY, Entries, group=GROUP)
def history(request: Request, partnership: str, asked: Query[HistoryAsked]) -> dict[str, Any]:
    """Who did what, the newest first. One goes on by number, so that nothing shifts meanwhile."""
    chosen = {name: value for name, value in asked.model_dump(exclude={"limit", "before"}).items() if value}
    rows = narrowed(entries_of(request.user, request.partnership), chosen)
    if asked.before:
        rows = rows.filter(number__lt=asked.before)
    found = list(rows.order_by("-number")[: asked.limit + 1])
    shown = found[: asked.limit]
    onward = address_of(request, before=shown[-1].number) if len(found) > asked.limit else None
    return {"items": [_entry(row) for row in shown], "next": onward}


def _entry(row: Entry) -> dict[str, Any]:
    plain = ("number", "at", "actor", "record_type", "record_ref", "reason", "old", "new", "hash")
    return {"did": row.sentence, "record": row.record_label, **{name: getattr(row, name) for name in plain}}


class Hit(BaseModel):
    record_type: str
    record_ref: str
    title: str
    address: str


class SearchAsked(Sent):
    q: text(200, 1) = Field(description="The words to look for, in any of their forms.")  # type: ignore[valid-type]
    limit: int = Field(50, ge=1, le=MOST)


@get(f"{P}/search", Right.READ_PLAN, list[Hit], group=GROUP)
def search(request: Request, partnership: str, asked: Query[SearchAsked]) -> list[dict[str, Any]]:
    """The records that have all of the words, best first."""
    found = searching.find(request.user, request.partnership, asked.q, asked.limit)
    plain = ("record_type", "record_ref", "title")
    return [{**{name: getattr(hit, name) for name in plain}, "address": at(hit.address)} for hit in found]
