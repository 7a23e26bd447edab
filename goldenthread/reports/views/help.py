"""The user guide, open to everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.core.rules import PUBLIC, rule
from goldenthread.reports import manual


@rule(PUBLIC)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/help.html", {"chapters": manual.chapters()})


@rule(PUBLIC)
def page(request: HttpRequest, page: str) -> HttpResponse:
    found = manual.pages().get(page)
    if found is None:
        raise Http404
    return render(request, "reports/help_page.html", {"page": found, "chapters": manual.chapters()})
