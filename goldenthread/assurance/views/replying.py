"""Moderation as the organisation sees it: what was said of its answers, its reply, questions, letters, corrections."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.correcting import CorrectForm
from goldenthread.assurance.forms.moderation import AnswerBackForm, ReplyForm
from goldenthread.assurance.models import AssessmentPart, Gap, GoodExample, ReturnedQuestion, SelfAssessment
from goldenthread.assurance.operations import correcting
from goldenthread.assurance.operations import moderation as operations
from goldenthread.assurance.queries import gaps as gap_queries
from goldenthread.assurance.queries import moderation as queries
from goldenthread.assurance.queries.moderation import Standard
from goldenthread.assurance.queries.returns import TONES, WORDS, parts_of_return
from goldenthread.assurance.views.letters import shown
from goldenthread.assurance.views.moderation import standard_in
from goldenthread.assurance.views.own import own_return
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering.form import mark_of
from goldenthread.questionnaires.answering.values import told
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.operations.answering import Given
from goldenthread.questionnaires.queries.answering import Part, parts_of


def _page(assessment: SelfAssessment) -> str:
    return reverse("assurance:own_moderation", args=[assessment.ref])


@rule("ANSWER_FOR_ORGANISATION")
def own_moderation(request: Request, ref: str) -> HttpResponse:
    """What each partnership said to each standard; what waits for the organisation comes first."""
    assessment = own_return(request, ref)
    read = queries.sections_of(assessment, request.user)
    every = [each for section in read for each in section.standards]
    offered = gap_queries.delivered(Gap.objects.visible_to(request.user).filter(part__assessment=assessment))
    context = {
        "assessment": assessment,
        "sections": read,
        "asked": [(each, one) for each in every for one in each.waits_for_answer],
        "to_reply": [each for each in every if each.first and not each.reply and not each.agreed],
        "offered": {(gap.part_id, gap.question) for gap in offered},
        "letters": queries.letters_of(assessment, request.user),
        "examples": GoodExample.objects.visible_to(request.user)
        .filter(part__assessment=assessment)
        .select_related("partnership"),
        "can_reply": permissions.can_reply(request.user, assessment),
        "can_correct": permissions.can_correct(request.user, assessment),
        "words": WORDS,
        "tones": TONES,
        "history": panel(*[each.sheet for each in parts_of_return(assessment)]),
    }
    return render(request, "assurance/own_moderation.html", context)


@rule("ANSWER_FOR_ORGANISATION")
def own_reply(request: Request, ref: str, sheet: str, question: str) -> HttpResponse:
    """The organisation's right of reply to one standard."""
    assessment = own_return(request, ref)
    require(permissions.can_reply(request.user, assessment))
    standard, _ = standard_in(queries.sections_of(assessment, request.user), sheet, question)
    if standard.first is None:
        raise Http404
    seen = standard.reply.number if standard.reply else 0
    form = ReplyForm(request.POST or None, initial={"seen": seen})
    if form.is_valid():
        given = form.cleaned_data
        if attempt_screened(
            form, operations.reply, standard.part, question=question, agrees=given["agrees"] == "yes",
            reason=given["reason"], seen=given["seen"], by=request.user,
        ):  # fmt: skip
            messages.success(request, "Your reply is kept beside the level.")
            return redirect(f"{_page(assessment)}#q-{question}")
    return _standard(request, assessment, standard, form, "Your reply", "Send the reply")


@rule("ANSWER_FOR_ORGANISATION")
def own_answer(request: Request, ref: str, returned: str) -> HttpResponse:
    """A question about one answer that came back."""
    assessment = own_return(request, ref)
    require(permissions.can_reply(request.user, assessment))
    open_ones = ReturnedQuestion.objects.visible_to(request.user).filter(part__assessment=assessment, replied_at=None)
    asked = get_object_or_404(open_ones.select_related("part__sheet", "partnership", "asked_by"), ref=returned)
    standard, _ = standard_in(queries.sections_of(assessment, request.user), asked.part.sheet.ref, asked.question)
    form = AnswerBackForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.answer_back, asked, words=form.cleaned_data["words"], by=request.user
    ):
        messages.success(request, "Answered.")
        return redirect(_page(assessment))
    return _standard(request, assessment, standard, form, "Answer the question", "Send the answer")


def _standard(
    request: Request, assessment: SelfAssessment, standard: Standard, form: Any, title: str, button: str
) -> HttpResponse:
    context = {
        "assessment": assessment, "standard": standard, "form": form, "title": title, "button": button,
        "back": f"{_page(assessment)}#q-{standard.question.id}",
    }  # fmt: skip
    return render(request, "assurance/own_standard.html", context, status=422 if form.errors else 200)


@rule("ANSWER_FOR_ORGANISATION")
def own_letter(request: Request, ref: str, letter: str) -> HttpResponse:
    assessment = own_return(request, ref)
    found = get_object_or_404(queries.letters_of(assessment, request.user), ref=letter)
    return shown(request, assessment, found, _page(assessment))


@rule("ANSWER_FOR_ORGANISATION")
def own_correct(request: Request, ref: str, sheet: str, question: str) -> HttpResponse:
    """One answer of a return that was handed in: what would change is shown before it is done."""
    assessment = own_return(request, ref)
    require(permissions.can_correct(request.user, assessment))
    part, only = _only(assessment, sheet, question)
    form = CorrectForm(request.POST or None, part=only)
    given = form.given[0] if form.is_valid() and form.given else None
    if form.is_valid() and given is None:
        form.add_error(None, "Nothing would change. Change the answer first.")
    mark = mark_of((given.state, given.value, given.comment)) if given else ""
    if (
        given
        and request.POST.get("sure") == mark
        and attempt_screened(form, correcting.correct, part, given, reason=form.cleaned_data["reason"], by=request.user)
    ):
        messages.success(request, "Corrected. Those who read the answer find what it said and what it says.")
        return redirect(f"{_page(assessment)}#q-{question}")
    context = {
        "assessment": assessment, "question": only.questions[0], "group": form.groups()[0], "form": form,
        "readers": _readers(assessment, part), "back": f"{_page(assessment)}#q-{question}",
        "change": _change(only, given) if given and not form.errors else None, "mark": mark,
    }  # fmt: skip
    return render(request, "assurance/own_correct.html", context, status=422 if form.errors else 200)


def _only(assessment: SelfAssessment, sheet: str, question: str) -> tuple[AssessmentPart, Part]:
    """The part, and its section cut down to the one question."""
    for part in parts_of_return(assessment):
        if part.sheet.ref == sheet:
            part.assessment = assessment
            for section in parts_of(part.sheet):
                for each in section.questions:
                    if each.id == question and question in section.answers:
                        return part, replace(section, questions=(each,))
    raise Http404


def _readers(assessment: SelfAssessment, part: AssessmentPart) -> list[str]:
    own = part.part.partnership
    shares = assessment.shares.filter(ended_at=None).select_related("partnership")
    return [str(each.partnership) for each in shares if own is None or each.partnership_id == own.pk]


def _change(only: Part, given: Given) -> tuple[str, str]:
    question = only.questions[0]
    new = Answer(question=question.id, state=given.state, value=given.value, comment=given.comment)
    return told(question, only.answers[question.id]), told(question, new)
