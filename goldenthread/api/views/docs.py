"""The description of the API for people who write programs."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.api.documentation import Operation, groups
from goldenthread.api.endpoints import at
from goldenthread.api.errors import SAID
from goldenthread.api.views.program import schema
from goldenthread.core.rules import PUBLIC, rule


@cache
def _groups() -> dict[str, list[Operation]]:
    """Made once: the description changes only with the program."""
    return groups(schema())


@rule(PUBLIC)
def docs(request: HttpRequest) -> HttpResponse:
    refusals = [[str(status), code, words] for status, (code, words) in SAID.items()]
    return render(request, "api/docs.html", {"groups": _groups(), "me": at("/api/v1/me"), "refusal_rows": refusals})
