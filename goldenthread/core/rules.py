"""Every route names the rule that guards it, and the application does not start while one does not.

A rule is ``"public"``, ``"signed in"``, ``"token"`` or a right from ``partnerships/roles.py``. The first two are kept
by Django's own LoginRequiredMiddleware; rights by ``partnerships.middleware``, which looks the partnership or network
up from the address and answers 404 to outsiders and 403 to colleagues without the right. Routes of programs are opened
by the token in the request's header alone (``api/access.py``); whether somebody has signed in counts for nothing there.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = "public"
SIGNED_IN = "signed in"
TOKEN = "token"  # noqa: S105 - the name of a rule

View = Callable[..., Any]

THIRD_PARTY: dict[str, str] = {}
"""Rules of views that are not ours, by full name of the route. Filled by ``accounts/routes.py``."""


def rule(name: str) -> Callable[[View], View]:
    """Name the rule of a view. ``public`` also lets people in who have not signed in, ``token`` programs."""

    def mark(view: View) -> View:
        view.rule = name  # type: ignore[attr-defined]
        return login_not_required(view) if name in {PUBLIC, TOKEN} else view

    return mark


def rule_of(pattern: URLPattern, name: str) -> str | None:
    return getattr(pattern.callback, "rule", None) or THIRD_PARTY.get(name)


def routes(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every route of the URL conf as (address pattern, full name, pattern)."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, prefix + str(entry.pattern), inner)
        else:
            yield prefix + str(entry.pattern), f"{space}{entry.name or ''}", entry
