"""A draft from a spreadsheet: send it, see what was read and what was not, then begin the draft."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.core.refs import new_ref
from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.format import shape
from goldenthread.questionnaires.format.shape import QUESTION_KINDS
from goldenthread.questionnaires.format.writing import write
from goldenthread.questionnaires.forms.drafts import NewForm
from goldenthread.questionnaires.forms.importing import SheetForm
from goldenthread.questionnaires.importing.columns import COLUMNS
from goldenthread.questionnaires.importing.template import empty_list
from goldenthread.questionnaires.models import Draft
from goldenthread.questionnaires.operations.drafts import start_draft

KEPT_SECONDS = 24 * 60 * 60
PAGE = 50


@rule("KEEP_QUESTIONNAIRES")
def send(request: Request, partnership: str) -> HttpResponse:
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        ref = new_ref()
        read = form.read.as_dict() | {"name": form.cleaned_data["file"].name}
        cache.set(_key(request, ref), read, KEPT_SECONDS)
        return redirect("questionnaires:sheet", partnership, ref)
    context = {"partnership": request.partnership, "form": form, "columns": COLUMNS}
    return render(request, "questionnaires/sheet_send.html", context, status=422 if form.errors else 200)


def _key(request: Request, ref: str) -> str:
    """Only who sent it finds it again, and only where it was sent to."""
    return f"questionnaire-sheet:{request.partnership.pk}:{request.user.pk}:{ref}"


@rule("KEEP_QUESTIONNAIRES")
def sheet(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What was read, and what was not. Nothing is saved before the draft is begun."""
    read = cache.get(_key(request, ref))
    if read is None:
        raise Http404
    form = NewForm(request.POST or None)
    if form.is_valid() and (draft := _begun(request, form, read)):
        cache.delete(_key(request, ref))
        messages.success(request, "Begun. What is wrong stands beside the part it concerns.")
        return redirect(draft)
    asked = [(section["title"], question) for section in read["sections"] for question in section["questions"]]
    context = {
        "partnership": request.partnership, "form": form, "read": read, "kinds": QUESTION_KINDS,
        "page": Paginator(asked, PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "questionnaires/sheet.html", context, status=422 if form.errors else 200)


def _begun(request: Request, form: NewForm, read: dict[str, Any]) -> Draft | None:
    given = {key: str(value) for key, value in form.cleaned_data.items() if key in shape.WHOLE.keys}
    sections = [section for section in read["sections"] if section["questions"]]
    text = write({"format": shape.QUESTIONNAIRE, **given, "sources": read["sources"], "sections": sections})
    begun: Draft | None = attempt_screened(
        form,
        start_draft,
        request.partnership,
        text=text,
        comes_from=f"the spreadsheet “{read['name']}”",
        by=request.user,
    )
    return begun


@rule("KEEP_QUESTIONNAIRES")
def template(request: Request, partnership: str) -> HttpResponse:
    """The columns, with rows that show how they are filled in; ``?format=csv``, else a workbook."""
    format = "csv" if request.GET.get("format") == "csv" else "xlsx"
    return download(empty_list(request.partnership), format, "questionnaire-template")
