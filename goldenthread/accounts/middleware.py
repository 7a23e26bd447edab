"""Sessions end: after a time without a request, at the latest after twelve hours, and at once on suspension."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

SEEN = "seen_at"
BEGAN = "began_at"
WRITE_EVERY_SECONDS = 60
"""How often the time of the last request is written down, so that reading pages does not write to the database."""


def session_limits(get_response: Respond) -> Respond:
    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _still_good(request):
            logout(request)
            messages.info(request, "You were signed out because nothing happened for a while. Sign in to go on.")
        return get_response(request)

    return middleware


def _still_good(request: HttpRequest) -> bool:
    if not request.user.is_active:
        return False
    now, session = time.time(), request.session
    seen, began = session.get(SEEN), session.setdefault(BEGAN, now)
    if now - began > settings.SESSION_COOKIE_AGE or (seen and now - seen > settings.SESSION_IDLE_SECONDS):
        return False
    if not seen or now - seen > WRITE_EVERY_SECONDS:
        session[SEEN] = now
    return True
