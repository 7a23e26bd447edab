from typing import cast

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goldenthread.accounts import operations, queries
from goldenthread.accounts.forms import NameForm
from goldenthread.accounts.middleware import DEMONSTRATION_SESSION, ONWARD
from goldenthread.accounts.models import User
from goldenthread.accounts.roles import roles_of
from goldenthread.core.rules import PUBLIC, SIGNED_IN, rule
from goldenthread.core.web import attempt


@rule(SIGNED_IN)
def me(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    return render(
        request,
        "accounts/me.html",
        {
            "person": person,
            "roles": roles_of(person),
            "second_factors": queries.second_factors(person),
            "sessions": queries.sessions_of(person, request.session.session_key or ""),
        },
    )


@rule(SIGNED_IN)
def name(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if form.is_valid() and attempt(form, operations.change_name, person, by=person, **form.cleaned_data) is not None:
        messages.success(request, "Your name was changed.")
        return redirect("accounts:me")
    return render(request, "accounts/name.html", {"form": form})


@require_POST
@rule(SIGNED_IN)
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    operations.end_sessions(person, by=person, but=request.session.session_key or "")
    messages.success(request, "You are signed out everywhere but here.")
    return redirect("accounts:me")


@require_POST
@rule(SIGNED_IN)
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    operations.end_sessions(person, by=person)
    logout(request)
    return redirect("account_login")


@rule(SIGNED_IN)
def onward(request: HttpRequest) -> HttpResponse:
    """To the page that was wanted before a second factor was set up, else to the first page."""
    wanted = request.session.pop(ONWARD, "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if safe else settings.LOGIN_REDIRECT_URL)


@rule(PUBLIC)
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button, because programs that scan mails open links. Only a demonstration has such links."""
    if not settings.DEMONSTRATION:
        raise Http404
    link = queries.open_link(token)
    if link is None:
        return render(request, "accounts/link_over.html", status=410)
    if request.method == "POST":
        _sign_in(request, operations.use_sign_in_link(token))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/link.html", {"person": link.user})


def _sign_in(request: HttpRequest, person: User) -> None:
    login(request, person)
    request.session[DEMONSTRATION_SESSION] = True
    UserSession.objects.create_from_request(request)
    operations.record_sign_in(person, ["link"])


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
