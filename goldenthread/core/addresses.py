"""Addresses of pages: what Django's ``reverse`` answers, for routes whose address was worked out before, and which
route an address belongs to.

Django tries out every way to write an address each time it is asked, and a list asks it a hundred times.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import Any

from django import urls
from django.http import QueryDict
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.utils.http import urlencode

PLAIN = re.compile(r"[a-zA-Z0-9_][-a-zA-Z0-9_]*")
"""What stands in an address as it is: references, short names, numbers from nothing on."""
MARKS: dict[type, str] = {int: "70770{}07707"}
MARK = "x{}x"
"""Stand-ins for arguments, while an address is worked out."""


def reverse(
    name: str, args: Sequence[Any] = (), *, query: dict[str, Any] | QueryDict | None = None, fragment: str = ""
) -> str:
    texts = tuple(map(str, args))
    written = _written(name, tuple(map(type, args)), urls.get_script_prefix())
    if not written or not all(map(PLAIN.fullmatch, texts)):
        return urls.reverse(name, args=args, query=query, fragment=fragment or None)
    address = written % texts
    if query:
        asked = query.urlencode() if isinstance(query, QueryDict) else urlencode(query, doseq=True)
        address += f"?{asked}" if asked else ""
    return f"{address}#{fragment}" if fragment else address


@lru_cache(maxsize=2048)
def _written(name: str, kinds: tuple[type, ...], prefix: str) -> str:
    """The address with places for its arguments; nothing for a route that does not take every short name or number."""
    marks = [MARKS.get(kind, MARK).format(number) for number, kind in enumerate(kinds)]
    try:
        address = urls.reverse(name, args=marks)
    except urls.NoReverseMatch:
        return ""
    return re.sub("|".join(marks), "%s", address.replace("%", "%%")) if marks else address.replace("%", "%%")


# --- which route an address belongs to --------------------------------------------------------------------------------

Route = tuple[str, URLPattern | URLResolver]
PARTNERSHIPS = "p/<slug:partnership>/"


def routes_of(urlconf: str) -> URLResolver:
    """The routes of an app in their order, passed over at once where none of them begins as the address does.

    Django tries one route after the other until one fits: three hundred for a page of a later app. Here routes that
    begin with the same words stand under one another, so that those words are looked at once.
    """
    module = import_module(urlconf)
    routes = list(_flat(module.urlpatterns))
    name = module.app_name
    return URLResolver(Beginnings(text for text, _ in routes), _tree(routes), app_name=name, namespace=name)


class Beginnings(RoutePattern):
    """Takes nothing off an address that begins like one of these routes, and fits no other."""

    def __init__(self, routes: Iterable[str]) -> None:
        super().__init__("")
        self.any = re.compile("|".join(sorted({_beginning(text) for text in routes})))

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        return (path, (), {}) if self.any.match(path) else None


def _beginning(text: str) -> str:
    """The first word that is always the same, for a partnership's pages the one after its name, as an expression."""
    rest = text.removeprefix(PARTNERSHIPS)
    word = re.escape(re.split("[/<]", rest)[0]) + ("" if rest else r"\Z")
    return word if rest == text else f"p/[^/]+/{word}"


def _flat(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver) and not each.namespace:
            yield from _flat(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern), each


def _tree(routes: Iterable[Route]) -> list[URLPattern | URLResolver]:
    made: list[URLPattern | URLResolver] = []
    for word, group in groupby(routes, key=lambda route: _first_word(route[0])):
        alike = list(group)
        if len(alike) > 1 and word.endswith("/"):
            made.append(path(word, include(_tree((text.removeprefix(word), each) for text, each in alike))))
        else:
            made += [_at(text, each) for text, each in alike]
    return made


def _first_word(text: str) -> str:
    word, slash, _ = text.partition("/")
    return word + slash


def _at(text: str, each: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(each, URLResolver):
        return path(text, include((each.url_patterns, each.app_name or ""), namespace=each.namespace))
    return path(text, each.callback, each.default_args, each.name)
