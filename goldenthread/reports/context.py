"""What stands around every page, for whoever looks at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from goldenthread.accounts.models import User
from goldenthread.core.addresses import reverse
from goldenthread.core.chrome import Chrome, Link
from goldenthread.core.lists import address
from goldenthread.partnerships.brand import css_address, logo_address
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import answered_for, memberships_of, rights
from goldenthread.partnerships.roles import Right, Role
from goldenthread.plan.as_at import PARAMETER, AsAt

GOVERNED = {"meetings", "agenda-items", "papers", "decisions", "forward-plan", "written-procedures", "packs"}
PLANNED = {"", "plans", "priorities", "outcomes", "drafts", "readings", "compare", "broken-threads", "waits"}
PLANNED |= {"indicators", "figures"}
SECTIONS: list[tuple[str, str, Right, set[str]]] = [
    ("Plan", "plan:home", Right.READ_PLAN, PLANNED),
    ("Actions", "plan:actions", Right.READ_PLAN, {"actions", "milestones", "impact"}),
    ("Returns", "plan:returns", Right.READ_PLAN, {"returns", "periods"}),
    ("Variations", "plan:variations", Right.READ_PLAN, {"variations"}),
    ("Evidence", "evidence:list", Right.READ_PLAN, {"evidence", "evidence-uses", "add-evidence"}),
    ("Questionnaires", "questionnaires:list", Right.READ_PLAN, {"questionnaires"}),
    (
        "Self-assessments",
        "assurance:rounds",
        Right.READ_SELF_ASSESSMENTS,
        {"rounds", "self-assessments", "good-practice"},
    ),
    ("Meetings", "governance:meetings", Right.READ_PLAN, GOVERNED),
    ("Challenge and risk", "governance:challenges", Right.READ_PLAN, {"challenges", "risks", "strategies"}),
    ("Reports", "reports:reports", Right.READ_PLAN, {"reports", "attendance"}),
    ("Who we are", "partnerships:home", Right.READ_PLAN, {"partnership", "bodies", "posts", "organisations", "roles"}),
    ("People", "partnerships:people", Right.MANAGE, {"people", "appointments", "hand-overs", "invitations"}),
]
"""Words, address, the right it needs, and how the addresses of the pages under it go on after the partnership's."""


def page(request: HttpRequest) -> dict[str, Any]:
    return {"chrome": chrome(request)}


def chrome(request: HttpRequest) -> Chrome:
    """Costs no query beyond the person's memberships and rights, which the page has asked for already."""
    guide = ["accessibility", "privacy"]
    footer = [
        Link("Help", reverse("reports:help")),
        *(Link(name.capitalize(), reverse("reports:help_page", args=[name])) for name in guide),
    ]
    footer += [Link("Source code", settings.SOURCE)] if settings.SOURCE else []
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Chrome(footer=footer, sign_in=reverse("account_login"), demonstration=settings.DEMONSTRATION)
    partnership: Partnership | None = getattr(request, "partnership", None)
    own: dict[str, Any] = {
        "user": user.name,
        "user_menu": _user_menu(user, partnership),
        "sign_out": reverse("account_logout"),
        "footer": footer,
        "demonstration": settings.DEMONSTRATION,
        "home": reverse("home"),
        **_day(request),
    }
    if partnership is None:
        return Chrome(**own, navigation=_across(request.path, user))
    if Right.READ_PLAN in rights(user, partnership):
        own |= {
            "home": reverse("plan:home", args=[partnership.slug]),
            "search": reverse("reports:search", args=[partnership.slug]),
        }
    return Chrome(
        **own,
        name=partnership.name,
        logo=logo_address(partnership),
        brand_css=css_address(partnership),
        navigation=_navigation(request.path, user, partnership),
    )


def _day(request: HttpRequest) -> dict[str, Any]:
    """Which past day is shown: pages that can show one have asked ``plan.as_at``, and the others show today."""
    shown: AsAt | None = getattr(request, "as_at", None)
    if shown is None or not shown.is_past:
        return {}
    return {"as_at": shown.day, "as_at_leave": address(request, **{PARAMETER: None})}


def _navigation(path: str, user: User, partnership: Partnership) -> list[Link]:
    held = rights(user, partnership)
    here = path.removeprefix(f"/p/{partnership.slug}/").split("/")[0]
    links = [
        Link(text, reverse(name, args=[partnership.slug]), active=here in under)
        for text, name, right, under in SECTIONS
        if right in held
    ]
    return [*links, *_asked_of_us(path, user), *_networks(path, user), Link("My work", reverse("reports:my_work"))]


def _asked_of_us(path: str, user: User) -> list[Link]:
    """For whoever answers for an organisation."""
    if not answered_for(user):
        return []
    return [Link("Asked of us", reverse("assurance:asked_of_us"), active=path.startswith("/self-assessments/"))]


def _across(path: str, user: User) -> list[Link]:
    mine = reverse("reports:my_work")
    own = [Link("My work", mine, active=path == mine), *_asked_of_us(path, user), *_networks(path, user)]
    return [*own, *(_plan_link(each) for each in _partnerships(user))]


def _networks(path: str, user: User) -> list[Link]:
    """For whoever co-ordinates one."""
    held = {each.network_id: each.network for each in memberships_of(user) if each.network}
    addresses = {each.name: reverse("assurance:network", args=[each.slug]) for each in held.values() if each}
    return [Link(name, address, active=path.startswith(address)) for name, address in sorted(addresses.items())]


def _partnerships(user: User) -> list[Partnership]:
    """Those of the person's own roles. Whoever comes by their organisation finds its partnerships under My work."""
    places = {
        held.partnership.pk: held.partnership
        for held in memberships_of(user)
        if held.partnership and Right.READ_PLAN in held.rights
    }
    return sorted(places.values(), key=lambda place: place.name)


def _plan_link(partnership: Partnership) -> Link:
    return Link(partnership.short_name or partnership.name, reverse("plan:home", args=[partnership.slug]))


def _user_menu(user: User, partnership: Partnership | None) -> list[Link]:
    links = [Link("My work", reverse("reports:my_work")), Link("My mails", reverse("notifications:my_mail"))]
    links.append(Link("Your account", reverse("accounts:me")))
    if partnership is not None:
        held = rights(user, partnership)
        if Right.READ_HISTORY in held:
            links.append(Link("History", reverse("reports:history", args=[partnership.slug])))
        if Right.CHECK_RETURNS in held:
            links.append(Link("Outgoing mail", reverse("notifications:partnership_mail", args=[partnership.slug])))
        links += [_plan_link(each) for each in _partnerships(user) if each != partnership]
    if any(held.role == Role.OPERATOR for held in memberships_of(user)):
        links.append(Link("Mail of the installation", reverse("notifications:outbox")))
    return links
