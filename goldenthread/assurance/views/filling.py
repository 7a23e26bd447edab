"""A part of the return as a spreadsheet: take it away, fill it in, see what each row would do, take it over."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.filling import FilledForm, OnConflict, TakeOverForm
from goldenthread.assurance.models import AssessmentPart, SelfAssessment
from goldenthread.assurance.operations import returns as operations
from goldenthread.assurance.views.own import own_return
from goldenthread.assurance.views.section import part_of
from goldenthread.core.refs import new_ref
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.answering.filled import Filled, Outcome, read_filled, to_fill_in

KEPT_SECONDS = 24 * 60 * 60
PAGE = 100
ORDER = list(Outcome)
WORDS = {
    Outcome.ERROR: ("Cannot be read", "bad"), Outcome.CONFLICT: ("Says otherwise", "warn"),
    Outcome.NEW: ("New", "good"),
    Outcome.SAME: ("The same", "none"), Outcome.EMPTY: ("Nothing to take over", "none"),
}  # fmt: skip


def _open_part(request: Request, ref: str, sheet: str) -> tuple[SelfAssessment, AssessmentPart]:
    assessment = own_return(request, ref)
    require(permissions.can_answer(request.user, assessment))
    return assessment, part_of(assessment, sheet)


def _key(request: Request, part: AssessmentPart, sent: str) -> str:
    """Only who sent it finds it again, and only for the part it was sent to."""
    return f"filled:{part.pk}:{request.user.pk}:{sent}"


@rule("ANSWER_FOR_ORGANISATION")
def fill_in(request: Request, ref: str, sheet: str) -> HttpResponse:
    assessment, part = _open_part(request, ref, sheet)
    if request.GET.get("format") in {"xlsx", "csv"}:
        return download(to_fill_in(part.sheet), request.GET["format"], f"{part.sheet.edition.name}-to-fill-in")
    form = FilledForm(request.POST or None, request.FILES or None, sheet=part.sheet)
    if form.is_valid():
        sent = new_ref()
        cache.set(_key(request, part, sent), form.cleaned_data["file"], KEPT_SECONDS)
        return redirect("assurance:filled", ref, sheet, sent)
    context = {"assessment": assessment, "part": part, "form": form}
    return render(request, "assurance/fill_in.html", context, status=422 if form.errors else 200)


@rule("ANSWER_FOR_ORGANISATION")
def filled(request: Request, ref: str, sheet: str, sent: str) -> HttpResponse:
    """What each row would do, judged by what is answered now."""
    assessment, part = _open_part(request, ref, sheet)
    rows = cache.get(_key(request, part, sent))
    if rows is None:
        raise Http404
    found = read_filled(rows, part.sheet)
    counts = Counter(each.outcome for each in found)
    form = TakeOverForm(request.POST or None)
    if form.is_valid():
        done = _taken(request, form, part, found)
        if done is not None:
            cache.delete(_key(request, part, sent))
            messages.success(request, f"{plural(done, 'answer')} taken over.")
            return redirect(assessment)
    context: dict[str, Any] = {
        "assessment": assessment, "part": part, "form": form, "counts": counts, "words": WORDS, "outcomes": ORDER,
        "page": Paginator(sorted(found, key=lambda each: (ORDER.index(each.outcome), each.number)), PAGE).get_page(
            request.GET.get("page")
        ),
        "can_take": bool(counts[Outcome.NEW] or counts[Outcome.CONFLICT]) and not counts[Outcome.ERROR],
    }  # fmt: skip
    return render(request, "assurance/filled.html", context, status=422 if form.errors else 200)


def _taken(request: Request, form: TakeOverForm, part: AssessmentPart, found: list[Filled]) -> int | None:
    """How many; none at all where it stops, and what is refused is told above the form."""
    choice = OnConflict(form.cleaned_data["on_conflict"])
    if any(each.outcome == Outcome.ERROR for each in found):
        form.add_error(None, "Correct the rows that cannot be read in your file, and send it again.")
        return None
    if choice is OnConflict.STOP and any(each.outcome == Outcome.CONFLICT for each in found):
        form.add_error("on_conflict", "There are answers that differ. Choose whether to skip or to update them.")
        return None
    wanted = {Outcome.NEW} | ({Outcome.CONFLICT} if choice is OnConflict.UPDATE else set())
    given = [each.given for each in found if each.outcome in wanted and each.given]
    saved = attempt_screened(form, _save, part, given=given, by=request.user)
    return None if saved is None else len(saved.answers)


@transaction.atomic
def _save(part: AssessmentPart, *, given: list[Any], by: Any, answers: dict[str, str]) -> Any:
    """Judged a moment ago by the versions that were there: whoever answered since then is not overwritten."""
    done = operations.answer_part(part, given, by=by, answers=answers)
    if done.meanwhile:
        raise ValidationError(f"{done.meanwhile[0].answered_by} answered meanwhile. Look at the rows again.")
    return done
