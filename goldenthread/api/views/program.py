"""Everything that programs can reach, put together."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import AuthenticationError, Throttled

from goldenthread.api.access import Bearer, door
from goldenthread.api.endpoints import ROOT, api
from goldenthread.api.errors import refusal
from goldenthread.api.views import accounting, finding, governance, people, plan, progress, writing
from goldenthread.core.rules import PUBLIC, TOKEN, rule

SUBJECTS = [people, plan, progress, governance, accounting, finding, writing]
"""Imported so that their operations are declared."""


def patterns() -> list[URLPattern]:
    """The operations as routes, each behind the door; the first of a path serves all of its methods."""
    every: list[Any] = api.urls[0]
    found = [pattern for pattern in every if pattern.name != "api-root"]
    for pattern in found:
        pattern.callback = rule(TOKEN)(door(pattern.callback))
    return found


@rule(TOKEN)
@csrf_exempt
@door
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under that of the API: an answer for programs, not a page."""
    try:
        return refusal(404) if Bearer()(request) else api.on_exception(request, AuthenticationError())
    except Throttled as slow:
        return api.on_exception(request, slow)


@rule(PUBLIC)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API that programs read."""
    return JsonResponse(schema())


def schema() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=ROOT))
