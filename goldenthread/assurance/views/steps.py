"""The steps of a return, one question a page: who signs off, signing off, handing in, sharing, opening again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.returns import ReasonForm, SeniorLeadForm, SubmitForm
from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.views.own import own_return
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, number_of, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request


@rule("SUBMIT_FOR_ORGANISATION")
def senior_lead(request: Request, ref: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_lead(request.user, assessment) and permissions.can_answer(request.user, assessment))
    people = queries.colleagues(assessment.organisation)
    chosen = {"person": assessment.senior_lead.ref} if assessment.senior_lead else None
    form = SeniorLeadForm(request.POST or None, people=people, initial=chosen)
    if form.is_valid():
        person = form.people[form.cleaned_data["person"]]
        if attempt(form, operations.name_senior_lead, assessment, person=person, by=request.user):
            messages.success(request, f"{person} signs it off.")
            return redirect(assessment)
    intro = (
        "They answer for every word of it. Nobody signs in their place. Somebody who is not here must be invited first."
    )
    return _form(request, assessment, form, "Who signs it off", "Save", intro)


@rule("ANSWER_FOR_ORGANISATION")
def sign_off(request: Request, ref: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_sign_off(request.user, assessment))
    if request.method == "POST":
        operations.sign_off(assessment, by=request.user)
        messages.success(request, "Signed off. It is locked now, and can be handed in.")
        return redirect(assessment)
    intro = (
        f"You sign that these answers are right, for {assessment.organisation}. They are locked after that; whoever "
        "leads the return can open it again with a reason."
    )
    return _sure(request, assessment, "Sign off", "Sign off", intro)


@rule("SUBMIT_FOR_ORGANISATION")
def submit(request: Request, ref: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_submit(request.user, assessment))
    form = SubmitForm(request.POST or None, places=[each.partnership for each in assessment.askings.all()])
    if form.is_valid() and attempt(
        form, operations.submit, assessment, share_with=form.chosen, until=form.cleaned_data["until"], by=request.user
    ):
        messages.success(request, "Handed in. Those whom you chose can read it now.")
        return redirect(assessment)
    intro = "Each partnership reads the common part and its own questions. None reads what you answered to another."
    return _form(request, assessment, form, "Hand it in", "Hand it in", intro)


@rule("SUBMIT_FOR_ORGANISATION")
def sharing(request: Request, ref: str) -> HttpResponse:
    """Share with a further partnership or for longer; end a consent."""
    assessment = own_return(request, ref)
    require(permissions.can_lead(request.user, assessment) and assessment.state in queries.HANDED_IN)
    if request.method == "POST" and "end" in request.POST:
        given = queries.shares_of(assessment).filter(pk=number_of(request.POST["end"])).first()
        if given is None:
            raise Http404
        operations.end_share(given, by=request.user)
        messages.success(request, f"{given.partnership} no longer reads it.")
        return redirect(request.path)
    form = SubmitForm(request.POST or None, places=[each.partnership for each in assessment.askings.all()])
    if form.is_valid():
        for place in form.chosen:
            operations.share(assessment, place, until=form.cleaned_data["until"], by=request.user)
        messages.success(request, "Shared.")
        return redirect(assessment)
    return _form(request, assessment, form, "Who reads it", "Share", "", shares=queries.shares_of(assessment))


@rule("ANSWER_FOR_ORGANISATION")
def reopen(request: Request, ref: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_reopen(request.user, assessment))
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.reopen, assessment, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Open again. It is signed off anew before it is handed in.")
        return redirect(assessment)
    return _form(request, assessment, form, "Open it again", "Open it again", "The reason stands in its history.")


def _form(
    request: Request, assessment: SelfAssessment, form: Any, title: str, button: str, intro: str, **more: Any
) -> HttpResponse:
    context = {"assessment": assessment, "form": form, "title": title, "button": button, "intro": intro, "shares": []}
    status = 422 if form.errors else 200
    return render(request, "assurance/step.html", context | more, status=status)


def _sure(request: Request, assessment: SelfAssessment, title: str, button: str, intro: str) -> HttpResponse:
    context = {"title": title, "about": str(assessment), "button": button, "intro": intro,
               "back": assessment.get_absolute_url()}  # fmt: skip
    return render(request, "assurance/sure.html", context)
