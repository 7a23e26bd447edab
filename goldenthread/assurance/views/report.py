"""The report over a round for the Board and the region: a page, and the same as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.assurance.queries import rounds as rounds_queries
from goldenthread.assurance.queries.composite import composite
from goldenthread.assurance.queries.paper import paper_of, percent, said, summary
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.requests import Request
from goldenthread.partnerships.roles import Right

PAGE, FIRST = 30, 12


@rule("READ_ROUND_REPORTS")
def round_report(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened = get_object_or_404(rounds_queries.rounds_of(request.user, request.partnership), ref=ref)
    parts = rounds_queries.parts_in(opened, request.partnership)
    if not parts:
        raise Http404
    part = next((each for each in parts if each.edition.ref == request.GET.get("part")), parts[0])
    told = composite(request.user, request.partnership, opened, part)
    if (format := request.GET.get("format", "")) in LABELS:
        return download(paper_of(told), format, f"{partnership}-self-assessments-{clock.today().isoformat()}")
    context = {
        "partnership": request.partnership,
        "round": opened,
        "parts": parts,
        "part": part,
        "told": told,
        "summary": summary(told),
        "said": said,
        "percent": percent,
        "page": Paginator(told.standards, PAGE).get_page(request.GET.get("page")),
        "first": FIRST,
        "files": LABELS,
        "opens": may(request.user, Right.READ_SELF_ASSESSMENTS, request.partnership),
    }
    return render(request, "assurance/round_report.html", context)
