"""Handing a section over, and taking it back with what was said: the organisation's side."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.returns import HandOverForm
from goldenthread.assurance.models import HandOver, SelfAssessment
from goldenthread.assurance.operations import handing as operations
from goldenthread.assurance.queries.handing import lines_of
from goldenthread.assurance.views.own import own_return
from goldenthread.assurance.views.section import part_of
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.queries.answering import parts_of


@rule("ANSWER_FOR_ORGANISATION")
def hand_section(request: Request, ref: str, sheet: str, section: str) -> HttpResponse:
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    part = part_of(assessment, sheet)
    asked = next((each for each in parts_of(part.sheet) if each.section.id == section), None)
    if asked is None:
        raise Http404
    form = HandOverForm(request.POST or None)
    context = {"assessment": assessment, "section": asked.section, "part": part, "form": form}
    if form.is_valid():
        done = attempt_screened(
            form, operations.hand_over, part, section=section, colleague=form.cleaned_data["colleague"],
            note=form.cleaned_data["note"], by=request.user,
        )  # fmt: skip
        if done:
            made, token = done
            path = reverse("assurance:handed_arrive", [made.ref, token])
            context |= {"made": made, "link": settings.ADDRESS.rstrip("/") + path, "form": None}
            response = render(request, "assurance/hand_over_link.html", context)
            response["Cache-Control"] = "no-store"
            return response
    return render(request, "assurance/hand_over_form.html", context, status=422 if form.errors else 200)


def _made(request: Request, assessment: SelfAssessment, ref: str) -> HandOver:
    found = HandOver.objects.visible_to(request.user).filter(part__assessment=assessment)
    found = found.select_related("part__assessment__round", "part__sheet__edition", "part__part", "made_by")
    return get_object_or_404(found, ref=ref)


@rule("ANSWER_FOR_ORGANISATION")
def hand_over(request: Request, ref: str, made: str) -> HttpResponse:
    """What the colleague said beside what stands now: take what is right, or take it back."""
    assessment = own_return(request, ref)
    found = _made(request, assessment, made)
    if request.method == "POST":
        require(permissions.can_answer(request.user, assessment))
        if "take" in request.POST:
            operations.take_answers(found, questions=request.POST.getlist("question"), by=request.user)
            messages.success(request, "Taken. They count as your own.")
        else:
            operations.take_back(found, by=request.user)
            messages.success(request, "Taken back. The link works no longer.")
        return redirect(assessment)
    context = {
        "assessment": assessment,
        "made": found,
        "lines": lines_of(found),
        "can_answer": permissions.can_answer(request.user, assessment),
    }
    return render(request, "assurance/hand_over.html", context)
