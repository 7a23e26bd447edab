"""Bodies, organisations and posts as choices of a form, and what was chosen. A value is ``kind:reference``."""

from typing import Any

from goldenthread.accounts.models import User
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR
from goldenthread.partnerships.models import (
    Body,
    Membership,
    Organisation,
    Partnership,
    PartnershipMember,
    Post,
    memberships_of,
    running,
)
from goldenthread.partnerships.queries import people_behind
from goldenthread.partnerships.rights import Holder, acts_for, counts_in
from goldenthread.partnerships.roles import Right, Role, roles_with

Choices = list[tuple[str, list[tuple[str, str]]]]


def every_holder(partnership: Partnership) -> Choices:
    """Three queries."""
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    named = [
        ("Bodies", "body", Body.objects.filter(partnership=partnership).values_list("ref", "name")),
        ("Posts", "post", Post.objects.filter(partnership=partnership).values_list("ref", "title")),
        ("Organisations", "organisation", Organisation.objects.filter(pk__in=members).values_list("ref", "name")),
    ]
    return [(title, [(f"{kind}:{ref}", name) for ref, name in rows]) for title, kind, rows in named]


def own_holders(user: User, partnership: Partnership, right: Right) -> list[tuple[str, str]]:
    """The places in which the person holds the right themselves."""
    places: list[Holder | None] = []
    for held in memberships_of(user):
        places += [held.body, held.organisation, held.appointment.post if held.appointment else None]
    own = {value_of(place): str(place) for place in places if acts_for(user, place, right, partnership) and place}
    return list(own.items())


def value_of(holder: Holder | None) -> str:
    return f"{holder._meta.model_name}:{holder.ref}" if holder else ""


def holder_called(partnership: Partnership, value: str) -> Holder | None:
    kind, _, ref = value.partition(":")
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    known: dict[str, Any] = {
        "body": Body.objects.filter(partnership=partnership),
        "post": Post.objects.filter(partnership=partnership),
        "organisation": Organisation.objects.filter(pk__in=members),
    }
    return known[kind].filter(ref=ref).first() if kind in known else None


def field_of(holder: Holder | User | None, prefix: str = "") -> dict[str, Holder | User]:
    """``{"body": holder}`` and the like, for the row of a table with one column for each kind."""
    if holder is None:
        return {}
    kind = "person" if isinstance(holder, User) else str(holder._meta.model_name)
    return {f"{prefix}{kind}": holder}


def people_asked(holder: Holder, partnership: Partnership) -> list[User]:
    """Who answers for the holder; for the Board its chair; where there is nobody, the business manager."""
    people = list(people_behind(holder, partnership=partnership))
    held = Membership.objects.filter(running(), counts_in(partnership), person__is_active=True).select_related("person")
    if not people and isinstance(holder, Body) and holder.kind in LED_BY_BOARD_CHAIR:
        people = [each.person for each in held.filter(role__in=roles_with(Right.CHAIR_BOARD))]
    return people or [each.person for each in held.filter(role=Role.MANAGER)]
