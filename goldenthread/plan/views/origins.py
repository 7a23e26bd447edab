"""Where an action comes from, and whether it is of high priority."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.plan.forms.origins import EndOriginForm, HighPriorityForm, OriginForm
from goldenthread.plan.models import Action
from goldenthread.plan.operations import origins as operations
from goldenthread.plan.origins import with_addresses


def _action(request: Request, ref: str) -> Action:
    actions = Action.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    return get_object_or_404(actions, ref=ref, plan__partnership=request.partnership)


@rule("PREPARE_PLAN")
@once
def origin_list(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What it answers, and a form for one more."""
    action = _action(request, ref)
    form = OriginForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.add_origin, action, by=request.user, **{name: form.cleaned_data[name] for name in form.FIELDS}
    ):
        messages.success(request, "Noted.")
        return redirect("plan:origins", partnership, ref)
    context = {
        "partnership": request.partnership,
        "about": action,
        "form": form,
        "origins": with_addresses(action.origins.at().select_related("added_by"), request.user),
    }
    return render(request, "plan/origins.html", context, status=422 if form.errors else 200)


@rule("PREPARE_PLAN")
def end_origin(request: Request, partnership: str, ref: str, pk: int) -> HttpResponse:
    action = _action(request, ref)
    origin = get_object_or_404(action.origins.at(), pk=pk)
    origin.action = action
    form = EndOriginForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.end_origin, origin, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Taken away. The pages of earlier days go on showing it.")
        return redirect("plan:origins", partnership, ref)
    return _one_form(request, form, action, f"Take away: {origin.label}", "Take away")


@rule("PREPARE_PLAN")
def importance(request: Request, partnership: str, ref: str) -> HttpResponse:
    action = _action(request, ref)
    form = HighPriorityForm(request.POST or None, initial={"high": "yes" if action.high else "no"})
    if form.is_valid() and attempt_screened(
        form, operations.set_high_priority, action,
        high=form.cleaned_data["high"], reason=form.cleaned_data["reason"], by=request.user,
    ):  # fmt: skip
        messages.success(request, "Saved.")
        return redirect(action)
    return _one_form(request, form, action, "Is this action of high priority?", "Save")


def _one_form(request: Request, form: Any, action: Action, title: str, button: str) -> HttpResponse:
    context = {"partnership": request.partnership, "form": form, "title": title, "about": action, "button": button}
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)
