"""What is asked of an organisation, and its return as its own people see it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.assurance import permissions
from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.queries import returns as queries
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering import presence
from goldenthread.questionnaires.answering.values import in_words

PAGE = 50


def own_return(request: Request, ref: str) -> SelfAssessment:
    return get_object_or_404(queries.own_returns(request.user), ref=ref)


@rule("ANSWER_FOR_ORGANISATION")
def asked_of_us(request: Request) -> HttpResponse:
    """Everything that any partnership asks of the person's organisations, by its day; what is done follows."""
    today = clock.today()
    waiting = queries.waiting_for(request.user, today)
    page = queries.not_waiting_for(request.user, today, request.GET.get("page"), PAGE)
    context = {
        "waiting": [(each, queries.is_late(each, today)) for each in waiting],
        "page": page,
        "asked_by": queries.askers([*waiting, *page]),
        "words": queries.WORDS,
        "tones": queries.TONES,
        "today": today,
    }
    return render(request, "assurance/asked_of_us.html", context)


@rule("ANSWER_FOR_ORGANISATION")
def own(request: Request, ref: str) -> HttpResponse:
    """How far each section is, what is missing, who works on it, what comes next."""
    assessment = own_return(request, ref)
    user, today = request.user, clock.today()
    parts = queries.parts_of_return(assessment)
    sheets = [each.sheet for each in parts]
    context = {
        "assessment": assessment,
        "round": assessment.round,
        "late": queries.is_late(assessment, today),
        "parts": queries.read(parts),
        "here": [(each, person) for each in parts for person in presence.others(each.sheet, user)],
        "events": assessment.events.select_related("by"),
        "shares": queries.shares_of(assessment),
        "colleagues": queries.colleagues(assessment.organisation),
        "today": today,
        "words": queries.WORDS,
        "tones": queries.TONES,
        "missing": assessment.asked - assessment.answered,
        "can": {
            "answer": permissions.can_answer(user, assessment),
            "lead": permissions.can_lead(user, assessment),
            "sign_off": permissions.can_sign_off(user, assessment),
            "submit": permissions.can_submit(user, assessment),
            "reopen": permissions.can_reopen(user, assessment),
            "see_moderation": assessment.state in queries.HANDED_IN,
            "share": assessment.state in queries.HANDED_IN and permissions.can_lead(user, assessment),
        },
        "site_parts": queries.site_parts(assessment),
        "handed": queries.hand_overs_of(assessment),
        "titles": {section.id: section.title for each in sheets for section in each.edition.questionnaire.sections},
        "earlier": queries.with_earlier(parts, assessment),
        "history": panel(assessment, *sheets, limit=12),
    }
    return render(request, "assurance/own.html", context)


@rule("ANSWER_FOR_ORGANISATION")
def answers(request: Request, ref: str) -> HttpResponse:
    """The whole return on one page, to read and to print."""
    assessment = own_return(request, ref)
    context = {
        "assessment": assessment,
        "parts": queries.read(queries.parts_of_return(assessment)),
        "in_words": in_words,
        "file_address": lambda piece: reverse("assurance:own_file", [assessment.ref, piece]),
        "today": clock.today(),
        "back": assessment.get_absolute_url(),
    }
    return render(request, "assurance/answers.html", context)
