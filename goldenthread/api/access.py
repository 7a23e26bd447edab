"""The door of the API: a token, how often it may come, how much it may bring, and what leaves is never kept."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from time import time
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import Throttled
from ninja.security import HttpBearer

from goldenthread.accounts.models import User
from goldenthread.api.errors import refusal
from goldenthread.api.models import Token
from goldenthread.api.operations import count_request, note_use
from goldenthread.api.queries import working_token
from goldenthread.core.middleware import NO_STORE
from goldenthread.documents.gate import MAX_SIZE
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import known_partnership, rights
from goldenthread.partnerships.roles import Right

MINUTE = 60
LARGEST = 256 * 1024
"""Bytes of a request."""
LARGEST_WITH_FILE = MAX_SIZE + LARGEST
TAKES_A_FILE = {"add_evidence_file"}
"""Operations to which a file may be sent, by name."""
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
    if count_request(token, kind, int(now // MINUTE)) > settings.API_A_MINUTE[kind]:
        raise Throttled(ceil(MINUTE - now % MINUTE))


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
    match = request.resolver_match
    with_file = match is not None and match.url_name in TAKES_A_FILE
    return length.isdecimal() and int(length) <= (LARGEST_WITH_FILE if with_file else LARGEST)
