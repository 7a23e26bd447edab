"""A survey of staff: opened and read by their organisation, answered by whoever has the link."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string

from goldenthread.accounts.once import once
from goldenthread.assurance import permissions
from goldenthread.assurance.forms.staff import OpenSurveyForm, StaffForm
from goldenthread.assurance.models.staff import FEWEST_STAFF
from goldenthread.assurance.operations import staff as operations
from goldenthread.assurance.queries import staff as queries
from goldenthread.assurance.queries.levels import has_levels, in_words, level_of
from goldenthread.assurance.views.own import own_return
from goldenthread.assurance.views.section import part_of
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import PUBLIC, rule
from goldenthread.core.web import attempt, require
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering.shown_in import PLAIN, choices, question_in

LASTS, REMEMBERED = timedelta(days=21), 90 * 24 * 3600


@rule("SUBMIT_FOR_ORGANISATION")
@once
def staff(request: Request, ref: str, sheet: str) -> HttpResponse:
    """Ask staff, copy the link, close it, and read what they said beside what is claimed."""
    assessment = own_return(request, ref)
    require(permissions.can_lead(request.user, assessment))
    part = part_of(assessment, sheet)
    survey = next(iter(queries.surveys_of(part, request.user)), None)
    if request.method == "POST" and "close" in request.POST and survey:
        operations.close_survey(survey, by=request.user)
        messages.success(request, "Closed. The link works no longer.")
        return redirect(request.path)
    standards = [each for each in part.sheet.edition.questionnaire.questions if has_levels(each)]
    form = OpenSurveyForm(request.POST or None, standards=standards, initial={"closes_on": clock.today() + LASTS})
    if form.is_valid() and attempt(form, operations.open_survey, part, by=request.user, **form.cleaned_data):
        messages.success(request, "Opened. Send your staff the link.")
        return redirect(request.path)
    answers = {each.question: each for each in part.sheet.answers.all()}
    said = queries.said_by_staff([part], request.user)
    asked = [each for each in standards if survey and survey.is_shown and each.id in survey.questions]
    context = {
        "assessment": assessment, "part": part, "survey": survey, "fewest": FEWEST_STAFF,
        "form": None if survey and (survey.is_open or survey.is_shown) else form,
        "link": _link(survey) if survey and survey.is_open else "",
        "lines": [
            (each, in_words(each, level_of(answers.get(each.id))), said.get((part.pk, each.id))) for each in asked
        ],
    }  # fmt: skip
    return render(request, "assurance/staff.html", context, status=422 if form.errors else 200)


def _link(survey: queries.StaffSurvey) -> str:
    path = reverse("assurance:staff_survey", [survey.ref, queries.token_of(survey)])
    return settings.ADDRESS.rstrip("/") + path


@rule(PUBLIC)
def staff_survey(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    """Whether somebody is signed in counts for nothing here, and nothing is kept of who answered.

    The browser remembers that it answered; the server remembers a random number of the form for an hour, so that a
    double click counts once.
    """
    request.user = AnonymousUser()  # also for the log of requests
    survey = queries.survey_called(ref, token)
    if survey is None:
        return _show(request, "assurance/handed_refused.html", {"sentence": operations.NO_LONGER}, status=410)
    answered = f"answered-{survey.ref}"
    if request.COOKIES.get(answered):
        return _show(request, "assurance/staff_thanks.html", {"survey": survey})
    questionnaire = survey.part.sheet.edition.questionnaire
    words = request.GET.get("words", PLAIN)
    asked = {each.id: question_in(each, words) for each in questionnaire.questions}
    form = StaffForm(request.POST or None, questions=[asked[each] for each in survey.questions if each in asked])
    if form.is_valid() and _counted(request, form, survey):
        response = redirect(request.path)
        response.set_cookie(
            answered, "yes", max_age=REMEMBERED, path=request.path, secure=request.is_secure(), httponly=True,
            samesite="Lax",
        )  # fmt: skip
        return response
    context = {
        "survey": survey, "form": form, "number": get_random_string(20), "fewest": FEWEST_STAFF, "chosen": words,
        "choices": choices(questionnaire),
    }  # fmt: skip
    return _show(request, "assurance/staff_survey.html", context, status=422 if form.errors else 200)


def _counted(request: HttpRequest, form: StaffForm, survey: queries.StaffSurvey) -> bool:
    key = f"staff-form-{request.POST.get('number', '')[:40]}"
    if not cache.add(key, 1, timeout=3600):
        return True
    if attempt(form, operations.answer_survey, survey, form.said):
        return True
    cache.delete(key)
    return False


def _show(request: HttpRequest, page: str, context: dict, status: int = 200) -> HttpResponse:  # type: ignore[type-arg]
    response = render(request, page, context, status=status)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response
