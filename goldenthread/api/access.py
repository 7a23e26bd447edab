"""The door of the API: a token, how often it may come, how much it may bring, and what leaves is never kept."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from time import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import Throttled
from ninja.security import HttpBearer

from goldenthread.accounts.models import User
from goldenthread.api.errors import refusal
from goldenthread.api.models import Token
from goldenthread.api.operations import note_use
from goldenthread.api.queries import working_token
from goldenthread.core.middleware import NO_STORE
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import known_partnership, rights
from goldenthread.partnerships.roles import Right

MINUTE = 60
LARGEST = 256 * 1024
"""Bytes of a request."""
READS = {"GET", "HEAD", "OPTIONS"}
View = Callable[..., HttpResponse]


class Bearer(HttpBearer):
    """``Authorization: Bearer gt_…``. From here on ``request.user`` is the person, limited to the token's rights."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        found = working_token(token.strip())
        if found is None:
            return None
        request.user = found.person
        slow_down(found, "read" if request.method in READS else "write")
        note_use(found)
        return found


def slow_down(token: Token, kind: str) -> None:
    """Count the requests of this minute; stop those above what the settings allow."""
    now = time()
    key = f"api:{token.pk}:{kind}:{int(now // MINUTE)}"
    count = cache.get(key, 0) + 1
    if count > settings.API_A_MINUTE[kind]:
        raise Throttled(ceil(MINUTE - now % MINUTE))
    cache.set(key, count, MINUTE)


def place_of(user: User, slug: str, right: Right) -> Partnership:
    """The partnership in the address: "not found" outside, "not allowed" without the right."""
    found = known_partnership(user, slug)
    if found is None:
        raise Http404
    if right not in rights(user, found):
        raise PermissionDenied
    return found


def door(view: View) -> View:
    """What stands before and after every operation."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs) if _fits(request) else refusal(413)
        if response.status_code == 405:
            allow = response["Allow"]
            response = refusal(405)
            response["Allow"] = allow
        response["Cache-Control"] = NO_STORE
        return response

    return through


def _fits(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) <= LARGEST
