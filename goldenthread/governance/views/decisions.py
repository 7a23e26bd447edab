"""The register of decisions across bodies, and one decision."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.minuting import (
    AskForActionForm,
    DecisionForm,
    DissentForm,
    LinkActionForm,
    RegisterFilter,
    ReviewForm,
)
from goldenthread.governance.models import Decision
from goldenthread.governance.operations import decisions as operations
from goldenthread.governance.queries import decisions as queries
from goldenthread.governance.queries.people import organisations_of
from goldenthread.governance.views.agenda import find_item, room_of
from goldenthread.governance.views.ask import ask, both
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request
from goldenthread.plan.operations.refusals import EditedMeanwhile

PAGE = 25
LABELS = {"words": "What is decided", "options": "What else was considered", "reasons": "Why this"}


def _decision(request: Request, ref: str) -> Decision:
    return get_object_or_404(queries.decisions_of(request.user, request.partnership), ref=ref)


@rule("READ_PLAN")
@require_safe
def register(request: Request, partnership: str) -> HttpResponse:
    bodies = Body.objects.visible_to(request.user).filter(partnership=request.partnership, decisions__isnull=False)
    form = RegisterFilter(request.GET, bodies=bodies.distinct())
    form.is_valid()
    found = queries.narrowed(queries.decisions_of(request.user, request.partnership), form.cleaned_data)
    context = {
        "partnership": request.partnership,
        "filter": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "governance/register.html", context)


@rule("READ_PLAN")
@require_safe
def decision_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    decision = _decision(request, ref)
    item = decision.item
    context = {
        "partnership": request.partnership,
        "decision": decision,
        "dissents": decision.dissents.select_related("organisation"),
        "evidence": decision.evidence.select_related("partnership"),
        "actions": decision.actions.select_related("priority", "plan__partnership"),
        "variations": decision.variations.select_related("plan__partnership", "action__priority"),
        "replacement": queries.replacing(request.user, decision),
        "replaces": queries.replaced_by(request.user, decision),
        "procedure": getattr(decision, "procedure", None),
        "can_arrange": permissions.can_arrange(request.user, decision.body),
        "room": room_of(item) if item else "",
        "history": [] if item and item.closed else panel(decision),
    }
    return render(request, "governance/decision.html", context)


@rule("READ_PLAN")
@once
def decision_add(request: Request, partnership: str, ref: str) -> HttpResponse:
    item = find_item(request, ref)
    require(permissions.can_arrange(request.user, item.meeting.body) and not item.is_recused)  # type: ignore[attr-defined]
    form = DecisionForm(request.POST or None, evidence=queries.evidence_to_rely_on(request.user, request.partnership))
    if form.is_valid():
        made = attempt_screened(
            form, operations.propose_decision, item, by=request.user, evidence=form.cleaned_data["evidence"],
            **form.values,
        )  # fmt: skip
        if made:
            messages.success(request, "Written down. It is not decided until the meeting decides it.")
            return redirect(made)
    intro = "Write down what is to be decided. It shows as not yet decided until the meeting takes it."
    return ask(request, form, "Write a decision", room_of(item), caption=item.title, intro=intro)


@rule("READ_PLAN")
def decision_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    evidence = queries.evidence_to_rely_on(request.user, request.partnership)
    form = DecisionForm(request.POST or None, decision=decision, evidence=evidence)
    if form.is_valid():
        try:
            saved = attempt_screened(
                form, operations.change_decision, decision, edition=form.cleaned_data["version"], by=request.user,
                evidence=form.cleaned_data["evidence"], **form.values,
            )  # fmt: skip
        except EditedMeanwhile as conflict:
            decision.refresh_from_db(fields=["edition"])
            back = decision.get_absolute_url()
            return both(request, form, conflict, decision.edition, str(decision), back, labels=LABELS)
        if saved:
            messages.success(request, "Saved.")
            return redirect(saved)
    return ask(request, form, "Change the words", decision.get_absolute_url(), caption=str(decision))


STEPS = {
    "take": (operations.take_decision, "Decided."),
    "reject": (operations.reject_decision, "Noted: not agreed."),
    "withdraw": (operations.withdraw_decision, "Withdrawn."),
}


@rule("READ_PLAN")
@require_POST
def decision_step(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Decided, not agreed, or withdrawn."""
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise Http404
    step[0](decision, by=request.user)
    messages.success(request, step[1])
    in_room = decision.item is not None and request.POST.get("back") == "room"
    return redirect(room_of(decision.item) if in_room and decision.item else decision.get_absolute_url())


@rule("READ_PLAN")
@once
def dissent(request: Request, partnership: str, ref: str) -> HttpResponse:
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    names = list(decision.item.meeting.attendance.values_list("name", flat=True)) if decision.item else []
    form = DissentForm(request.POST or None, names=names, organisations=organisations_of(request.partnership))
    if form.is_valid() and attempt_screened(
        form, operations.record_dissent, decision, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Noted. It stands with the decision.")
        return redirect(decision)
    intro = "A view against the decision, whoever held it, told fairly."
    return ask(request, form, "Note dissent", decision.get_absolute_url(), caption=str(decision), intro=intro)


@rule("READ_PLAN")
def review(request: Request, partnership: str, ref: str) -> HttpResponse:
    """It came back to the body: it stands, to come back again or not, or another decision takes its place."""
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    form = ReviewForm(request.POST or None, later=queries.taken_after(request.user, decision))
    if form.is_valid() and attempt(form, operations.note_review, decision, by=request.user, **form.cleaned_data):
        messages.success(request, "Noted.")
        return redirect(decision)
    return ask(request, form, "It came back", decision.get_absolute_url(), caption=str(decision), intro=decision.words)


@rule("READ_PLAN")
def link_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    versions = list(queries.actions_to_link(request.user, request.partnership))
    form = LinkActionForm(request.POST or None, versions=versions)
    if form.is_valid() and _followed(request, form, decision, {row.action.ref: row.action for row in versions}):
        messages.success(request, "Noted.")
        return redirect(decision)
    return ask(request, form, "What follows in the plan", decision.get_absolute_url(), caption=str(decision))


def _followed(request: Request, form: LinkActionForm, decision: Decision, actions: dict[str, Any]) -> Any:
    """An action, or why there is none."""
    given, by = form.cleaned_data, request.user
    if given["action"]:
        return attempt(form, operations.link_action, decision, action=actions[given["action"]], by=by)
    return attempt_screened(form, operations.needs_no_action, decision, why=given["why"], by=by)


@rule("READ_PLAN")
@once
def ask_for_action(request: Request, partnership: str, ref: str) -> HttpResponse:
    decision = _decision(request, ref)
    require(permissions.can_arrange(request.user, decision.body))
    priorities = list(queries.priorities_to_choose(request.user, request.partnership))
    form = AskForActionForm(request.POST or None, partnership=request.partnership, priorities=priorities)
    if form.is_valid():
        data = form.cleaned_data
        priority = next(row.priority for row in priorities if row.priority.ref == data["priority"])
        asked = attempt_screened(
            form, operations.ask_for_action, decision, priority=priority, words=data["words"], owners=form.owners,
            deadline=data["deadline"], by=request.user,
        )  # fmt: skip
        if asked:
            messages.success(request, "Proposed as a variation of the plan. Somebody else approves it.")
            return redirect(decision)
    intro = (
        "It becomes an action of the plan when the variation is approved, and says that it comes from this decision."
    )
    return ask(request, form, "A new action", decision.get_absolute_url(), caption=str(decision), intro=intro)
