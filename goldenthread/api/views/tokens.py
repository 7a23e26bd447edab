"""A person's tokens for programs: made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.requests import PersonRequest
from goldenthread.api.endpoints import at
from goldenthread.api.forms import TokenForm
from goldenthread.api.models import Token
from goldenthread.api.operations import make_token, revoke_token
from goldenthread.api.queries import rights_anywhere
from goldenthread.core.middleware import NO_STORE
from goldenthread.core.rules import SIGNED_IN, rule
from goldenthread.core.web import attempt
from goldenthread.partnerships.roles import Right

SHOWN = 50


@rule(SIGNED_IN)
def tokens(request: PersonRequest) -> HttpResponse:
    """The person's own; those that work first."""
    found = list(Token.objects.visible_to(request.user)[:SHOWN])
    context = {
        "tokens": [(token, _may(token)) for token in found if token.state == "works"],
        "earlier": [token for token in found if token.state != "works"],
        "can_make": bool(rights_anywhere(request.user)),
    }
    return render(request, "api/tokens.html", context)


def _may(token: Token) -> list[str]:
    return [right.value for right in Right if right in token.limited_to]


@rule(SIGNED_IN)
def token_add(request: PersonRequest) -> HttpResponse:
    """What is answered to the POST holds the secret, and no page ever does again."""
    form = TokenForm(request.POST or None, person=request.user)
    if form.is_valid():
        made = attempt(form, make_token, request.user, by=request.user, **form.cleaned_data)
        if made:
            token, secret = made
            context = {"token": token, "secret": secret, "may": _may(token), "address_of_me": at("/api/v1/me")}
            response = render(request, "api/token_made.html", context)
            response["Cache-Control"] = NO_STORE
            return response
    context = {"form": form, "can_make": bool(rights_anywhere(request.user))}
    return render(request, "api/token_add.html", context, status=422 if form.errors else 200)


@rule(SIGNED_IN)
def token_revoke(request: PersonRequest, ref: str) -> HttpResponse:
    token = get_object_or_404(Token.objects.visible_to(request.user), ref=ref)
    if request.method == "POST":
        revoke_token(token, by=request.user)
        messages.success(request, f"“{token}” is revoked. The program that used it gets no answer any more.")
        return redirect("api:tokens")
    return render(request, "api/token_revoke.html", {"token": token, "may": _may(token)})
