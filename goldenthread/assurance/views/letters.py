"""The feedback of a partnership: written by it, read by the organisation, as a page and as a paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.accounts.once import once
from goldenthread.assurance import permissions
from goldenthread.assurance.forms.moderation import LetterForm
from goldenthread.assurance.letter import as_paper
from goldenthread.assurance.models import Letter, SelfAssessment
from goldenthread.assurance.operations import letters as operations
from goldenthread.assurance.queries.moderation import at, sections_of
from goldenthread.assurance.views.moderation import address, read_here
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.documents.writing.download import download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request

FILES = {"docx": "Word", "pdf": "PDF"}


@rule("MODERATE")
@once
def letter(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What would be sent as the judgements stand now; and sending it."""
    assessment = read_here(request, ref)
    read = sections_of(assessment, request.user, request.partnership)
    if (format := request.GET.get("format", "")) in FILES:
        return download(as_paper(assessment, request.partnership, read, "", None), format, f"feedback-{ref}")
    form = LetterForm(request.POST or None)
    can_send = permissions.can_send_feedback(request.user, assessment, request.partnership)
    if request.method == "POST":
        require(can_send)
    if form.is_valid() and attempt_screened(
        form, operations.send_letter, assessment, partnership=request.partnership, words=form.cleaned_data["words"],
        by=request.user,
    ):  # fmt: skip
        messages.success(request, "Sent. Everybody who answers for the organisation is told where to read it.")
        return redirect(address("moderation", request, assessment))
    context = {
        "partnership": request.partnership, "sender": request.partnership, "assessment": assessment, "sections": read,
        "letter": None, "form": form, "can_send": can_send, "files": FILES,
        "back": address("moderation", request, assessment),
    }  # fmt: skip
    return render(request, "assurance/letter.html", context, status=422 if form.errors else 200)


def shown(request: Request, assessment: SelfAssessment, sent: Letter, back: str) -> HttpResponse:
    """As it was sent, whatever was judged since."""
    read = at(sections_of(assessment, request.user, sent.partnership), sent.sent_at)
    if (format := request.GET.get("format", "")) in FILES:
        paper = as_paper(assessment, sent.partnership, read, sent.words, sent.sent_at)
        return download(paper, format, f"feedback-{assessment.ref}")
    context = {
        "sender": sent.partnership, "assessment": assessment, "sections": read, "letter": sent, "form": None,
        "can_send": False, "files": FILES, "back": back,
    }  # fmt: skip
    return render(request, "assurance/letter.html", context)
