"""Keeps the rule that each route names, and asks for a second factor where others' records are read."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.accounts.middleware import DEMONSTRATION_SESSION, ONWARD
from goldenthread.accounts.models import User
from goldenthread.core import rules
from goldenthread.partnerships.models import across
from goldenthread.partnerships.queries import memberships_of, rights
from goldenthread.partnerships.rights import known_network, known_partnership
from goldenthread.partnerships.roles import SECOND_FACTOR_RIGHTS, Right

Respond = Callable[[HttpRequest], HttpResponse]


class RouteRules:
    """For a route with a right: finds the partnership or network in the address, and refuses whoever lacks the right.

    Outsiders read "not found"; colleagues without the right read whom to ask. Leaves ``request.partnership`` or
    ``request.network``.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.partnership = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        rule = getattr(view, "rule", None)
        if rule in {None, rules.PUBLIC, rules.TOKEN} or not request.user.is_authenticated:
            return
        if "partnership" in kwargs:
            found = known_partnership(request.user, kwargs["partnership"])
            if found is None:
                raise Http404
            request.partnership = found  # type: ignore[attr-defined]
            if rule != rules.SIGNED_IN and Right[rule] not in rights(request.user, found):
                raise PermissionDenied
        elif "network" in kwargs:
            network = known_network(request.user, kwargs["network"])
            if network is None:
                raise Http404
            request.network = network  # type: ignore[attr-defined]
            if rule != rules.SIGNED_IN and network.pk not in across(request.user, Right[rule]):
                raise PermissionDenied
        elif rule != rules.SIGNED_IN and not _held_anywhere(request.user, Right[rule]):
            raise Http404


def _held_anywhere(user: User, right: Right) -> bool:
    return any(right in held.rights for held in memberships_of(user))


def second_factor(get_response: Respond) -> Respond:
    """Whoever may see others' records sets up a passkey or an authenticator app before the first page,
    and is then led to the page they wanted.

    On a demonstration a session that began with a sign-in link goes without: its people and progress are invented.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request):
            messages.info(
                request, "Your role shows you records of others. Set up a second way to prove who you are first."
            )
            if request.method == "GET":
                request.session[ONWARD] = request.get_full_path()
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.path.startswith(
        ("/account/", "/health/", "/help/", "/static/", "/brand/")
    ):
        return False
    if settings.DEMONSTRATION and request.session.get(DEMONSTRATION_SESSION):
        return False
    held = frozenset[Right]().union(*(held.rights for held in memberships_of(request.user)))
    return bool(held & SECOND_FACTOR_RIGHTS) and not is_mfa_enabled(request.user)
