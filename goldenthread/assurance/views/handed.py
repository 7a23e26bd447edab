"""A section as a colleague without an account answers it. The link opens this one section and changes nothing."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.assurance.models import HandOver
from goldenthread.assurance.operations import handing as operations
from goldenthread.assurance.operations.handing import NO_LONGER
from goldenthread.assurance.queries.handing import handed_part
from goldenthread.assurance.views.reading import words_chosen
from goldenthread.core import arriving, clock, words
from goldenthread.core.rules import PUBLIC, rule
from goldenthread.core.web import attempt
from goldenthread.questionnaires.answering.form import SectionForm
from goldenthread.questionnaires.answering.shown_in import part_in

ARRIVED = "hand-over"


@rule(PUBLIC)
@require_safe
def arrive(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    return arriving.arrive(request, ARRIVED, operations.find_hand_over(ref, token), "assurance:handed")


@rule(PUBLIC)
def handed(request: HttpRequest) -> HttpResponse:
    paths = (
        "part__assessment__round",
        "part__assessment__organisation",
        "part__sheet__edition",
        "part__part",
        "made_by",
    )
    found = HandOver.objects.select_related(*paths).filter(ref=arriving.arrived(request, ARRIVED)).first()
    if found is None or not found.is_open or not found.part.assessment.is_open:
        return _show(request, "assurance/handed_refused.html", {"sentence": NO_LONGER}, status=410)
    if not found.accepted_at:
        return _accept(request, found)
    chosen, known = words_chosen(request, found.part.sheet.edition.questionnaire)
    part = part_in(handed_part(found), chosen)
    form = SectionForm(request.POST or None, part=part)
    if request.headers.get("X-Autosave"):
        return _autosave(found, form)
    if form.is_valid() and attempt(form, operations.keep_said, found, form.said, by=found.accepted_by):
        if "finish" in request.POST:
            operations.give_back(found, by=found.accepted_by)
            request.session.pop(ARRIVED, None)
            return _show(request, "assurance/handed_done.html", {"made": found})
        return redirect("assurance:handed")
    context = {"made": found, "here": part, "form": form, "groups": form.groups(), "choices": known, "chosen": chosen}
    return _show(request, "assurance/handed.html", context, status=422 if form.errors else 200)


def _accept(request: HttpRequest, found: HandOver) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            operations.accept_hand_over(found, by=request.POST.get("name", ""))
            return redirect("assurance:handed")
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
    context = {"made": found, "here": handed_part(found), "problem": problem, "typed": request.POST.get("name", "")}
    return _show(request, "assurance/handed_accept.html", context, status=422 if problem else 200)


def _autosave(found: HandOver, form: SectionForm) -> JsonResponse:
    form.is_valid()
    refused = [str(text) for texts in form.errors.values() for text in texts]
    for question, said in form.said.items():
        try:
            operations.keep_said(found, {question: said}, by=found.accepted_by)
        except ValidationError as refusal:
            refused += refusal.messages
    note = f". Not yet kept: {refused[0]}" if refused else ""
    return JsonResponse({"version": "", "saved_at": words.time(clock.now()) + note})


def _show(request: HttpRequest, page: str, context: dict, status: int = 200) -> HttpResponse:  # type: ignore[type-arg]
    return arriving.unkept(render(request, page, context, status=status))
