"""How the API tells of minutes and of the forward plan."""

from datetime import date, datetime

from pydantic import BaseModel

from goldenthread.api.endpoints import at
from goldenthread.api.shapes.governance import DecisionShape, decision
from goldenthread.governance.models import Minutes, Settled
from goldenthread.governance.queries.forward_plan import Entry
from goldenthread.governance.queries.minutes import Minute, Told


class AttendedShape(BaseModel):
    name: str
    organisation: str | None
    part: str
    presence: str


class SettledShape(BaseModel):
    """A return or a variation that was dealt with under an item."""

    made_return: str | None
    variation: str | None
    outcome: str


class MinuteShape(BaseModel):
    """``is_recused``: the person stepped back, and reads the title alone."""

    item: str
    number: str
    title: str
    closed: bool
    state: str
    is_recused: bool
    notes: str
    decisions: list[DecisionShape]
    settled: list[SettledShape]


class MinutesShape(BaseModel):
    meeting: str
    title: str
    state: str
    checked_at: datetime | None
    approved_at: datetime | None
    approved_in: str | None
    attendance: list[AttendedShape]
    items: list[MinuteShape]
    address: str


def minutes(row: Minutes, told: Told) -> dict[str, object]:
    return {
        "meeting": row.meeting.ref,
        "title": row.meeting.title,
        **{name: getattr(row, name) for name in ("state", "checked_at", "approved_at")},
        "approved_in": row.approved_in.ref if row.approved_in else None,
        "attendance": [
            {"name": each.name, "organisation": str(each.organisation) if each.organisation else None,
             "part": each.part, "presence": each.presence}
            for each in told.attendance
        ],
        "items": [_minute(each) for each in [*told.open, *told.closed]],
        "address": at(row.get_absolute_url()),
    }  # fmt: skip


def _minute(row: Minute) -> dict[str, object]:
    line, item = row.line, row.line.item
    for each in row.decisions:
        each.body, each.has_dissent = item.meeting.body, bool(each.dissents.all())  # type: ignore[attr-defined]
    return {
        "item": item.ref,
        **{name: getattr(item, name) for name in ("title", "closed", "state")},
        "number": line.number,
        "is_recused": line.is_recused,
        "notes": "" if line.is_recused else item.notes,
        "decisions": [decision(each) for each in row.decisions],
        "settled": [_settled(each) for each in row.settled],
    }


def _settled(row: Settled) -> dict[str, str | None]:
    return {
        "made_return": row.made_return.ref if row.made_return else None,
        "variation": row.variation.ref if row.variation else None,
        "outcome": row.outcome,
    }


class ForwardShape(BaseModel):
    """Something that is due; ``what`` says what kind of thing it is."""

    on: date
    what: str
    text: str
    body: str
    note: str
    is_overdue: bool
    address: str


def forward(entry: Entry, today: date) -> dict[str, object]:
    plain = {name: getattr(entry, name) for name in ("on", "what", "text", "body", "note")}
    return plain | {"is_overdue": entry.on < today, "address": at(entry.href)}
