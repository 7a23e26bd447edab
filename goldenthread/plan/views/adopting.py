"""The Board's adoption of a draft, and what changes from the plan before."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.core.rules import rule
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.drafts import AdoptForm, ChooseForm, ReasonForm
from goldenthread.plan.models import FOREVER, Action, ActionVersion, Plan, PlanState
from goldenthread.plan.operations import adoption, continuing
from goldenthread.plan.queries.drafts import changes_since, draft_of
from goldenthread.plan.queries.plans import in_force_beside
from goldenthread.plan.views.drafts import found, place_of


@rule("ADOPT_PLAN")
def adopt(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What stands in the way, each with the place to put it right; then the day and the minute of the decision."""
    plans = Plan.objects.visible_to(request.user).select_related("partnership", "supersedes", "reading")
    plan: Plan = get_object_or_404(plans, ref=ref, partnership=request.partnership)
    if plan.state != PlanState.DRAFT:
        return redirect(plan)
    hindrances = adoption.hindrances(plan)
    behind = [version for version in adoption.left_behind(plan) if version.action.ref not in plan.closing_reasons]
    form = AdoptForm(request.POST or None, asks_reason=bool(behind))
    if not hindrances and form.is_valid():
        adopted = attempt_screened(form, adoption.adopt_plan, plan, by=request.user, **form.cleaned_data)
        if adopted:
            messages.success(request, "The plan is adopted. What it says now is its baseline.")
            return redirect(adopted)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "form": form if not hindrances else None,
        "behind": behind,
        "beside": in_force_beside(plan, request.user),
        "hindrances": [(each, place_of(plan, each.kind)) for each in hindrances],
        "draft": draft_of(plan),
        "actions": plan.actions.count(),
        "can_prepare": permissions.can_prepare(request.user, request.partnership),
    }
    return render(request, "plan/adopt.html", context, status=422 if form.errors and not hindrances else 200)


@rule("PREPARE_PLAN")
def changes(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What the draft adds, changes, leaves out and keeps."""
    plan = found(request, ref)
    before = plan.supersedes
    if before is None:
        return redirect("plan:draft_facts", partnership, ref)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "before": before,
        "changes": changes_since(plan, before),
        "behind": {version.action_id for version in adoption.left_behind(plan)},
    }
    return render(request, "plan/draft_changes.html", context)


def _choices(versions: Any) -> list[tuple[str, str]]:
    return [
        (version.action.ref, f"{version.action}: {version.words}"[:120])
        for version in versions.select_related("action__priority")
    ]


@rule("PREPARE_PLAN")
def continues(request: Request, partnership: str, ref: str, item: str) -> HttpResponse:
    """Correct by hand which action of the plan before one of the draft continues."""
    plan = found(request, ref)
    action = get_object_or_404(plan.actions.select_related("priority", "plan__partnership", "carried_from"), ref=item)
    old = ActionVersion.objects.visible_to(request.user).filter(plan=plan.supersedes, removed=False, valid_to=FOREVER)
    form = ChooseForm(
        request.POST or None,
        label="Which action does it continue?",
        choices=[("new", "None: it is new"), *_choices(old)],
        initial={"other": action.carried_from.ref if action.carried_from else "new"},
    )
    if form.is_valid():
        chosen = form.cleaned_data["other"]
        before = (
            None if chosen == "new" else Action.objects.visible_to(request.user).get(ref=chosen, plan=plan.supersedes)
        )
        continuing.continue_action(action, before, by=request.user)
        return redirect(f"{reverse('plan:draft_changes', args=[partnership, ref])}#{action.ref}")
    return _ask(request, plan, form, f"What {action} continues", "Save")


@rule("PREPARE_PLAN")
def closes(request: Request, partnership: str, ref: str, item: str) -> HttpResponse:
    """Why an action of the plan before does not go on."""
    plan = found(request, ref)
    before = get_object_or_404(
        Action.objects.visible_to(request.user).select_related("priority"), ref=item, plan=plan.supersedes
    )
    form = ReasonForm(request.POST or None, initial={"reason": plan.closing_reasons.get(before.ref, "")})
    if form.is_valid():
        said = attempt_screened(form, continuing.say_why_closed, plan, before, by=request.user, **form.cleaned_data)
        if said is not None:
            return redirect("plan:draft_changes", partnership, ref)
    return _ask(request, plan, form, f"Why {before} does not go on", "Save")


def _ask(request: Request, plan: Plan, form: Any, title: str, button: str) -> HttpResponse:
    back = reverse("plan:draft_changes", args=[plan.partnership.slug, plan.ref])
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": title,
        "button": button,
        "about": plan,
        "back": back,
    }
    return render(request, "plan/draft_form.html", context, status=422 if form.errors else 200)
