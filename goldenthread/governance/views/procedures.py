"""Decisions in writing, between meetings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance import permissions
from goldenthread.governance.forms.minuting import AnswerForm, ProcedureForm
from goldenthread.governance.models import Answer, WrittenProcedure
from goldenthread.governance.operations import procedure as operations
from goldenthread.governance.queries.meetings import bodies_arranged
from goldenthread.governance.queries.quorum import quorum, rules_of
from goldenthread.governance.views.ask import ask
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request

PAGE = 25


def _procedure(request: Request, ref: str) -> WrittenProcedure:
    rows = WrittenProcedure.objects.visible_to(request.user).select_related(
        "partnership", "body__partnership", "decision__partnership", "opened_by"
    )
    found: WrittenProcedure = get_object_or_404(rows, ref=ref, partnership=request.partnership)
    return found


@rule("READ_PLAN")
@require_safe
def procedure_list(request: Request, partnership: str) -> HttpResponse:
    rows = WrittenProcedure.objects.visible_to(request.user).filter(partnership=request.partnership)
    context = {
        "partnership": request.partnership,
        "page": Paginator(rows.select_related("partnership", "body", "decision"), PAGE).get_page(
            request.GET.get("page")
        ),
        "can_add": bodies_arranged(request.user, request.partnership).exists(),
    }
    return render(request, "governance/procedure_list.html", context)


@rule("ARRANGE_MEETINGS")
@once
def procedure_add(request: Request, partnership: str) -> HttpResponse:
    form = ProcedureForm(request.POST or None, bodies=bodies_arranged(request.user, request.partnership))
    if form.is_valid():
        values = dict(form.cleaned_data)
        made = attempt_screened(form, operations.open_procedure, values.pop("body"), by=request.user, **values)
        if made:
            messages.success(request, "Opened. Every voting member is asked.")
            return redirect(made)
    back = reverse("governance:procedures", args=[partnership])
    intro = "Each voting member of the body is asked by mail and answers here. Quorum counts as in a meeting."
    return ask(request, form, "Decide in writing", back, intro=intro, button="Ask the members")


@rule("READ_PLAN")
def procedure_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The question; one's own answer; who has answered; and, once it is closed, how."""
    procedure = _procedure(request, ref)
    votes = list(procedure.votes.select_related("person"))
    mine = next((vote for vote in votes if vote.person_id == request.user.pk), None)
    form = None
    if mine and procedure.is_open():
        form = AnswerForm(request.POST or None, initial={"answer": mine.answer, "words": mine.words})
    if (
        form is not None
        and form.is_valid()
        and attempt_screened(form, operations.answer_procedure, procedure, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Your answer is noted. You can change it until the last day.")
        return redirect(procedure)
    arranges = permissions.can_close_procedure(request.user, procedure)
    there = [vote.constituency for vote in votes if vote.answer and vote.answer != Answer.INTEREST]
    context = {
        "partnership": request.partnership,
        "procedure": procedure,
        "decision": procedure.decision,
        "votes": votes,
        "answered": sum(bool(vote.answer) for vote in votes),
        "mine": mine,
        "form": form,
        "quorum": quorum(rules_of(procedure.body, clock.today()), there),
        "is_open": procedure.is_open(),
        "can_arrange": arranges,
        "history": panel(procedure),
    }
    return render(request, "governance/procedure.html", context, status=422 if form and form.errors else 200)


@rule("READ_PLAN")
@require_POST
def procedure_step(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Close it, or remind those who have not answered."""
    procedure = _procedure(request, ref)
    require(permissions.can_close_procedure(request.user, procedure))
    if request.POST.get("do") == "remind":
        operations.remind_voters(procedure, by=request.user)
        messages.success(request, "Reminded.")
    else:
        closed = operations.close_procedure(procedure, by=request.user)
        messages.success(request, closed.result)
    return redirect(procedure)
