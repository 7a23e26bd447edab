"""Evidence for an answer: attached and taken away by the organisation, opened by whom the return is shared with."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.assurance import permissions
from goldenthread.assurance.forms.returns import AttachForm, SpreadForm
from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.views.own import own_return
from goldenthread.assurance.views.section import part_of
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, number_of, require
from goldenthread.core.words import plural
from goldenthread.evidence.facts import EvidenceForm
from goldenthread.evidence.models import Evidence
from goldenthread.evidence.permissions import can_open_file
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.queries.answering import parts_of

FACTS = ("title", "kind", "rung", "evidence_on", "expires_on", "shows", "link", "file")


@rule("ANSWER_FOR_ORGANISATION")
@once
def attach(request: Request, ref: str, sheet: str, question: str) -> HttpResponse:
    """A piece that is here already, or a new one."""
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    part = part_of(assessment, sheet)
    section = next((each for each in parts_of(part.sheet) if any(q.id == question for q in each.questions)), None)
    if section is None:
        raise Http404
    back = reverse("assurance:section", [assessment.ref, part.sheet.ref, section.section.id], fragment=f"q-{question}")
    if request.POST.get("take-away"):
        attached = queries.attached_to(part).filter(pk=number_of(request.POST["take-away"])).first()
        if attached is None:
            raise Http404
        operations.detach(part, attached, by=request.user)
        return redirect(back)
    reuse = AttachForm(request.POST if "existing" in request.POST else None, evidence=_at_hand(request, assessment))
    new = "existing" not in request.POST and request.method == "POST"
    form = EvidenceForm(request.POST if new else None, request.FILES if new else None)
    if reuse.is_valid() and attempt(
        reuse, operations.attach, part, reuse.cleaned_data["existing"], question=question, by=request.user
    ):
        messages.success(request, "Attached.")
        return redirect(back)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        place = queries.place_of(request.user, assessment)
        if attempt_screened(form, operations.bring, part, place, question=question, by=request.user, **facts):
            messages.success(request, "Attached. A file is screened before others can open it.")
            return redirect(back)
    context = {
        "assessment": assessment, "part": part, "back": back, "form": form, "reuse": reuse,
        "forms": [form, reuse],
        "asked": next(each for each in section.questions if each.id == question),
        "attached": queries.attached_to(part).filter(answer__question=question),
    }  # fmt: skip
    status = 422 if form.errors or reuse.errors else 200
    return render(request, "assurance/attach.html", context, status=status)


@rule("ANSWER_FOR_ORGANISATION")
def spread(request: Request, ref: str, sheet: str, evidence: str) -> HttpResponse:
    """One policy shows many things: attached to all of these answers in one go."""
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    part = part_of(assessment, sheet)
    piece = get_object_or_404(queries.evidence_of_sheets([part.sheet]), ref=evidence)
    form = SpreadForm(request.POST or None, room=queries.room_for(part, piece))
    if form.is_valid():
        questions = form.cleaned_data["questions"]
        if attempt(form, operations.attach_to, part, piece, questions=questions, by=request.user):
            messages.success(request, f"Attached to {plural(len(questions), 'more answer')}.")
            return redirect(assessment)
    context = {
        "assessment": assessment, "form": form, "title": "Attach it to more answers", "button": "Attach it",
        "intro": f"{piece.title}. Tick what it shows; three pieces at most stand at an answer.", "shares": [],
    }  # fmt: skip
    return render(request, "assurance/step.html", context, status=422 if form.errors else 200)


def _at_hand(request: Request, assessment: SelfAssessment) -> QuerySet[Evidence]:
    """What the organisation keeps, and what its people brought to a partnership's plan."""
    own = Q(organisation=assessment.organisation_id) | Q(organisation=None, added_by=request.user)
    return Evidence.objects.visible_to(request.user).filter(own, withdrawn_at=None)


@rule("ANSWER_FOR_ORGANISATION")
def own_file(request: Request, ref: str, evidence: str) -> FileResponse:
    return _file(request, own_return(request, ref), evidence, queries.parts_of_return)


@rule("READ_SELF_ASSESSMENTS")
def shared_file(request: Request, partnership: str, ref: str, evidence: str) -> FileResponse:
    """Of a part that is shared with this partnership, and of no other."""
    found = SelfAssessment.objects.visible_to(request.user).read_by(request.user, request.partnership)
    assessment = get_object_or_404(found, ref=ref)
    return _file(request, assessment, evidence, lambda each: queries.parts_of_return(each, request.partnership))


def _file(request: Request, assessment: SelfAssessment, ref: str, parts: object) -> FileResponse:
    sheets = [each.sheet for each in parts(assessment)]  # type: ignore[operator]
    piece = queries.evidence_of_sheets(sheets).filter(ref=ref).select_related("file", "partnership").first()
    if piece is None or piece.file is None or not can_open_file(request.user, piece):
        raise Http404
    response = FileResponse(
        piece.file.content.open("rb"), as_attachment=True, filename=piece.file.name, content_type=piece.file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
