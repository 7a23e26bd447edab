"""Everything that belongs to a plan's actions and outcomes on a day, one query for each kind of thing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q

from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    ActionVersion,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    Measuring,
    MilestoneVersion,
    Origin,
    OutcomeVersion,
    Plan,
    PriorityVersion,
    Return,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.queries.approved import approved_returns
from goldenthread.plan.queries.detail import existing
from goldenthread.plan.queries.measuring import measurings_of

Row = TypeVar("Row")
TARGET = ("action__priority", "outcome__priority")


@dataclass
class WholePlan:
    """What a full report holds. Of returns and variations only the approved ones: the others are nobody's word yet."""

    priorities: list[PriorityVersion]
    outcomes: list[OutcomeVersion]
    actions: list[ActionVersion]
    milestones: list[MilestoneVersion]
    origins: list[Origin]
    measurings: list[Measuring]
    returns: list[Return]
    evidence: list[EvidenceUse]
    impact: list[ImpactStatement]
    variations: list[Variation]


def whole_plan(plan: Plan, when: AsAt) -> WholePlan:
    in_plan = Q(action__plan=plan) | Q(outcome__plan=plan)
    standing = (
        Q(evidence__withdrawn_at=None) | Q(evidence__withdrawn_at__gt=when.moment)
        if when.moment
        else Q(evidence__withdrawn_at=None)
    )
    uses = EvidenceUse.objects.filter(in_plan, standing, accepted_at__isnull=False)
    claims = existing(plan.impact_statements.all(), when.moment, "claimed_at")
    variations = Variation.objects.filter(plan=plan, state=VariationState.APPROVED)
    return WholePlan(
        priorities=list(
            _versions(PriorityVersion, when, priority__plan=plan)
            .select_related("priority")
            .order_by("priority__position")
        ),
        outcomes=list(
            _versions(OutcomeVersion, when, outcome__plan=plan)
            .select_related("outcome__priority")
            .order_by("outcome__position")
        ),
        actions=list(actions_of(plan, when).order_by("position")),
        milestones=list(milestones_of(plan, when)),
        origins=list(
            Origin.objects.filter(action__plan=plan)
            .at(when.moment)
            .select_related("action__priority")
            .order_by("action__position", "pk")
        ),
        measurings=measurings_of(plan, when),
        returns=returns_of(plan, when),
        evidence=list(
            existing(uses, when.moment, "accepted_at", "ended_at").select_related("evidence", *TARGET).order_by("pk")
        ),
        impact=[_judged_by(claim, when) for claim in claims.select_related(*TARGET).order_by("claimed_at")],
        variations=list(
            existing(variations, when.moment, "decided_at").select_related(*TARGET, "priority").order_by("decided_at")
        ),
    )


def _judged_by(claim: ImpactStatement, when: AsAt) -> ImpactStatement:
    """The claim as it stood: what was judged later was only claimed on the day."""
    if when.moment and claim.judged_at and claim.judged_at > when.moment:
        claim.state, claim.judgement = ImpactState.PROPOSED, ""
    return claim


def _versions(model: Any, when: AsAt, **place: Plan) -> Any:
    return model.objects.filter(removed=False, **place).at(when.moment)


def milestones_of(plan: Plan, when: AsAt) -> Any:
    found = MilestoneVersion.objects.filter(action__plan=plan, removed=False).at(when.moment)
    return found.select_related("action__priority").order_by("action__position", "due_on", "position")


def returns_of(plan: Plan, when: AsAt) -> list[Return]:
    """Approved ones, an action's newest first."""
    newest_first = sorted(
        approved_returns(when, action__plan=plan),
        key=lambda made: (made.period.starts_on, made.approved_at),
        reverse=True,
    )
    return sorted(newest_first, key=lambda made: made.action.position)


def by_action(rows: Iterable[Row]) -> dict[int | None, list[Row]]:
    """Rows under the action that they belong to."""
    grouped: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.action_id].append(row)  # type: ignore[attr-defined]
    return grouped
