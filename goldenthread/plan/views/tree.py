"""Pages of a priority, an outcome and an action, on any day."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.core.rules import rule
from goldenthread.history.queries import panel
from goldenthread.measures.reading import standing
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.as_at import as_at
from goldenthread.plan.models import Action, Delivery, Outcome, OutcomeVersion, Priority
from goldenthread.plan.origins import with_addresses
from goldenthread.plan.queries import detail, plan_on_a_page
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.queries.measuring import indicators_of
from goldenthread.plan.views.pages import rating_bar


@rule("READ_PLAN")
def action_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    action = detail.action_in_sight(request.user, request.partnership, ref)
    version = detail.version_of(action, when) if action else None
    if action is None or version is None:
        raise Http404
    about = detail.about_action(action, version, when)
    context = {
        "partnership": request.partnership,
        "plan": action.plan,
        "action": action,
        "version": version,
        "when": when,
        "as_at_shown": when,
        "unanswered": plan_on_a_page.unanswered(version, when.day) if version.shown == Delivery.AT_RISK else "",  # type: ignore[attr-defined]
        "reasons": list(plan_on_a_page.reasons_of(version, when.day)),
        "history": panel(action, *about["returns"][:10]) if not when.is_past else [],
        **about,
        "origins": with_addresses(about["origins"], request.user),
        **_may(request, action),
    }
    return render(request, "plan/action.html", context)


def _may(request: Request, action: Action) -> dict[str, bool]:
    user, partnership = request.user, request.partnership
    return {
        "can_write": permissions.can_write_return(user, action) and action.plan.state == "adopted",
        "can_check": permissions.can_check_returns(user, partnership),
        "can_challenge": permissions.can_challenge(user, request.partnership),
        "can_decide": permissions.can_decide(user, partnership),
        "can_add_evidence": permissions.can_add_evidence(user, partnership),
        "can_propose": permissions.can_prepare(user, partnership) and action.plan.state == "adopted",
    }


@rule("READ_PLAN")
def outcome_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    outcomes = Outcome.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    outcome = get_object_or_404(outcomes, ref=ref, plan__partnership=request.partnership)
    version = get_object_or_404(outcome.versions.at(when.moment))
    context: dict[str, Any] = {
        "partnership": request.partnership,
        "plan": outcome.plan,
        "outcome": outcome,
        "version": version,
        "when": when,
        "as_at_shown": when,
        "actions": actions_of(outcome.plan, when).filter(action__in=outcome.servings.at(when.moment).values("action")),
        "indicators": [(each, *standing(each, each.latest)) for each in indicators_of(outcome, when)],  # type: ignore[attr-defined]
        "evidence": detail.evidence_of(outcome, when),
        "impact": detail.impact_of(outcome, when),
        "variations": detail.variations_of(outcome, when),
        "history": panel(outcome),
        "can_add_evidence": permissions.can_add_evidence(request.user, request.partnership),
        "can_propose": permissions.can_prepare(request.user, request.partnership),
        "can_check": permissions.can_check_returns(request.user, request.partnership),
    }
    return render(request, "plan/outcome.html", context)


@rule("READ_PLAN")
def priority_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    priorities = Priority.objects.visible_to(request.user).select_related("plan__partnership")
    priority = get_object_or_404(priorities, ref=ref, plan__partnership=request.partnership)
    version = get_object_or_404(priority.versions.at(when.moment))
    actions = actions_of(priority.plan, when).filter(priority=priority)
    counts = plan_on_a_page.totals(priority.plan, when, priority).get(priority.pk, {})
    outcomes = OutcomeVersion.objects.visible_to(request.user).at(when.moment)
    outcomes = outcomes.filter(outcome__priority=priority, removed=False)
    context = {
        "partnership": request.partnership,
        "plan": priority.plan,
        "priority": priority,
        "version": version,
        "when": when,
        "as_at_shown": when,
        "bar": rating_bar("How the actions stand", counts, priority.plan, when, priority=priority.ref),
        "actions": actions.order_by("position"),
        "outcomes": outcomes.select_related("outcome__plan__partnership", "outcome__priority").order_by(
            "outcome__position"
        ),
        "history": panel(priority),
        "can_propose": permissions.can_prepare(request.user, request.partnership),
    }
    return render(request, "plan/priority.html", context)
