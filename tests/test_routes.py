"""Every address of the application: which rule guards it, and what somebody meets who has not signed in."""

import re
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from goldenthread.core.rules import PUBLIC, SIGNED_IN, TOKEN, routes, rule_of
from goldenthread.partnerships.roles import Right

OPEN_TO_EVERYBODY = {
    # signing in and out
    "account_confirm_login_code",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "accounts:sign_in_link",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "partnerships:invitation",
    "partnerships:invitation_arrive",
    "assurance:handed",
    "assurance:handed_arrive",
    "assurance:staff_survey",
    # what anybody may read
    "api:docs",
    "api:openapi",
    "health_live",
    "health_ready",
    "home",
    "notifications:feed",
    "partnerships:brand",
    "partnerships:logo",
    "plan:public",
    "reports:published",
    "reports:published_list",
    "plan:public_data",
    "plan:public_data_as",
    "plan:public_evidence",
    "plan:robots",
    "reports:help",
    "reports:help_page",
}
"""Routes that need no signing in. Whoever adds one adds it here as well, so that a second person sees it."""

ROUTES = [(name, pattern) for _, name, pattern in routes()]
CLOSED = {name: address for address, name, pattern in routes() if rule_of(pattern, name) not in {PUBLIC, TOKEN}}
PROGRAMS = {name: address for address, name, pattern in routes() if rule_of(pattern, name) == TOKEN}


def filled(address: str) -> str:
    """An address with something that fits in each of its places."""
    fitting = {"int": "1", "uuid": "6b3f1f0e-1b3f-4c1a-9b7e-0d6b7a7a7a7a"}
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda place: fitting.get(place[1], "x"), address)


def test_every_route_names_a_rule_that_exists() -> None:
    known = {PUBLIC, SIGNED_IN, TOKEN, *Right.__members__}
    assert [name for name, pattern in ROUTES if rule_of(pattern, name) not in known] == []


def test_routes_open_to_everybody_are_those_listed_here() -> None:
    assert {name for name, pattern in ROUTES if rule_of(pattern, name) == PUBLIC} == OPEN_TO_EVERYBODY


def test_names_of_routes_are_not_used_twice() -> None:
    names = [name for name, _ in ROUTES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_route_sends_whoever_is_signed_out_to_the_sign_in_page(
    address: str, method: str, client: Client
) -> None:
    asked = filled(address)
    response = getattr(client, method)(asked)
    assert (response.status_code, response.headers.get("Location")) == (302, f"{reverse('account_login')}?next={asked}")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PROGRAMS.values(), ids=PROGRAMS)
def test_route_for_programs_tells_whoever_has_no_token_so_in_json(address: str, client: Client) -> None:
    found = [client.generic(method, filled(address)) for method in ("GET", "POST")]
    assert {each.status_code for each in found} <= {401, 405}
    assert 401 in {each.status_code for each in found}
    assert {each["Content-Type"].partition(";")[0] for each in found} == {"application/json"}
    assert {each.has_header("Location") for each in found} == {False}


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("planted", unguarded, name="planted")]


def test_application_does_not_start_with_a_route_without_rule(settings: SimpleNamespace) -> None:
    settings.ROOT_URLCONF = __name__
    assert [error.id for error in run_checks() if error.id == "core.E001"] == ["core.E001"]
