"""What stands around every page, for whoever looks at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.core.chrome import Chrome, Link
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import memberships_of, rights
from goldenthread.partnerships.roles import Right, Role

SECTIONS: list[tuple[str, str, Right]] = [
    ("Plan", "plan:home", Right.READ_PLAN),
    ("Actions", "plan:actions", Right.READ_PLAN),
    ("Returns", "plan:returns", Right.READ_PLAN),
    ("Changes", "plan:variations", Right.READ_PLAN),
    ("Evidence", "evidence:list", Right.READ_PLAN),
    ("Who we are", "partnerships:home", Right.READ_PLAN),
    ("People", "partnerships:people", Right.MANAGE),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """``chrome`` is drawn only when a template asks for it, so an answer without a page costs nothing."""
    return {"chrome": chrome(request)}


def chrome(request: HttpRequest) -> Chrome:
    footer = [Link("Help", reverse("reports:help")), Link("Accessibility", reverse("reports:help_page", args=["accessibility"]))]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Chrome(footer=footer, sign_in=reverse("account_login"), demonstration=settings.DEMONSTRATION)
    partnership: Partnership | None = getattr(request, "partnership", None)
    own = {
        "user": user.name,
        "user_menu": _user_menu(request),
        "sign_out": reverse("account_logout"),
        "footer": footer,
        "demonstration": settings.DEMONSTRATION,
        "home": reverse("home"),
    }
    if partnership is None:
        return Chrome(**own, navigation=_across(request))
    return Chrome(
        **own | {"home": reverse("plan:home", args=[partnership.slug])},
        name=partnership.name,
        logo=reverse("partnerships:logo", args=[partnership.slug]) if partnership.logo_id else "",
        brand_css=reverse("partnerships:brand", args=[partnership.slug]),
        search=reverse("reports:search", args=[partnership.slug]),
        navigation=_navigation(request, partnership),
    )


def _navigation(request: HttpRequest, partnership: Partnership) -> list[Link]:
    held = rights(request.user, partnership)
    addresses = [(text, reverse(name, args=[partnership.slug])) for text, name, right in SECTIONS if right in held]
    addresses.append(("My work", reverse("reports:my_work")))
    inside = [address for _, address in addresses if request.path.startswith(address)]
    here = max(inside, key=len, default="")
    return [Link(text, address, active=address == here) for text, address in addresses]


def _across(request: HttpRequest) -> list[Link]:
    places = {held.partnership.slug: held.partnership for held in memberships_of(request.user) if held.partnership}
    links = [Link(each.short_name or each.name, reverse("plan:home", args=[slug])) for slug, each in places.items()]
    return [Link("My work", reverse("reports:my_work"), active=request.path == reverse("reports:my_work")), *links]


def _user_menu(request: HttpRequest) -> list[Link]:
    links = [Link("My work", reverse("reports:my_work")), Link("My account", reverse("accounts:me"))]
    if any(held.role == Role.OPERATOR for held in memberships_of(request.user)):
        links.append(Link("Outgoing mail", reverse("notifications:outbox")))
    return links
