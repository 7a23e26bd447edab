"""How the API tells of written reports and of broken threads."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from goldenthread.api.endpoints import at
from goldenthread.api.shapes.people import Named, named
from goldenthread.reports.models import Contribution, LedgerEntry, Presentation, Report
from goldenthread.reports.queries.attendance import Share
from goldenthread.reports.queries.threads import KINDS, Asked, address_of, told
from goldenthread.reports.queries.written import TellPart, TellReport


class ReportShape(BaseModel):
    """``frozen_at`` is the moment of its figures."""

    ref: str
    kind: str
    title: str
    body: Named | None
    period: str | None
    starts_on: date
    ends_on: date
    state: str
    frozen_at: datetime
    submitted_at: datetime | None
    released_at: datetime | None
    address: str


def report(row: Report) -> dict[str, Any]:
    plain = ("ref", "kind", "title", "starts_on", "ends_on", "state", "frozen_at", "submitted_at", "released_at")
    told = {name: getattr(row, name) for name in plain}
    period = row.period.ref if row.period else None
    return told | {"body": named(row.body), "period": period, "address": at(row.get_absolute_url())}


class CountShape(BaseModel):
    label: str
    value: int | str
    address: str


class TableShape(BaseModel):
    """``addresses`` leads to the record of each row."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    addresses: list[str]


class LineShape(BaseModel):
    kind: str
    text: str
    address: str


class PartShape(BaseModel):
    """What stands under a heading: people's words, and the figures, table and lines of the records."""

    key: str
    heading: str
    source: str
    verified: bool
    words: str
    children_words: str
    figures: list[CountShape]
    table: TableShape | None
    lines: list[LineShape]
    is_gap: bool


class ClaimShape(BaseModel):
    claim: str
    measure: str
    source: str
    observed_on: date
    strength: int
    against: str


class ContributionShape(BaseModel):
    kind: str
    organisation: str | None
    what: str
    pounds: Decimal | None
    days: Decimal | None
    source: str


class QuestionShape(BaseModel):
    question: str
    answer: str
    answered_on: date | None


class PresentationShape(BaseModel):
    body: Named | None
    sent_on: date
    meets_on: date | None
    minute: str
    questions: list[QuestionShape]


class ReportDetail(ReportShape):
    parts: list[PartShape]
    ledger: list[ClaimShape]
    contributions: list[ContributionShape]
    presentations: list[PresentationShape]


def whole_report(told: TellReport) -> dict[str, Any]:
    return report(told.report) | {
        "parts": [_part(each) for each in told.parts],
        "ledger": [_claim(each) for each in told.ledger],
        "contributions": [_contribution(each) for each in told.contributions],
        "presentations": [_presentation(each) for each in told.presentations],
    }


def _part(each: TellPart) -> dict[str, Any]:
    part, table = each.part, each.part.table
    plain = ("key", "heading", "source", "verified", "words", "children_words")
    return {
        **{name: getattr(part, name) for name in plain},
        "figures": [
            {"label": row["label"], "value": row["value"], "address": at(row["href"])} for row in part.figures
        ],
        "table": {
            **{name: table[name] for name in ("caption", "columns", "rows")},
            "addresses": [at(link) for link in table["links"]],
        } if table else None,
        "lines": [{"kind": line.kind, "text": line.text, "address": at(line.href)} for line in each.lines],
        "is_gap": each.is_gap,
    }  # fmt: skip


def _claim(row: LedgerEntry) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("claim", "measure", "source", "observed_on", "strength", "against")}


def _contribution(row: Contribution) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("kind", "what", "pounds", "days", "source")}
    return plain | {"organisation": str(row.organisation) if row.organisation else None}


def _presentation(row: Presentation) -> dict[str, Any]:
    asked = [
        {name: getattr(each, name) for name in ("question", "answer", "answered_on")} for each in row.questions.all()
    ]
    plain = {name: getattr(row, name) for name in ("sent_on", "meets_on", "minute")}
    return plain | {"body": named(row.body), "questions": asked}


class ShareShape(BaseModel):
    """``meetings`` at which it had a seat; ``represented`` by a member or a deputy, ``in_person`` by a member."""

    ref: str
    name: str
    meetings: int
    represented: int
    in_person: int
    apologies: int
    absent: int
    owed: int
    handed_in: int
    late: int


def share(row: Share) -> dict[str, Any]:
    return asdict(row)


class ThreadShape(BaseModel):
    """An arrow of the thread that is missing: what is missing where, whose it is, since when, and what mends it."""

    kind: str
    name: str
    why: str
    mend: str
    record_type: str
    record_ref: str
    record: str
    words: str
    owner: str
    since: date
    days: int
    address: str


def thread(row: dict[str, Any], asked: Asked) -> dict[str, Any]:
    found = told(row)
    kind = KINDS[found.kind]
    return {
        **{name: getattr(kind, name) for name in ("name", "why", "mend")},
        **{name: getattr(found, name) for name in ("kind", "words", "owner", "since")},
        "record_type": found.place,
        "record_ref": found.ref,
        "record": found.label,
        "days": (asked.when.day - found.since).days,
        "address": at(address_of(found, asked)),
    }
