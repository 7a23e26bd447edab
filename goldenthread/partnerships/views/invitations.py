"""Invitations, from the side of who is invited."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.accounts.requests import PersonRequest
from goldenthread.core import arriving
from goldenthread.core.rules import PUBLIC, SIGNED_IN, rule
from goldenthread.partnerships import operations
from goldenthread.partnerships.models import Invitation
from goldenthread.partnerships.operations.invitations import NO_LONGER

ARRIVED = "invitation"


@rule(PUBLIC)
@require_safe
def arrive(request: HttpRequest, ref: str, token: str) -> HttpResponse:
    return arriving.arrive(request, ARRIVED, operations.find_invitation(ref, token), "partnerships:invitation")


@rule(PUBLIC)
def invitation(request: HttpRequest) -> HttpResponse:
    found = (
        Invitation.objects.select_related("person", "partnership")
        .filter(ref=arriving.arrived(request, ARRIVED))
        .first()
    )
    if found is None or not found.is_open:
        return _refused(request, NO_LONGER)
    if request.user.is_authenticated and request.user != found.person:
        return _refused(
            request, f"You are signed in as {request.user}. Sign out, then use the link in your mail again."
        )
    if request.method != "POST":
        return arriving.unkept(render(request, "partnerships/invitation.html", {"invitation": found}))
    return _accept(request, found)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    """The invitation is used up; signing in goes on as for everyone, with a second factor where there is one.

    The mailbox was proved just now, so setting up the second factor does not ask for the first code again at once.
    """
    try:
        operations.accept_invitation(found)
    except ValidationError as refusal:
        return _refused(request, " ".join(refusal.messages))
    request.session.pop(ARRIVED, None)
    if request.user.is_authenticated:
        return redirect("partnerships:welcome")
    record_authentication(request, found.person, method="invitation", reauthenticated=True)
    answer: HttpResponse = perform_login(request, found.person, redirect_url=reverse("partnerships:welcome"))
    return answer


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "partnerships/invitation_refused.html", {"sentence": sentence}, status=410)


@rule(SIGNED_IN)
def welcome(request: PersonRequest) -> HttpResponse:
    """How to sign in from now on: with a password, or with a code by mail each time."""
    return render(request, "partnerships/welcome.html", {"has_password": request.user.has_usable_password()})
