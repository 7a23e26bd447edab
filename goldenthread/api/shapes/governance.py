"""How the API tells of meetings, decisions, challenges, risks, strategies and indicators."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from goldenthread.api.endpoints import at
from goldenthread.api.shapes.people import Named, named
from goldenthread.api.shapes.progress import person
from goldenthread.governance.models import Challenge, ChallengeStep, Decision, Meeting, Paper, WrittenProcedure
from goldenthread.governance.queries.agenda import Line
from goldenthread.measures.models import Figure


def _plain(record: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


class MeetingShape(BaseModel):
    ref: str
    title: str
    body: Named | None
    starts_at: datetime
    ends_at: datetime
    place: str
    papers_due_on: date | None
    state: str
    published_at: datetime | None
    closed_at: datetime | None
    address: str


def meeting(row: Meeting) -> dict[str, Any]:
    told = _plain(row, "ref", "title", "starts_at", "ends_at", "place", "papers_due_on", "state", "published_at")
    return told | {"closed_at": row.closed_at, "body": named(row.body), "address": at(row.get_absolute_url())}


class PaperShape(BaseModel):
    ref: str
    title: str
    closed: bool
    due_on: date | None
    versions: int
    address: str


class ItemShape(BaseModel):
    """``is_recused``: the person stepped back, and reads the title alone."""

    ref: str
    number: str
    title: str
    kind: str
    purpose: str
    presenter: str
    starts_at: datetime
    minutes_planned: int
    closed: bool
    state: str
    is_recused: bool
    papers: list[PaperShape]
    address: str


class MeetingDetail(MeetingShape):
    items: list[ItemShape]


def item(line: Line) -> dict[str, Any]:
    row = line.item
    return {
        **_plain(row, "ref", "title", "kind", "minutes_planned", "closed", "state"),
        "number": line.number,
        "starts_at": line.starts_at,
        "is_recused": line.is_recused,
        "purpose": "" if line.is_recused else row.purpose,
        "presenter": row.presenter,
        "papers": [paper(each) for each in line.papers],
        "address": at(row.get_absolute_url()),
    }


def paper(row: Paper) -> dict[str, Any]:
    told = _plain(row, "ref", "title", "closed", "due_on")
    return told | {"versions": len(row.versions.all()), "address": at(row.get_absolute_url())}


class DecisionShape(BaseModel):
    """``state`` says whether it is taken; what is only proposed is no decision yet."""

    ref: str
    number: str
    body: Named | None
    words: str
    options: str
    reasons: str
    relied_on: str
    votes_for: int | None
    votes_against: int | None
    abstained: int | None
    has_dissent: bool
    review_on: date | None
    state: str
    taken_at: datetime | None
    address: str


def decision(row: Any) -> dict[str, Any]:
    own: Decision = row
    votes = ("votes_for", "votes_against", "abstained")
    told = _plain(own, "ref", "number", "words", "options", "reasons", "relied_on", *votes, "review_on", "state")
    more = {"taken_at": own.taken_at, "has_dissent": row.has_dissent}
    return told | more | {"body": named(own.body), "address": at(own.get_absolute_url())}


class ProcedureShape(BaseModel):
    """``decision`` names what is asked, or was decided; how each answered stands on the page of the procedure alone."""

    ref: str
    title: str
    body: Named | None
    why_now: str
    decision: str
    closes_on: date
    closed_at: datetime | None
    result: str
    asked: int
    answered: int
    address: str


def procedure(row: Any) -> dict[str, Any]:
    own: WrittenProcedure = row
    told = _plain(row, "ref", "title", "why_now", "closes_on", "closed_at", "result", "asked", "answered")
    return told | {"body": named(own.body), "decision": own.decision.ref, "address": at(own.get_absolute_url())}


class StepShape(BaseModel):
    name: str
    to: Named | None
    due_on: date
    why: str
    reply: str
    replied_by: str | None
    replied_at: datetime | None


class ChallengeShape(BaseModel):
    ref: str
    number: int
    title: str
    words: str
    grounds: str
    challenger: str
    state: str
    due_on: date
    raised_at: datetime
    steps: list[StepShape]
    result: str
    came_of_it: str
    impact: str
    closed_at: datetime | None
    address: str


def challenge(row: Challenge) -> dict[str, Any]:
    said = ("title", "words", "grounds", "state", "due_on", "raised_at", "result", "came_of_it", "impact", "closed_at")
    return {
        **_plain(row, "ref", "number", *said),
        "challenger": str(row.challenger),
        "steps": [_step(each) for each in row.steps.all()],
        "address": at(row.get_absolute_url()),
    }


def _step(row: ChallengeStep) -> dict[str, Any]:
    told = _plain(row, "name", "due_on", "why", "reply", "replied_at")
    return told | {"to": named(row.body or row.organisation or row.post), "replied_by": person(row.replied_by)}


class RiskShape(BaseModel):
    """``before`` is the score at the review before."""

    ref: str
    number: int
    kind: str
    title: str
    words: str
    owner: Named | None
    likelihood: int
    impact: int
    score: int
    before: int | None
    controls: str
    further: str
    review_on: date
    note: str
    closed_at: datetime | None
    address: str


def risk(version: Any) -> dict[str, Any]:
    own = version.risk
    said = ("title", "words", "likelihood", "impact", "score", "before", "controls", "further", "review_on", "note")
    told = _plain(own, "ref", "number", "kind", "closed_at") | _plain(version, *said)
    return told | {"owner": named(version.holder), "address": at(own.get_absolute_url())}


class StrategyShape(BaseModel):
    ref: str
    title: str
    owner: Named | None
    purpose: str
    rating: str | None
    said: str | None
    said_on: date | None
    next_update_on: date
    next_step_on: date | None
    ended_at: datetime | None
    address: str


def strategy(row: Any) -> dict[str, Any]:
    told = _plain(row, "ref", "title", "purpose", "said", "said_on", "next_update_on", "next_step_on", "ended_at")
    return told | {"rating": row.rated, "owner": named(row.owner), "address": at(row.get_absolute_url())}


class IndicatorShape(BaseModel):
    ref: str
    name: str
    counts: str
    source: str
    unit: str
    unit_words: str
    direction: str
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    latest: float | None
    latest_on: date | None
    owner: Named | None
    address: str


def indicator(row: Any) -> dict[str, Any]:
    said = ("ref", "name", "counts", "source", "unit", "unit_words", "direction", "baseline", "baseline_on")
    told = _plain(row, *said, "target", "target_on", "latest", "latest_on")
    return told | {"owner": named(row.owner), "address": at(row.get_absolute_url())}


class FigureShape(BaseModel):
    """What it came to in a period, or why it was not supplied."""

    ref: str
    starts_on: date | None
    ends_on: date
    value: float | None
    missing_why: str
    source: str
    note: str


def figure(row: Figure) -> dict[str, Any]:
    return _plain(row, "ref", "starts_on", "ends_on", "value", "missing_why", "source", "note")
