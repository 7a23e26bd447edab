from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.reports.queries import search as queries


@rule("READ_PLAN")
def search(request: Request, partnership: str) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = queries.find(request.user, request.partnership, words) if words else None
    context = {"partnership": request.partnership, "words": words[: queries.LONGEST], "found": found}
    return render(request, "reports/search.html", context)
