"""Variations: proposed, listed, decided."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import in_words as day_in_words
from goldenthread.history.queries import label, panel
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.changes import (
    DecideForm,
    MilestoneChangeForm,
    NewActionForm,
    VaryActionForm,
    VaryWordsForm,
)
from goldenthread.plan.models import Action, MilestoneVersion, Outcome, Plan, Priority, Variation, VariationState
from goldenthread.plan.operations import variations as operations
from goldenthread.plan.operations.milestones import in_words, said_of
from goldenthread.plan.operations.proposing import changed_values, deadline_of, initial_of, new_action
from goldenthread.plan.operations.versions import current

PAGE = 50


def _found(request: Request, model: Any, ref: str) -> Any:
    rows = model.objects.visible_to(request.user).select_related("plan__partnership")
    return get_object_or_404(rows, ref=ref, plan__partnership=request.partnership)


@rule("PREPARE_PLAN")
@once
def vary_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    action: Action = _found(request, Action, ref)
    initial = initial_of(action, current(action))
    form = VaryActionForm(request.POST or None, partnership=request.partnership, initial=initial)
    if form.is_valid():
        new = changed_values(action, initial, form.cleaned_data)
        asked = _propose(request, form, action, new, form.cleaned_data["summary"])
        if asked:
            return redirect(asked)
    return _form(request, form, "Propose a change", action)


@rule("PREPARE_PLAN")
@once
def vary_milestone(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Another date or other words for a milestone, or none of it any more."""
    found = MilestoneVersion.objects.visible_to(request.user).at().filter(removed=False, actual_on=None)
    found = found.select_related("action__plan__partnership", "action__priority")
    step = get_object_or_404(found, ref=ref, action__plan__partnership=request.partnership)
    initial = {"words": step.words, "deadline": step.deadline_text}
    form = MilestoneChangeForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = said_of(step.action, ref) or {}
        new = said | _milestone(form, step.action, initial["deadline"]) | {"removed": form.cleaned_data["removed"]}
        does = "Take out the milestone" if new["removed"] else "Change the milestone"
        asked = _propose(request, form, step.action, {"milestone": new}, f"{does}: {step.words}"[:300])
        if asked:
            return redirect(asked)
    return _form(request, form, "Propose a change of a milestone", step.action)


@rule("PREPARE_PLAN")
@once
def new_milestone(request: Request, partnership: str, ref: str) -> HttpResponse:
    action: Action = _found(request, Action, ref)
    form = MilestoneChangeForm(request.POST or None, new=True)
    if form.is_valid():
        said = {"ref": "", "removed": False} | _milestone(form, action, None)
        asked = _propose(request, form, action, {"milestone": said}, f"Add a milestone: {said['words']}"[:300])
        if asked:
            return redirect(asked)
    return _form(request, form, "Propose a new milestone", action)


def _milestone(form: MilestoneChangeForm, action: Action, was: str | None) -> dict[str, Any]:
    """Words, and the deadline where its words were changed, as JSON."""
    data, said = form.cleaned_data, {"words": form.cleaned_data["words"]}
    if data["deadline"] != was:
        said |= deadline_of(data["deadline"], action.plan)
    return said


def _propose(request: Request, form: Any, target: Any, new: dict[str, Any], summary: str) -> Variation | None:
    asked: Variation | None = attempt_screened(
        form,
        operations.propose_variation,
        target,
        summary=summary,
        new=new,
        reason=form.cleaned_data["reason"],
        by=request.user,
    )
    if asked:
        messages.success(request, "Proposed. The plan changes when the Board approves it.")
    return asked


def _form(request: Request, form: Any, title: str, about: Any) -> HttpResponse:
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": title,
        "about": about,
        "button": "Propose",
        "intro": "The adopted plan is a baseline. A change holds when the Board approves it; first agreed dates stay.",
    }
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("PREPARE_PLAN")
@once
def vary_outcome(request: Request, partnership: str, ref: str) -> HttpResponse:
    return _vary_words(request, _found(request, Outcome, ref), "words")


@rule("PREPARE_PLAN")
@once
def vary_priority(request: Request, partnership: str, ref: str) -> HttpResponse:
    return _vary_words(request, _found(request, Priority, ref), "title")


def _vary_words(request: Request, item: Outcome | Priority, field: str) -> HttpResponse:
    words = getattr(item.versions.at().get(), field)
    form = VaryWordsForm(request.POST or None, initial={"words": words})
    if form.is_valid():
        asked = _propose(request, form, item, {field: form.cleaned_data["words"]}, form.cleaned_data["summary"])
        if asked:
            return redirect(asked)
    return _form(request, form, "Propose a change", item)


@rule("PREPARE_PLAN")
@once
def vary_plan(request: Request, partnership: str, ref: str) -> HttpResponse:
    """A new action for the adopted plan."""
    plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("partnership"), ref=ref, partnership=request.partnership
    )
    form = NewActionForm(request.POST or None, plan=plan)
    if form.is_valid():
        data = form.cleaned_data
        new = new_action(plan, data)
        asked = _propose(request, form, plan, new, f"Add an action: {data['words']}"[:300])
        if asked:
            return redirect(asked)
    return _form(request, form, "Propose a new action", plan)


@rule("READ_PLAN")
def variation_list(request: Request, partnership: str) -> HttpResponse:
    asked = (
        Variation.objects.visible_to(request.user)
        .filter(plan__partnership=request.partnership)
        .select_related(
            "plan__partnership", "action__priority", "outcome__priority", "priority", "proposed_by", "decided_by"
        )
    )
    waiting = asked.filter(state=VariationState.PROPOSED).order_by("proposed_at")
    context = {
        "partnership": request.partnership,
        "waiting": Paginator(waiting, PAGE).get_page(request.GET.get("waiting")),
        "page": Paginator(asked.exclude(state=VariationState.PROPOSED), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "plan/variation_list.html", context)


@rule("READ_PLAN")
def variation_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What would change, and, for those who decide, the decision."""
    rows = Variation.objects.visible_to(request.user).select_related(
        "plan__partnership",
        "action__plan__partnership",
        "action__priority",
        "outcome__plan__partnership",
        "outcome__priority",
        "priority__plan__partnership",
        "proposed_by",
        "decided_by",
    )
    variation = get_object_or_404(rows, ref=ref, plan__partnership=request.partnership)
    open_ = variation.state == VariationState.PROPOSED
    decides = open_ and permissions.can_decide_variation(request.user, variation)
    own = open_ and variation.proposed_by_id == request.user.pk
    form = DecideForm(request.POST or None) if decides else None
    if request.method == "POST":
        done = _decided(request, variation, form, own)
        if done:
            return done
    target = variation.about
    context = {
        "partnership": request.partnership, "variation": variation, "about": target, "form": form, "own": own,
        "rows": [(label(name), _said(variation.old.get(name)), _said(value)) for name, value in variation.new.items()],
        "history": panel(target),
    }  # fmt: skip
    return render(request, "plan/variation.html", context, status=422 if form and form.errors else 200)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return in_words(value)
    if isinstance(value, list):
        return ", ".join(row.get("name") or f"{row['role']}: {row['kind']} {row['ref']}" for row in value) or "nobody"
    return (
        day_in_words(value) if isinstance(value, str) else {True: "yes", False: "no", None: ""}.get(value, str(value))
    )


def _decided(request: Request, variation: Variation, form: DecideForm | None, own: bool) -> HttpResponse | None:
    if own and request.POST.get("do") == "withdraw":
        operations.withdraw_variation(variation, by=request.user)
        messages.success(request, "Withdrawn.")
        return redirect(variation)
    require(form is not None)
    assert form is not None
    if not form.is_valid():
        return None
    data = form.cleaned_data
    decide: Any = operations.approve_variation if request.POST.get("do") == "approve" else operations.decline_variation
    done = attempt_screened(form, decide, variation, by=request.user, **data)
    if done is None:
        return None
    messages.success(request, f"{done.get_state_display()}.")
    return redirect(variation)
