"""Sessions end after a time without a request, and at the latest after twelve hours.

Whoever is signed out, by themselves or by us, leaves nothing behind in the browser. A suspended person is signed out
at once and not here: Django finds nobody for their session any more.
"""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Respond = Callable[[HttpRequest], HttpResponse]

DEMONSTRATION_SESSION = "demonstration"
"""Session key: this session began with a sign-in link."""
ONWARD = "onward"
"""Session key: the page that somebody wanted before they were asked to set up a second factor."""

SEEN = "seen_at"
BEGAN = "began_at"
WRITE_EVERY_SECONDS = 60
"""How often the time of the last request is written down, so that reading pages does not write to the database."""


def session_limits(get_response: Respond) -> Respond:
    def middleware(request: HttpRequest) -> HttpResponse:
        came_in = request.user.is_authenticated
        if came_in and not _still_good(request):
            logout(request)
            messages.info(request, "You were signed out after a while, to be safe. Sign in to go on.")
        response = get_response(request)
        if came_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def _still_good(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    seen, began = session.get(SEEN), session.setdefault(BEGAN, now)
    if now - began > settings.SESSION_COOKIE_AGE or (seen and now - seen > settings.SESSION_IDLE_SECONDS):
        return False
    if not seen or now - seen > WRITE_EVERY_SECONDS:
        session[SEEN] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
    return True
