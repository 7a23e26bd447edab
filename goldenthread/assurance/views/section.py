"""A section of a return: answered on one page, saved as one types."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.models import AssessmentPart, SelfAssessment
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.views.reading import words_chosen
from goldenthread.core import clock, words
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering import presence
from goldenthread.questionnaires.answering.form import SectionForm, touched, versions
from goldenthread.questionnaires.answering.saving import save_typed
from goldenthread.questionnaires.answering.shown_in import part_in
from goldenthread.questionnaires.answering.values import in_words
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.operations.answering import Saved
from goldenthread.questionnaires.queries.answering import Answers, Part, answers_of_sheets, answers_to, parts_of


@rule("ANSWER_FOR_ORGANISATION")
def section(request: Request, ref: str, sheet: str, section: str) -> HttpResponse:
    assessment = queries.own_return(request.user, ref)
    if assessment is None:
        raise Http404
    if not permissions.can_answer(request.user, assessment):
        require(request.method != "POST")
        return redirect(f"{reverse('assurance:own_answers', [assessment.ref])}#{sheet}-{section}")
    part = part_of(assessment, sheet)
    sections = parts_of(part.sheet, known_answers(request, part, section))
    place = next((number for number, each in enumerate(sections) if each.section.id == section), None)
    if place is None:
        raise Http404
    chosen, _ = words_chosen(request, part.sheet.edition.questionnaire)
    sections[place] = part_in(sections[place], chosen)
    if request.headers.get("X-Autosave"):
        changed = SectionForm(request.POST, part=touched(sections[place], request.POST))
        return _autosave(request, part, changed, section)
    form = SectionForm(request.POST or None, part=sections[place])
    if request.method == "POST" and (done := _save(request, part, form)):
        return _after_saving(request, assessment, part, sections, place, done)
    return _page(request, assessment, part, sections, place, form)


def part_of(assessment: SelfAssessment, sheet: str) -> AssessmentPart:
    found = next((each for each in queries.parts_of_return(assessment) if each.sheet.ref == sheet), None)
    if found is None:
        raise Http404
    found.assessment = assessment
    return found


def known_answers(request: Request, part: AssessmentPart, section: str) -> Answers:
    """What saves itself shows nothing, and needs what its form is read with alone."""
    if request.headers.get("X-Autosave"):
        return answers_to(part.sheet, section)
    return answers_of_sheets([part.sheet])[part.sheet_id]


def _save(request: Request, part: AssessmentPart, form: SectionForm) -> Saved | None:
    if not form.is_valid():
        return None
    done: Saved | None = attempt_screened(form, operations.answer_part, part, form.given, by=request.user)
    if done is None:
        return None
    for question in request.POST.getlist("confirm"):
        if _unconfirmed(part, question):
            operations.confirm_earlier(part, question=question, by=request.user)
    for question in request.POST.getlist("drop"):
        if _unconfirmed(part, question):
            operations.drop_earlier(part, question=question, by=request.user)
    return done


def _unconfirmed(part: AssessmentPart, question: str) -> bool:
    answer = part.sheet.answers.filter(question=question).first()
    return answer is not None and answer.is_unconfirmed


def _after_saving(
    request: Request, assessment: SelfAssessment, part: AssessmentPart, sections: list[Part], place: int, done: Saved
) -> HttpResponse:
    if done.meanwhile:
        return _both_texts(request, assessment, part, place, done.meanwhile)
    if request.POST.getlist("confirm") or request.POST.getlist("drop"):
        question = (request.POST.getlist("confirm") or request.POST.getlist("drop"))[0]
        return redirect(f"{request.path}#q-{question}")
    messages.success(request, "Saved.")
    now = [each.section.id for each in parts_of(part.sheet)]
    following = [each.section.id for each in sections[place + 1 :] if each.section.id in now]
    if "next" in request.POST and following:
        return redirect("assurance:section", assessment.ref, part.sheet.ref, following[0])
    return redirect(assessment if "next" in request.POST else request.path)


def _both_texts(
    request: Request, assessment: SelfAssessment, part: AssessmentPart, place: int, theirs: list[Answer]
) -> HttpResponse:
    """Somebody else answered the same meanwhile: their answer beside what this person typed. Saved again, the latter
    stands."""
    sections = parts_of(part.sheet, answers_of_sheets([part.sheet])[part.sheet_id])
    questions = {each.id: each for each in sections[place].questions}
    data: Any = request.POST.copy()
    data["version"] = versions(sections[place])
    form = SectionForm(data, part=sections[place])
    for answer in theirs:
        said = in_words(questions[answer.question], answer) or "no answer"
        name = f"a-{answer.question}" if f"a-{answer.question}" in form.fields else None
        comment = f" Comment: “{answer.comment}”." if answer.comment else ""
        form.add_error(
            name, f"{answer.answered_by} answered meanwhile: “{said}”.{comment} Your own is in the form; save again if "
            "yours should stand.",
        )  # fmt: skip
    return _page(request, assessment, part, sections, place, form, status=409)


def _autosave(request: Request, part: AssessmentPart, form: SectionForm, section: str) -> JsonResponse:
    presence.come(part.sheet, section, request.user)
    save = partial(operations.answer_part, part, by=request.user)
    kept = save_typed(form, save)
    if kept.meanwhile:
        return JsonResponse({"url": request.path}, status=409)
    saved_at = words.time(clock.now())
    if kept.refused:
        saved_at += f". Not yet kept: {kept.refused[0]}"
    return JsonResponse({"version": form.version_after(kept.saved), "saved_at": saved_at})


def _page(
    request: Request, assessment: SelfAssessment, part: AssessmentPart, sections: list[Part], place: int,
    form: SectionForm, status: int = 0,
) -> HttpResponse:  # fmt: skip
    here = sections[place]
    chosen, known = words_chosen(request, part.sheet.edition.questionnaire)
    context = {
        "choices": known,
        "chosen": chosen,
        "assessment": assessment,
        "part": part,
        "here": here,
        "form": form,
        "groups": form.groups(),
        "number": place + 1,
        "sections": sections,
        "others": presence.others(part.sheet, request.user),
        "in_words": in_words,
        "today": clock.today(),
        "titles": {each.section.id: each.section.title for each in sections},
    }
    return render(request, "assurance/section.html", context, status=status or (422 if form.errors else 200))
