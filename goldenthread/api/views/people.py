"""Who somebody is, and the partnership's bodies, posts, organisations and people."""

from typing import Any

from goldenthread.api.endpoints import DatedPages, Days, Listed, P, Pages, Request, each, get, listed
from goldenthread.api.shapes import people as shapes
from goldenthread.partnerships.models import Body, Partnership, running
from goldenthread.partnerships.queries import members_on, people_lines, people_visible_to, posts_on
from goldenthread.partnerships.roles import Right

GROUP = "Who we are"


@get("me", None, shapes.Me, group=GROUP)
def me(request: Request) -> dict[str, Any]:
    """Whom this token acts for, and what it may do."""
    return shapes.me(request.user, request.auth)


@get("partnerships", None, Listed[shapes.PartnershipShape], group=GROUP)
def partnerships(request: Request, paging: Pages) -> dict[str, Any]:
    """The partnerships that this token may know of."""
    found = Partnership.objects.visible_to(request.user).order_by("slug")
    return listed(request, found, paging, each(lambda place: shapes.partnership(place, request.user)))


@get(P, Right.READ_PLAN, shapes.PartnershipShape, group=GROUP)
def partnership(request: Request, partnership: str) -> dict[str, Any]:
    """One partnership."""
    return shapes.partnership(request.partnership, request.user)


@get(f"{P}/bodies", Right.READ_PLAN, Listed[shapes.BodyShape], group=GROUP)
def bodies(request: Request, partnership: str, paging: DatedPages) -> dict[str, Any]:
    """Boards, sub-groups and other bodies as they were on a day, with who chairs them today."""
    rows = Body.objects.visible_to(request.user).filter(running(paging.when.day), partnership=request.partnership)
    related = ("partnership", "parent", "reports_to")
    return listed(request, rows.select_related(*related).order_by("name", "pk"), paging, shapes.bodies)


@get(f"{P}/posts", Right.READ_PLAN, list[shapes.PostShape], group=GROUP)
def posts(request: Request, partnership: str, day: Days) -> list[dict[str, Any]]:
    """The posts of a day and who held them, vacant ones first."""
    return [shapes.post(line) for line in posts_on(request.partnership, request.user, day.when.day)]


@get(f"{P}/organisations", Right.READ_PLAN, list[shapes.OrganisationShape], group=GROUP)
def organisations(request: Request, partnership: str, day: Days) -> list[dict[str, Any]]:
    """The member organisations of a day, by the names that they had then."""
    return [shapes.organisation(member) for member in members_on(request.partnership, day.when.day)]


@get(f"{P}/people", Right.READ_PLAN, Listed[shapes.PersonShape], group=GROUP)
def people(request: Request, partnership: str, paging: Pages) -> dict[str, Any]:
    """Whoever holds or held a role or a post here, and what they hold today. Never their addresses."""
    found = people_visible_to(request.user, request.partnership)
    return listed(request, found, paging, lambda rows: shapes.people(people_lines(rows, request.partnership)))
