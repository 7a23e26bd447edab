"""The plan: its figures, priorities, outcomes, actions and milestones, on any day."""

from datetime import date
from typing import Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from goldenthread.api.endpoints import (
    DatedPages,
    DatedPaging,
    Days,
    Listed,
    P,
    Pages,
    Request,
    Short,
    each,
    get,
    listed,
)
from goldenthread.api.shapes import plan as shapes
from goldenthread.api.shapes import progress
from goldenthread.partnerships.roles import Right
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    Delivery,
    Gate,
    MilestoneVersion,
    OutcomeVersion,
    Plan,
)
from goldenthread.plan.queries import detail, waits
from goldenthread.plan.queries import plan_on_a_page as page
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.queries.narrowing import SORTS, Chosen, Look, narrowed
from goldenthread.plan.queries.plans import plan_on, plans_of

GROUP = "The plan"
SORT = tuple(name for name in SORTS if name)


class InPlan(DatedPaging):
    plan: Short = Field("", description="Reference of the plan. The one in force on the day, if left out.")


class Narrowed(InPlan):
    q: Short = Field("", description="Words of the action or of its owner.")
    priority: Short = ""
    owner: str = Field(
        "",
        description="As kind:reference, for example body:k7m2p9qrst.",
        pattern=r"^((body|organisation|post):[a-z0-9]{1,12})?$",
    )
    rating: Literal["", *Delivery.values] = ""  # type: ignore[valid-type]
    gate: Literal["", *[gate for gate in Gate.values if gate]] = ""  # type: ignore[valid-type]
    look: Literal["", *Look.values] = ""  # type: ignore[valid-type]
    due_from: date | None = None
    due_to: date | None = None
    sort: Literal["", *SORT, *[f"-{name}" for name in SORT]] = ""  # type: ignore[valid-type]

    @property
    def chosen(self) -> Chosen:
        kind, _, owner = self.owner.partition(":")
        return Chosen(
            words=self.q or None,
            priority=self.priority or None,
            rating=Delivery(self.rating) if self.rating else None,
            gate=Gate(self.gate) if self.gate else None,
            look=Look(self.look) if self.look else None,
            due_from=self.due_from,
            due_to=self.due_to,
            **({kind: owner} if owner else {}),
        )


def plan_asked(request: Request, ref: str, when: AsAt) -> Plan:
    """The plan that is named, or the one in force on the day."""
    if ref:
        plans = Plan.objects.visible_to(request.user).select_related("partnership")
        return get_object_or_404(plans, ref=ref, partnership=request.partnership)
    found = plan_on(request.user, request.partnership, when)
    if found is None:
        raise Http404
    return found


@get(f"{P}/plans", Right.READ_PLAN, Listed[shapes.PlanShape], group=GROUP)
def plans(request: Request, partnership: str, paging: Pages) -> dict[str, Any]:
    """All plans, the newest first; drafts only for those who prepare plans."""
    rows = plans_of(request.user, request.partnership).select_related("partnership")
    return listed(request, rows, paging, each(shapes.plan))


@get(f"{P}/plans/{{slug:ref}}", Right.READ_PLAN, shapes.Summary, group=GROUP)
def plan(request: Request, partnership: str, ref: str, day: Days) -> dict[str, Any]:
    """The figures of the plan on a page: how the actions stand, what needs the Board, priority by priority."""
    return _summary(plan_asked(request, ref, day.when), day.when)


@get(f"{P}/plan", Right.READ_PLAN, shapes.Summary, group=GROUP)
def plan_in_force(request: Request, partnership: str, day: Days) -> dict[str, Any]:
    """The same for the plan that is in force on the day."""
    return _summary(plan_asked(request, "", day.when), day.when)


def _summary(plan: Plan, when: AsAt) -> dict[str, Any]:
    per_priority = page.totals(plan, when)
    total = page.added_up(per_priority)
    needs = page.needs(plan, when, total, page.decisions_waiting(plan, when))
    return {
        "plan": shapes.plan(plan),
        "as_at": when.day,
        "total": total,
        "needs": [{"kind": need.kind, "count": need.count} for need in needs],
        "priorities": [shapes.priority(item) for item in page.priorities(plan, when, per_priority)],
    }


@get(f"{P}/priorities", Right.READ_PLAN, list[shapes.PriorityShape], group=GROUP)
def priorities(request: Request, partnership: str, asked: Query[InPlan]) -> list[dict[str, Any]]:
    """The priorities of a plan with how their actions stand."""
    plan = plan_asked(request, asked.plan, asked.when)
    counted = page.totals(plan, asked.when)
    return [shapes.priority(item) for item in page.priorities(plan, asked.when, counted)]


@get(f"{P}/outcomes", Right.READ_PLAN, Listed[shapes.OutcomeShape], group=GROUP)
def outcomes(request: Request, partnership: str, asked: Query[InPlan]) -> dict[str, Any]:
    """What a plan wants to be different for children."""
    plan = plan_asked(request, asked.plan, asked.when)
    found = OutcomeVersion.objects.visible_to(request.user).at(asked.when.moment)
    found = found.filter(outcome__plan=plan, removed=False).select_related(
        "outcome__priority", "outcome__plan__partnership"
    )
    return listed(request, found.order_by("outcome__position", "pk"), asked, each(shapes.outcome))


@get(f"{P}/actions", Right.READ_PLAN, Listed[shapes.ActionShape], group=GROUP)
def actions(request: Request, partnership: str, asked: Query[Narrowed]) -> dict[str, Any]:
    """The actions of a plan as they stood on a day, narrowed and sorted as on the page."""
    plan = plan_asked(request, asked.plan, asked.when)
    found = narrowed(actions_of(plan, asked.when), asked.chosen, asked.sort, plan, asked.when)
    return listed(request, found, asked, each(shapes.action))


class ActionDetail(shapes.ActionShape):
    plan: str
    success_measure: str
    why: list[str]
    owners: list[shapes.OwnerShape]
    milestones: list[shapes.MilestoneShape]
    outcomes: list[str]
    returns: list[progress.ReturnShape]
    evidence: list[progress.UseShape]
    impact: list[progress.ImpactShape]
    variations: list[progress.VariationShape]
    links: list[shapes.LinkShape]


@get(f"{P}/actions/{{slug:ref}}", Right.READ_PLAN, ActionDetail, group=GROUP)
def action(request: Request, partnership: str, ref: str, day: Days) -> dict[str, Any]:
    """Everything about one action on a day: owners, milestones, returns, evidence, impact, variations, links."""
    found = detail.action_in_sight(request.user, request.partnership, ref)
    if found is None:
        raise Http404
    version = detail.version_of(found, day.when)
    if version is None:
        raise Http404
    about = detail.about_action(found, version, day.when)
    for row in about["returns"]:
        row.action = found
    return {
        **shapes.action(version),
        "plan": found.plan.ref,
        "success_measure": found.success_measure,
        "why": [sentence for _, sentence in page.reasons_of(version, day.when.day)],
        "owners": [shapes.owner(row) for row in about["owners"]],
        "milestones": [shapes.milestone(row) for row in detail.told(about["milestones"], action=found)],
        "outcomes": [row.outcome.ref for row in about["outcomes"]],
        "returns": [progress.made_return(row) for row in about["returns"]],
        "evidence": [progress.use(row) for row in about["evidence"]],
        "impact": [progress.impact(row) for row in detail.told(about["impact"], action=found)],
        "variations": [progress.variation(row) for row in detail.told(about["variations"], action=found)],
        "links": [shapes.link(row) for row in about["links"]],
    }


@get(f"{P}/milestones", Right.READ_PLAN, Listed[shapes.MilestoneShape], group=GROUP)
def milestones(request: Request, partnership: str, asked: Query[InPlan]) -> dict[str, Any]:
    """The milestones of a plan on a day, those with the earliest last day first."""
    plan = plan_asked(request, asked.plan, asked.when)
    found = MilestoneVersion.objects.visible_to(request.user).at(asked.when.moment)
    found = found.filter(action__plan=plan, removed=False).select_related("action")
    return listed(request, found.order_by("due_on", "pk"), asked, each(shapes.milestone))


@get(f"{P}/waits", Right.READ_PLAN, Listed[shapes.ActionShape], group=GROUP)
def waiting(request: Request, partnership: str, asked: DatedPages) -> dict[str, Any]:
    """What is off track, at risk or overdue and waits for an answer, longest first."""
    plan = plan_asked(request, "", asked.when)
    return listed(request, waits.waiting(plan, asked.when), asked, each(shapes.action))
