"""A return as a partnership that asks for it sees it: how far it is, and what it says once it is shared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.returns import ReasonForm
from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.queries import returns as queries
from goldenthread.assurance.queries.moderation import corrections_of
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering.values import in_words


def _return(request: Request, ref: str) -> SelfAssessment:
    found = SelfAssessment.objects.visible_to(request.user).asked_by(request.partnership)
    found = found.select_related("round__partnership", "organisation", "senior_lead", "submitted_by", "signed_off_by")
    return get_object_or_404(found, ref=ref)


@rule("READ_SELF_ASSESSMENTS")
def shared(request: Request, partnership: str, ref: str) -> HttpResponse:
    assessment = _return(request, ref)
    own = SelfAssessment.objects.visible_to(request.user).filter(pk=assessment.pk)
    reads = own.read_by(request.user, request.partnership).exists()
    parts = queries.parts_of_return(assessment, request.partnership) if reads else []
    context = {
        "partnership": request.partnership,
        "assessment": assessment,
        "round": assessment.round,
        "reads": reads,
        "late": queries.is_late(assessment, clock.today()),
        "parts": queries.read(parts),
        "corrections": corrections_of(assessment, request.user, request.partnership) if reads else [],
        "titles": {each.id: each.text for part in parts for each in part.sheet.edition.questionnaire.questions},
        "in_words": in_words,
        "file_address": lambda piece: reverse("assurance:shared_file", [partnership, assessment.ref, piece]),
        "today": clock.today(),
        "words": queries.WORDS,
        "tones": queries.TONES,
        "events": assessment.events.select_related("by"),
        "can_reopen": permissions.can_reopen(request.user, assessment)
        and assessment.round.partnership_id == request.partnership.pk,
        "history": panel(assessment),
    }
    return render(request, "assurance/shared.html", context)


@rule("RUN_ROUNDS")
def reopen(request: Request, partnership: str, ref: str) -> HttpResponse:
    assessment = _return(request, ref)
    require(
        permissions.can_reopen(request.user, assessment) and assessment.round.partnership_id == request.partnership.pk
    )
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.reopen, assessment, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Open again. Its organisation signs it off and hands it in anew.")
        return redirect(assessment.round)
    context = {
        "partnership": request.partnership, "form": form, "title": "Open it again", "button": "Open it again",
        "about": assessment, "back": assessment.address_in(request.partnership),
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)
