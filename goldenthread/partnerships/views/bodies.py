"""Pages that change bodies."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt
from goldenthread.history.queries import panel
from goldenthread.partnerships import operations
from goldenthread.partnerships.forms import structure as asking
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.views.ask import ask, home_of


def _body(request: Request, ref: str) -> Body:
    bodies = Body.objects.visible_to(request.user).select_related("partnership", "parent", "reports_to")
    found: Body = get_object_or_404(bodies, ref=ref, partnership=request.partnership)
    return found


@rule("MANAGE")
@once
def body_add(request: Request, partnership: str) -> HttpResponse:
    form = asking.BodyForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        body = attempt(form, operations.add_body, request.partnership, by=request.user, **form.cleaned_data)
        if body:
            messages.success(request, f"{body} was added.")
            return redirect(home_of(request))
    return ask(request, form, "Add a body", home_of(request))


@rule("MANAGE")
def body_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    body = _body(request, ref)
    known = {**forms.model_to_dict(body), "aliases": "\n".join(body.aliases)}
    form = asking.BodyForm(request.POST or None, partnership=request.partnership, body=body, initial=known)
    if form.is_valid() and attempt(form, operations.change_body, body, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect(body)
    close = reverse("partnerships:body_close", args=[partnership, ref])
    return ask(
        request, form, f"Change {body}", body.get_absolute_url(), other=("Close this body", close), history=panel(body)
    )


@rule("MANAGE")
@once
def body_terms(request: Request, partnership: str, ref: str) -> HttpResponse:
    body = _body(request, ref)
    form = asking.TermsForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.agree_terms, body, by=request.user, **form.cleaned_data):
        messages.success(request, "Noted. The terms before stay with their day.")
        return redirect(f"{body.get_absolute_url()}#facts")
    return ask(request, form, f"Terms of reference of {body}", body.get_absolute_url())


@rule("MANAGE")
def body_close(request: Request, partnership: str, ref: str) -> HttpResponse:
    body = _body(request, ref)
    form = asking.CloseForm(request.POST or None)
    if form.is_valid() and attempt(form, operations.close_body, body, by=request.user, **form.cleaned_data):
        messages.success(request, f"{body} was closed.")
        return redirect(body)
    intro = "Its posts, appointments and roles end with it. What it owns in the plan stays until the plan is varied."
    return ask(
        request, form, f"Close {body}", body.get_absolute_url(), intro=intro, button="Close this body", grave=True
    )
