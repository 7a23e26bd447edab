"""How the API tells of plans, priorities, outcomes, actions, milestones."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from goldenthread.api.endpoints import at
from goldenthread.api.shapes.people import Named, named
from goldenthread.plan.models import MilestoneVersion, OutcomeVersion, Plan
from goldenthread.plan.queries.plan_on_a_page import FLAGS, PriorityOnPage

PLAN = ("ref", "title", "state", "starts_on", "ends_on", "adopted_on", "adopted_at", "closed_at", "minute")
DEADLINE = ("deadline_text", "deadline_kind", "due_on", "earliest_on", "latest_on", "agreed_due_on")
STANDING = ("forecast_on", "actual_on", "delivery", "gate", "rung", "evidence_on", "last_word_on", "answered_on")


class PlanShape(BaseModel):
    ref: str
    title: str
    state: str
    starts_on: date | None
    ends_on: date | None
    adopted_on: date | None
    adopted_at: datetime | None
    closed_at: datetime | None
    minute: str
    introduction: str
    address: str


def plan(row: Plan) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in (*PLAN, "introduction")}
    return {**told, "address": at(row.get_absolute_url())}


class PriorityShape(BaseModel):
    ref: str
    number: str
    title: str
    text: str
    has_voice: bool
    actions: dict[str, int]
    outcomes: list[str]
    address: str


def priority(item: PriorityOnPage) -> dict[str, Any]:
    """``actions``: how many of each rating and of each thing to look at. ``outcomes``: their references."""
    own = item.version.priority
    return {
        "ref": own.ref, "number": own.number, "title": item.version.title, "text": item.version.text,
        "has_voice": item.has_voice, "actions": item.counts, "address": at(own.get_absolute_url()),
        "outcomes": [version.outcome.ref for version in item.outcomes],
    }  # fmt: skip


class Need(BaseModel):
    """Something that needs the Board: what kind, and how many of it."""

    kind: str
    count: int


class Summary(BaseModel):
    """The figures of the plan on a page."""

    plan: PlanShape
    as_at: date
    total: dict[str, int]
    needs: list[Need]
    priorities: list[PriorityShape]


class OutcomeShape(BaseModel):
    ref: str
    number: str
    priority: str
    words: str
    rung: int
    evidence_on: date | None
    impact_evidenced: bool
    address: str


def outcome(version: OutcomeVersion) -> dict[str, Any]:
    own = version.outcome
    told = {name: getattr(version, name) for name in ("words", "rung", "evidence_on", "impact_evidenced")}
    return {
        "ref": own.ref,
        "number": own.number,
        "priority": own.priority.ref,
        **told,
        "address": at(own.get_absolute_url()),
    }


class ActionShape(BaseModel):
    """``rating`` is what pages show; ``delivery`` the last approved word."""

    ref: str
    code: str
    priority: str
    words: str
    owner_text: str
    lead: Named | None
    deadline_text: str
    deadline_kind: str
    due_on: date | None
    earliest_on: date | None
    latest_on: date | None
    agreed_due_on: date | None
    forecast_on: date | None
    actual_on: date | None
    delivery: str
    gate: str
    rung: int
    evidence_on: date | None
    last_word_on: date | None
    answered_on: date | None
    rating: str
    is_late: bool
    is_silent: bool
    is_slipped: bool
    is_unowned: bool
    is_stale: bool
    unproven: bool
    is_awaiting: bool
    address: str


def action(version: Any) -> dict[str, Any]:
    """``version`` carries its standing (``rating.with_standing``)."""
    own = version.action
    plain = ("words", "owner_text", *DEADLINE, *STANDING, *FLAGS, "is_awaiting")
    return {
        "ref": own.ref, "code": own.code, "priority": own.priority.ref, "lead": named(version.lead),
        **{name: getattr(version, name) for name in plain},
        "rating": version.shown, "address": at(own.get_absolute_url()),
    }  # fmt: skip


class MilestoneShape(BaseModel):
    ref: str
    action: str
    words: str
    deadline_text: str
    deadline_kind: str
    due_on: date | None
    earliest_on: date | None
    latest_on: date | None
    agreed_due_on: date | None
    forecast_on: date | None
    actual_on: date | None


def milestone(version: MilestoneVersion) -> dict[str, Any]:
    plain = ("ref", "words", *DEADLINE, "forecast_on", "actual_on")
    return {"action": version.action.ref, **{name: getattr(version, name) for name in plain}}


class OwnerShape(BaseModel):
    role: str
    owner: Named | None
    text: str


class LinkShape(BaseModel):
    words: str
    action: str
    code: str


def owner(row: Any) -> dict[str, Any]:
    return {"role": row.role, "owner": named(row.holder), "text": row.text}


def link(row: dict[str, Any]) -> dict[str, Any]:
    return {"words": row["words"], "action": row["other"].ref, "code": row["other"].code}
