"""Middleware that knows nothing of partnerships: logs, headers, and refusals said in words."""

import logging
import secrets
import time
from collections.abc import Callable

from django.core.exceptions import NON_FIELD_ERRORS, SuspiciousOperation, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

Respond = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("goldenthread.requests")

NO_STORE = "no-store, private"
EVERYBODYS = ("/public/", "/robots.txt")
"""Addresses of pages that everybody may read."""
PROGRAMS = ("/api/v1/", "/api/openapi.json")
"""Addresses of programs, which show a token: what a browser has in its cookies opens nothing there."""


def log_requests(get_response: Respond) -> Respond:
    """One line a request: the route's name, never the address, which may hold what somebody searched for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]
        response = get_response(request)
        match = request.resolver_match
        user = getattr(request, "user", None)
        log.info(
            "request",
            extra={
                "request_id": request.request_id,  # type: ignore[attr-defined]
                "person": user.ref if user is not None and user.is_authenticated else None,
                "method": request.method,
                "route": match.view_name or match.route if match else None,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000),
            },
        )
        return response

    return middleware


def headers(get_response: Respond) -> Respond:
    """Pages of signed-in people are kept nowhere; no page may use the camera and its like."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.setdefault("Cache-Control", NO_STORE)
        return response

    return middleware


def no_null_bytes(get_response: Respond) -> Respond:
    """No text has a zero byte, and PostgreSQL keeps none; a form refuses one by itself, an address is refused here.
    Programs are refused by the API, in its own way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith(PROGRAMS):
            raise SuspiciousOperation("The address holds a zero byte.")
        return get_response(request)

    return middleware


def without_cookies(get_response: Respond) -> Respond:
    """What the public reads is the same for everybody, so that any cache may keep it; and programs have no session.
    No cookie is read or set there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(EVERYBODYS + PROGRAMS):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        response.cookies.clear()
        del response["Vary"]
        return response

    return middleware


class refusals:  # noqa: N801 - a middleware, named like its neighbours
    """An operation that refuses raises ValidationError; what it says is shown as "There is a problem" (status 409)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ValidationError):
            return None
        context = {"problems": sentences(exception), "back": _page_before(request)}
        return render(request, "core/errors/409.html", context, status=409)


def _page_before(request: HttpRequest) -> str:
    """Where the person pressed the button; never an address elsewhere."""
    page = request.headers.get("Referer", "")
    here = {request.get_host()}
    return page if url_has_allowed_host_and_scheme(page, here, require_https=request.is_secure()) else ""


def sentences(error: ValidationError) -> list[str]:
    """What a ValidationError says, each sentence once; fields of a record are named before their sentence."""
    if not hasattr(error, "error_dict"):
        return list(dict.fromkeys(error.messages))
    return [
        text if field == NON_FIELD_ERRORS else f"{field.replace('_', ' ').capitalize()}: {text}"
        for field, texts in error.message_dict.items()
        for text in texts
    ]
