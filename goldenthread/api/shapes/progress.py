"""How the API tells of periods, returns, variations, evidence and impact."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from goldenthread.api.endpoints import at
from goldenthread.evidence.models import Evidence
from goldenthread.plan.models import EvidenceUse, ImpactStatement, Period, Return, Variation

RETURN = (
    *("ref", "state", "rating", "suggested", "suggested_why", "override_reason"),
    *("how_much", "how_well", "difference", "challenges", "way_forward", "forecast_on", "actual_on", "edition"),
    *("written_at", "submitted_at", "sent_back_at", "sent_back_note", "approved_at"),
)


class PeriodShape(BaseModel):
    ref: str
    name: str
    starts_on: date
    ends_on: date
    returns_due_on: date
    is_open: bool
    address: str


def period(row: Period) -> dict[str, Any]:
    plain = ("ref", "name", "starts_on", "ends_on", "returns_due_on", "is_open")
    return {**{name: getattr(row, name) for name in plain}, "address": at(row.get_absolute_url())}


class ReturnShape(BaseModel):
    """``edition`` is to be sent back when it is saved, so that nobody overwrites somebody else unseen."""

    ref: str
    action: str
    code: str
    period: str
    occurrence: int | None
    state: str
    rating: str
    suggested: str
    suggested_why: str
    override_reason: str
    how_much: str
    how_well: str
    difference: str
    challenges: str
    way_forward: str
    forecast_on: date | None
    actual_on: date | None
    edition: int
    written_by: str | None
    written_at: datetime
    submitted_by: str | None
    submitted_at: datetime | None
    sent_back_at: datetime | None
    sent_back_note: str
    approved_by: str | None
    approved_at: datetime | None
    address: str


def made_return(row: Return) -> dict[str, Any]:
    return {
        "action": row.action.ref,
        "code": row.action.code,
        "period": row.period.ref,
        "occurrence": row.occurrence.number if row.occurrence else None,
        **{name: getattr(row, name) for name in RETURN},
        **{name: person(getattr(row, name)) for name in ("written_by", "submitted_by", "approved_by")},
        "address": at(row.get_absolute_url()),
    }


def person(user: Any) -> str | None:
    """By name alone: lists read no more of the people that they name."""
    return str(user) if user else None


class VariationShape(BaseModel):
    ref: str
    plan: str
    action: str | None
    outcome: str | None
    priority: str | None
    summary: str
    reason: str
    old: dict[str, Any]
    new: dict[str, Any]
    state: str
    proposed_by: str | None
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decision: str
    minute: str
    address: str


def variation(row: Variation) -> dict[str, Any]:
    plain = ("ref", "summary", "reason", "old", "new", "state", "proposed_at", "decided_at", "decision", "minute")
    return {
        "plan": row.plan.ref,
        **{name: getattr(row, name).ref if getattr(row, name) else None for name in ("action", "outcome", "priority")},
        **{name: getattr(row, name) for name in plain},
        "proposed_by": person(row.proposed_by),
        "decided_by": person(row.decided_by),
        "address": at(row.get_absolute_url()),
    }


class EvidenceShape(BaseModel):
    """``is_settled``: screened and scanned; until then nobody but its sender opens its file."""

    ref: str
    title: str
    kind: str
    rung: int
    shows: str
    evidence_on: date
    expires_on: date | None
    link: str
    file: str | None
    screening: str
    is_settled: bool
    public: bool
    added_by: str | None
    added_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str
    address: str


def evidence(row: Evidence) -> dict[str, Any]:
    plain = (
        *("ref", "title", "kind", "rung", "shows", "evidence_on", "expires_on", "link", "screening", "is_settled"),
        *("public", "added_at", "withdrawn_at", "withdrawn_why"),
    )
    return {
        **{name: getattr(row, name) for name in plain},
        "file": row.file.name if row.file else None,
        "added_by": person(row.added_by),
        "address": at(row.get_absolute_url()),
    }


class UseShape(BaseModel):
    """That evidence serves an action or an outcome. It counts from the moment at which somebody else accepted it."""

    evidence: str
    title: str
    rung: int
    added_at: datetime
    accepted_at: datetime | None


def use(row: EvidenceUse) -> dict[str, Any]:
    told = {"evidence": row.evidence.ref, "title": row.evidence.title, "rung": row.evidence.rung}
    return told | {"added_at": row.added_at, "accepted_at": row.accepted_at}


class ImpactShape(BaseModel):
    ref: str
    plan: str
    action: str | None
    outcome: str | None
    claim: str
    measure: str
    source: str
    strength: int
    against: str
    observed_on: date
    state: str
    claimed_by: str | None
    claimed_at: datetime
    judged_by: str | None
    judged_at: datetime | None
    judgement: str
    address: str


def impact(row: ImpactStatement) -> dict[str, Any]:
    plain = (
        *("ref", "claim", "measure", "source", "strength", "against", "observed_on", "state", "claimed_at"),
        *("judged_at", "judgement"),
    )
    return {
        "plan": row.plan.ref,
        "action": row.action.ref if row.action else None,
        "outcome": row.outcome.ref if row.outcome else None,
        **{name: getattr(row, name) for name in plain},
        "claimed_by": person(row.claimed_by),
        "judged_by": person(row.judged_by),
        "address": at(row.get_absolute_url()),
    }
