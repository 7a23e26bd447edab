"""A draft plan as a whole: what is not confirmed yet, its facts, its names, what was not used, and its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.core.charts import Part, StackedBar
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.core.words import plural
from goldenthread.history.queries import panel
from goldenthread.partnerships.permissions import can_manage
from goldenthread.partnerships.requests import Request
from goldenthread.plan import permissions
from goldenthread.plan.forms.drafts import CancelForm, PlanForm
from goldenthread.plan.forms.naming import NamesForm
from goldenthread.plan.models import Plan, PlanState
from goldenthread.plan.operations import confirming, drafting, naming
from goldenthread.plan.operations.continuing import continue_plan
from goldenthread.plan.operations.reading import discard_document
from goldenthread.plan.operations.refusals import EditedMeanwhile, edition_of
from goldenthread.plan.queries.drafts import SHOWS, Draft, draft_of, unmatched_names, unused_lines


def found(request: Request, ref: str) -> Plan:
    """The draft in question. One that was adopted meanwhile is not found here any more."""
    drafts = Plan.objects.visible_to(request.user).select_related("partnership", "supersedes", "reading", "source")
    return get_object_or_404(drafts, ref=ref, partnership=request.partnership, state=PlanState.DRAFT)


@rule("PREPARE_PLAN")
@once
def start(request: Request, partnership: str) -> HttpResponse:
    """Enter a plan by hand."""
    form = PlanForm(request.POST or None, plans=_adopted(request))
    if form.is_valid():
        values = dict(form.cleaned_data)
        before, _ = values.pop("supersedes", None), values.pop("version")
        plan = attempt(form, drafting.start_plan, request.partnership, by=request.user, **values)
        if plan:
            if before:
                continue_plan(plan, before, by=request.user)
            return redirect("plan:draft", partnership, plan.ref)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": "Enter a plan by hand",
        "button": "Start",
        "about": request.partnership,
        "intro": "Begin with what the plan as a whole says. Priorities, outcomes and actions come next.",
        "back": reverse("plan:plans", args=[partnership]),
    }
    return render(request, "plan/draft_form.html", context, status=422 if form.errors else 200)


def _adopted(request: Request) -> Any:
    return Plan.objects.visible_to(request.user).filter(partnership=request.partnership).exclude(state=PlanState.DRAFT)


@rule("PREPARE_PLAN")
def draft_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Doubts first; then what is not confirmed; then everything."""
    plan = found(request, ref)
    draft = draft_of(plan)
    show = _shown(request.GET.get("show", ""), draft)
    names = unmatched_names(plan)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "draft": draft,
        "show": show,
        "sections": draft.only(show),
        "tabs": [
            (name, words, draft.counted(name))
            for name, words in (("doubts", "With doubts"), ("open", "Not confirmed"), ("all", "All"))
        ],
        "bar": _bar(draft),
        "names": len(names),
        "owners_open": any(name.owns for name in names),
        "period_open": plan.starts_on is None or plan.ends_on is None,
        "unused": len(unused_lines(draft)),
        "can_adopt": permissions.can_adopt(request.user, plan),
        "history": panel(plan, limit=10),
    }
    return render(request, "plan/draft.html", context)


def _shown(asked: str, draft: Draft) -> str:
    """What was asked for, else the first that has something to show."""
    if asked in SHOWS:
        return asked
    return next((show for show in SHOWS if draft.counted(show)), "all")


def _bar(draft: Draft) -> StackedBar:
    doubtful = sum(row.is_open and bool(row.doubts) for row in draft.rows)
    parts = [
        Part("confirmed", draft.confirmed, "done"),
        Part("in doubt", doubtful, "warn"),
        Part("not confirmed yet", len(draft.rows) - draft.confirmed - doubtful, "none"),
    ]
    return StackedBar("How far the draft is confirmed", parts)


def place_of(plan: Plan, kind: str) -> str:
    """Where a hindrance is put right."""
    names = {"period": "plan:draft_facts", "names": "plan:draft_names"}
    address = reverse(names.get(kind, "plan:draft"), args=[plan.partnership.slug, plan.ref])
    return f"{address}?show=open" if kind == "unconfirmed" else address


@rule("PREPARE_PLAN")
def facts(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What the plan as a whole says, and where the reader took it from."""
    plan = found(request, ref)
    known = drafting.plan_facts(plan)
    initial = known | {"supersedes": plan.supersedes.ref if plan.supersedes else "", "version": edition_of(known)}
    form = PlanForm(request.POST or None, plans=_adopted(request), initial=initial)
    if form.is_valid():
        try:
            if _save_facts(request, plan, form):
                messages.success(request, "Saved.")
                return redirect("plan:draft", partnership, ref)
        except EditedMeanwhile as conflict:
            return _both(request, plan, form, conflict)
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": "The plan as a whole",
        "button": "Save",
        "about": plan,
        "doubts": list(plan.doubts.filter(priority=None, outcome=None, action=None, resolved_at=None)),
        "back": reverse("plan:draft", args=[partnership, ref]),
    }
    return render(request, "plan/draft_form.html", context, status=422 if form.errors else 200)


def _save_facts(request: Request, plan: Plan, form: PlanForm) -> bool:
    values = dict(form.cleaned_data)
    before, opened_at = values.pop("supersedes", None), values.pop("version")
    if not attempt(form, drafting.edit_plan, plan, opened_at=opened_at, by=request.user, **values):
        return False
    if before and before != plan.supersedes:
        continue_plan(plan, before, by=request.user)
    for doubt in plan.doubts.filter(priority=None, outcome=None, action=None, resolved_at=None):
        confirming.resolve_doubt(doubt, by=request.user)
    return True


def _both(request: Request, plan: Plan, form: PlanForm, conflict: EditedMeanwhile) -> HttpResponse:
    """Two people wrote about the plan as a whole: both texts, and the form at the edition that stands now."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = edition_of(conflict.theirs)
    form.data = data
    conflict.theirs = {name: value for name, value in conflict.theirs.items() if name in form.fields}
    context = {
        "partnership": request.partnership, "mine": form, "conflict": conflict, "title": str(plan), "labels": {},
        "action": "", "back": reverse("plan:draft", args=[plan.partnership.slug, plan.ref]),
    }  # fmt: skip
    return render(request, "plan/conflict.html", context, status=409)


@rule("PREPARE_PLAN")
def names(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Who is meant by each printed name, said once for all actions that print it."""
    plan = found(request, ref)
    kinds = (
        {body["name"]: body["type"] for body in plan.reading.result.get("bodies", [])}
        if hasattr(plan, "reading")
        else {}
    )
    may_add = can_manage(request.user, request.partnership)
    form = NamesForm(
        request.POST or None, partnership=request.partnership, names=unmatched_names(plan), kinds=kinds, may_add=may_add
    )
    if form.is_valid():
        answered = attempt(form, naming.say_who_all, plan, form.answers, by=request.user)
        if answered is not None:
            messages.success(request, f"{plural(answered, 'name')} matched.")
            return redirect("plan:draft", partnership, ref)
    context = {"partnership": request.partnership, "plan": plan, "form": form, "may_add": may_add}
    return render(request, "plan/draft_names.html", context, status=422 if form.errors else 200)


@rule("PREPARE_PLAN")
def unused(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Everything of the document that nothing was made of, so that nothing vanishes."""
    plan = found(request, ref)
    return render(
        request,
        "plan/draft_unused.html",
        {"partnership": request.partnership, "plan": plan, "lines": unused_lines(draft_of(plan))},
    )


@rule("PREPARE_PLAN")
@require_POST
def accept_all(request: Request, partnership: str, ref: str) -> HttpResponse:
    count = confirming.confirm_all_without_doubts(found(request, ref), by=request.user)
    messages.success(request, f"{plural(count, 'item')} accepted. What is in doubt is left for you.")
    return redirect("plan:draft", partnership, ref)


@rule("PREPARE_PLAN")
def cancel(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Delete the draft. The document it was read from stays, unless that is to go as well."""
    plan = found(request, ref)
    own = hasattr(plan, "reading") and plan.reading.sent_by_id == request.user.pk
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reading = drafting.delete_draft(plan, by=request.user)
        if reading is not None and own and form.cleaned_data["discard"]:
            discard_document(reading, by=request.user)
        messages.success(request, "The draft is cancelled.")
        return redirect("plan:plans", partnership)
    context = {
        "partnership": request.partnership,
        "title": "Cancel this draft?",
        "about": plan,
        "button": "Cancel the draft",
        "intro": "All that was read, corrected and confirmed is deleted. The history keeps who cancelled it.",
        "back": reverse("plan:draft", args=[partnership, ref]),
    }
    return render(request, "plan/sure.html", context | ({"form": form} if own else {}))
