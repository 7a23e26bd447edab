"""Addresses are those that Django would write."""

import re

import pytest
from django import urls
from django.conf import settings
from django.http import QueryDict
from django.urls import get_resolver, include
from django.urls.resolvers import RegexPattern

from goldenthread.core.addresses import reverse
from goldenthread.core.rules import routes

NAMED = sorted({(name, len(re.findall("<", path))) for path, name, entry in routes() if entry.name})


@pytest.mark.parametrize(
    "args", [["marlshire", "bcd-f_9", "k7"], [7, 0, 70770], ["marlshire", "bcdf", 7], ["marlshire", "b", -7]]
)
def test_every_address_is_the_one_that_django_writes(args) -> None:
    assert len(NAMED) > 300
    for name, count in NAMED:
        assert answer(reverse, name, args[:count]) == answer(urls.reverse, name, args[:count])


def answer(write, name, args):
    try:
        return write(name, args=args)
    except urls.NoReverseMatch:
        return None


def test_query_and_fragment_follow() -> None:
    for query in (None, {}, {"q": "a b", "look": ["x", "y"]}, QueryDict("a=1&a=2")):
        for fragment in (None, "returns"):
            written = urls.reverse("plan:actions", args=["marlshire"], query=query, fragment=fragment)
            assert reverse("plan:actions", args=["marlshire"], query=query, fragment=fragment or "") == written


@pytest.mark.parametrize("args", [["a/b"], ["ä"], [""], [], ["a", "b", "c"]])
def test_what_no_address_can_hold_is_refused_as_django_refuses_it(args) -> None:
    with pytest.raises(urls.NoReverseMatch):
        reverse("plan:actions", args=args)


def test_address_follows_the_place_where_the_application_is_mounted() -> None:
    urls.set_script_prefix("/thread/")
    try:
        assert reverse("plan:actions", args=["marlshire"]) == "/thread/p/marlshire/actions/"
    finally:
        urls.clear_script_prefix()
    assert reverse("plan:actions", args=["marlshire"]) == "/p/marlshire/actions/"


APPS = [name.removeprefix("goldenthread.") for name in settings.INSTALLED_APPS if name.startswith("goldenthread.")]
PLAIN = [include(f"goldenthread.{app}.urls") for app in APPS if app not in {"core", "documents", "history"}]
IN_TURN = urls.URLResolver(RegexPattern(r"^/"), [urls.path("", each) for each in PLAIN])


@pytest.mark.parametrize("word", ["7", "add", "bcdf", "series"])
def test_every_route_is_the_one_that_django_finds_by_trying_in_turn(word) -> None:
    for route, _, _ in routes(IN_TURN):
        address = "/" + re.sub("<[^>]+>", word, route)
        assert found(get_resolver(), address) == found(IN_TURN, address)


@pytest.mark.parametrize("address", ["/p/", "/p/marlshire", "/p/marlshire/x/", "/p/marlshire/actionsx/", "/nowhere"])
def test_what_is_no_address_stays_none(address) -> None:
    assert found(get_resolver(), address) == found(IN_TURN, address)


def found(resolver, address):
    try:
        match = resolver.resolve(address)
    except urls.Resolver404:
        return None
    return match.func, match.view_name, match.kwargs, match.route
