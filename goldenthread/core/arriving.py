"""Whoever comes by a secret link in a mail: what it opens is kept in their session, and the secret is taken out of the
address bar at once. Programs that follow links in mails change nothing by it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def arrive(request: HttpRequest, what: str, found: Any, to: str) -> HttpResponse:
    """``found`` is what the link opens, or nothing; the page ``to`` then asks ``arrived``."""
    request.session[what] = found.ref if found else ""
    response = unkept(redirect(to))
    response["Referrer-Policy"] = "no-referrer"
    return response


def arrived(request: HttpRequest, what: str) -> str:
    """The reference of what their link opens; one that nothing has where there is none."""
    return request.session.get(what) or "-"


def unkept(response: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps it."""
    response["Cache-Control"] = "no-store"
    return response
