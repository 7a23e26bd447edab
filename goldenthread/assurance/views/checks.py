"""Honesty checks of a round: what makes one look twice, with the way to each return."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.assurance.queries.checks import CHECKS, counts_of, found_by
from goldenthread.assurance.queries.rounds import rounds_of
from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request

PAGE = 50


@rule("READ_SELF_ASSESSMENTS")
def checks(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The number of each; the rows of one of them, page by page."""
    opened = get_object_or_404(rounds_of(request.user, request.partnership), ref=ref)
    chosen = request.GET.get("check", "")
    chosen = chosen if chosen in CHECKS else next(iter(CHECKS))
    page = Paginator(found_by(chosen, opened, request.user, request.partnership), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "partnership": request.partnership,
        "round": opened,
        "checks": CHECKS,
        "counts": counts_of(opened, request.user, request.partnership),
        "chosen": chosen,
        "page": page,
    }
    return render(request, "assurance/checks.html", context)
