"""Evidence: the list, one piece, its file, what can be done to it. New pieces come in where they serve (``plan``)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence import operations, permissions
from goldenthread.evidence.facts import FactsForm
from goldenthread.evidence.forms import EvidenceFilter, LookedForm, PublicForm, ReasonForm
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.queries import evidence_of, narrowed
from goldenthread.evidence.screened import ScreenedForm, attempt_screened
from goldenthread.evidence.users import uses_of
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right

PAGE = 50
Operation = Callable[..., Any]
FACTS = ("title", "kind", "rung", "evidence_on", "expires_on", "shows")


def _piece(request: Request, ref: str) -> Evidence:
    return get_object_or_404(evidence_of(request.user, request.partnership), ref=ref)


@rule("READ_PLAN")
def evidence_list(request: Request, partnership: str) -> HttpResponse:
    form = EvidenceFilter(request.GET)
    form.is_valid()
    found = narrowed(evidence_of(request.user, request.partnership), form.cleaned_data, clock.today())
    context = {
        "partnership": request.partnership,
        "filter": form,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
        "can_add": may(request.user, Right.ADD_EVIDENCE, request.partnership),
    }
    return render(request, "evidence/evidence_list.html", context)


@rule("READ_PLAN")
def evidence_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    piece = _piece(request, ref)
    context = {
        "partnership": request.partnership,
        "piece": piece,
        "today": clock.today(),
        "uses": uses_of(piece, request.user),
        "history": panel(piece),
        "can_open": permissions.can_open_file(request.user, piece),
        "can_correct": permissions.can_correct(request.user, piece) and piece.withdrawn_at is None,
        "can_settle": permissions.can_settle(request.user, piece),
        "can_publish": permissions.can_publish(request.user, piece),
    }
    return render(request, "evidence/evidence.html", context)


@rule("READ_PLAN")
def evidence_file(request: Request, partnership: str, ref: str) -> FileResponse:
    """Always as a download, never shown inside our pages."""
    piece = _piece(request, ref)
    if piece.file is None or not permissions.can_open_file(request.user, piece):
        raise Http404
    response = FileResponse(
        piece.file.content.open("rb"), as_attachment=True, filename=piece.file.name, content_type=piece.file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@rule("READ_PLAN")
def correct(request: Request, partnership: str, ref: str) -> HttpResponse:
    piece = _piece(request, ref)
    require(permissions.can_correct(request.user, piece))
    form = FactsForm(request.POST or None, initial={name: getattr(piece, name) for name in FACTS})
    return _ask(request, form, piece, operations.correct_evidence, "Correct this evidence", "Save", "Corrected.")


@rule("READ_PLAN")
def withdraw(request: Request, partnership: str, ref: str) -> HttpResponse:
    piece = _piece(request, ref)
    require(permissions.can_correct(request.user, piece))
    form, done = ReasonForm(request.POST or None), "Withdrawn. It no longer counts anywhere."
    return _ask(request, form, piece, operations.withdraw_evidence, "Withdraw this evidence", "Withdraw", done)


@rule("READ_PLAN")
def settle(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Somebody looks at what the screening found, or at a picture, and answers for it."""
    piece = _piece(request, ref)
    require(permissions.can_settle(request.user, piece))
    form, asks = LookedForm(request.POST or None), "Does this file identify a child?"
    done = "Settled. Others can open the file now."
    return _ask(request, form, piece, operations.say_it_identifies_nobody, asks, "It identifies no child", done)


@rule("PUBLISH")
def publish(request: Request, partnership: str, ref: str) -> HttpResponse:
    piece = _piece(request, ref)
    form = PublicForm(request.POST or None, initial={"public": piece.public})
    if form.is_valid():
        operations.correct_evidence(piece, by=request.user, public=form.cleaned_data["public"])
        messages.success(request, "Saved.")
        return redirect(piece)
    return _one_form(request, form, piece, "May the public see this?", "Save")


def _ask(
    request: Request, form: ScreenedForm, piece: Evidence, operation: Operation, title: str, button: str, done: str
) -> HttpResponse:
    """Do to the piece what the form says, or show the form."""
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.base_fields}
        if attempt_screened(form, operation, piece, by=request.user, **values):
            messages.success(request, done)
            return redirect(piece)
    return _one_form(request, form, piece, title, button)


def _one_form(
    request: Request, form: ScreenedForm | PublicForm, piece: Evidence, title: str, button: str
) -> HttpResponse:
    context = {"partnership": request.partnership, "form": form, "piece": piece, "title": title, "button": button}
    return render(request, "evidence/one_form.html", context, status=422 if form.errors else 200)
