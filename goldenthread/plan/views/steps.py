"""Single steps on an action: a milestone reached, a gate decided, its owner reminded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import plural
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.returns import GateForm, MilestoneForm
from goldenthread.plan.models import Action, Gate, MilestoneVersion
from goldenthread.plan.operations.judging import pass_gate
from goldenthread.plan.operations.milestones import complete_milestone
from goldenthread.plan.operations.reminders import remind_owners
from goldenthread.plan.operations.versions import current
from goldenthread.plan.queries.owners import owners_without_people, people_reminded


def _action(request: Request, ref: str) -> Action:
    actions = Action.objects.visible_to(request.user).select_related("plan__partnership", "priority")
    return get_object_or_404(actions, ref=ref, plan__partnership=request.partnership)


@rule("WRITE_RETURNS")
def reach_milestone(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = (
        MilestoneVersion.objects.visible_to(request.user)
        .at()
        .select_related("action__plan__partnership", "action__priority")
    )
    milestone = get_object_or_404(found, ref=ref, action__plan__partnership=request.partnership)
    require(permissions.can_write_return(request.user, milestone.action))
    form = MilestoneForm(request.POST or None)
    if form.is_valid() and attempt(form, complete_milestone, milestone, on=form.cleaned_data["on"], by=request.user):
        messages.success(request, "Recorded.")
        return redirect(milestone.action)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": milestone.words,
        "about": milestone.action,
        "button": "Record",
    }
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("DECIDE")
def decide_gate(request: Request, partnership: str, ref: str) -> HttpResponse:
    action = _action(request, ref)
    form = GateForm(request.POST or None, initial={"gate": current(action).gate})
    if form.is_valid():
        gate = Gate(form.cleaned_data["gate"])
        if attempt_screened(form, pass_gate, action, gate=gate, reason=form.cleaned_data["reason"], by=request.user):
            messages.success(request, "Decided.")
            return redirect(action)
    context = {
        "partnership": request.partnership, "form": form, "title": "Decide a gate", "about": action, "button": "Decide",
        "intro": "Delivered is not embedded, and embedded is not impact: each needs evidence of its own.",
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("CHECK_RETURNS")
def remind(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Shows who will be written to, and the words, before anything is sent."""
    action = _action(request, ref)
    people = list(people_reminded(action))
    if request.method == "POST":
        count = remind_owners(action, by=request.user)
        messages.success(request, f"{plural(count, 'reminder')} planned. Each goes out within a minute.")
        return redirect(action)
    context = {
        "partnership": request.partnership, "action": action, "version": current(action), "people": people,
        "silent": owners_without_people(action), "can_write": permissions.can_write_return(request.user, action),
        "can_prepare": permissions.can_prepare(request.user, request.partnership),
    }  # fmt: skip
    return render(request, "plan/remind.html", context)
