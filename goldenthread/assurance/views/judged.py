"""Self against moderated: each standard with how many were lowered or raised, and one standard by organisation."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assurance.forms.comparison import ComparisonFilter
from goldenthread.assurance.queries.comparison import standards_in
from goldenthread.assurance.queries.judged import HOW, judged, judged_answers, rows_of
from goldenthread.assurance.views.comparison import KINDS, STANDARDS, round_called
from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request

ROWS = 50


@rule("READ_SELF_ASSESSMENTS")
def self_and_moderated(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened, parts = round_called(request, ref)
    filter = ComparisonFilter(request.GET, parts=parts)
    del filter.fields["order"]
    kind = filter.said("kind")
    page = Paginator(filter.narrowed(standards_in(parts)), STANDARDS).get_page(request.GET.get("page"))
    found = judged_answers(request.user, request.partnership, opened, list(page), kind)
    context = {
        "partnership": request.partnership, "round": opened, "filter": filter, "part": filter.asked, "kind": kind,
        "page": page, "rows": judged(found, list(page)),
    }  # fmt: skip
    return render(request, "assurance/self_and_moderated.html", context)


@rule("READ_SELF_ASSESSMENTS")
def moderated_standard(request: Request, partnership: str, ref: str, edition: str, question: str) -> HttpResponse:
    """Who was lowered, raised or left as it was."""
    opened, parts = round_called(request, ref)
    found = [each for each in standards_in(parts) if each.question.id == question]
    asked = next((each for each in found if each.part.edition.ref == edition), None)
    if asked is None:
        raise Http404
    kind, how = request.GET.get("kind", ""), request.GET.get("how", "")
    answers = judged_answers(request.user, request.partnership, opened, [asked], kind if kind in KINDS else "")
    if how in HOW:
        answers = answers.filter(HOW[how])
    related = answers.select_related("sheet__assessment_part__assessment__organisation", "sheet__organisation")
    page = Paginator(related.order_by("sheet__organisation__name", "pk"), ROWS).get_page(request.GET.get("page"))
    context = {
        "partnership": request.partnership, "round": opened, "asked": asked, "how": how if how in HOW else "",
        "page": page, "rows": rows_of(list(page), asked),
    }  # fmt: skip
    return render(request, "assurance/moderated_standard.html", context)
