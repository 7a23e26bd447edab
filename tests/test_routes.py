"""Every address of the application: which rule guards it, and what somebody meets who has not signed in."""

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.checks import run_checks
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, path, reverse

from goldenthread.core.rules import PUBLIC, SIGNED_IN, routes, rule_of
from goldenthread.partnerships.roles import Right

OPEN_TO_EVERYBODY: set[str] = set()
"""Routes that need no signing in. Whoever adds one adds it here as well, so that a second person sees it."""

ROUTES = [(name, pattern) for _, name, pattern in routes()]
CLOSED = [(name, pattern) for name, pattern in ROUTES if rule_of(pattern, name) != PUBLIC]


def some_address(name: str, pattern: URLPattern) -> str:
    """The route's address with a value that fits in each place."""
    fitting = {"int": 1, "uuid": "6b3f1f0e-1b3f-4c1a-9b7e-0d6b7a7a7a7a"}
    values = {
        place: fitting.get(type(converter).__name__.removesuffix("Converter").lower(), "x")
        for place, converter in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs=values)


def test_every_route_names_a_rule_that_exists() -> None:
    known = {PUBLIC, SIGNED_IN, *Right.__members__}
    assert [name for name, pattern in ROUTES if rule_of(pattern, name) not in known] == []


def test_routes_open_to_everybody_are_those_listed_here() -> None:
    assert {name for name, pattern in ROUTES if rule_of(pattern, name) == PUBLIC} == OPEN_TO_EVERYBODY


def test_names_of_routes_are_not_used_twice() -> None:
    names = [name for name, _ in ROUTES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "pattern"), CLOSED, ids=[name for name, _ in CLOSED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_route_sends_whoever_is_signed_out_to_the_sign_in_page(
    name: str, pattern: URLPattern, method: str, client: Client
) -> None:
    address = some_address(name, pattern)
    response = getattr(client, method)(address)
    assert (response.status_code, response.headers.get("Location")) == (
        302,
        f"{reverse('account_login')}?next={quote(address)}",
    )


def unguarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_application_does_not_start_with_a_route_without_rule(settings: SimpleNamespace) -> None:
    settings.ROOT_URLCONF = SimpleNamespace(urlpatterns=[path("planted", unguarded, name="planted")])
    assert [error.id for error in run_checks() if error.id == "core.E001"] == ["core.E001"]
