from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.reports.forms.filters import HistoryFilter
from goldenthread.reports.queries import history as queries


@rule("READ_HISTORY")
def history(request: Request, partnership: str) -> HttpResponse:
    """Who did what, newest first. One goes on to older entries by their number, so nothing shifts meanwhile."""
    form = HistoryFilter(request.GET)
    before = request.GET.get("before", "")
    entries = queries.entries_of(request.user, request.partnership)
    found = queries.page_of(
        entries, request.partnership, form.chosen, int(before) if before.isdecimal() and len(before) < 19 else None
    )
    context = {"partnership": request.partnership, "filter": form, "found": found, "is_first": not before}
    return render(request, "reports/history.html", context)
