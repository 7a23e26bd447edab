"""How far somebody's roles reach: what every ``visible_to`` is made from.

The tables stand above this module and are asked for by name.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models.dates import running
from goldenthread.partnerships.roles import Right

if TYPE_CHECKING:
    from goldenthread.partnerships.models.memberships import Membership


PLACES = ("body", "organisation", "appointment__post")
UNASKED = (
    "body__purpose",
    "body__aliases",
    "body__meets",
    "body__starts_on",
    "body__ends_on",
    "organisation__outside_id",
)
"""What no page asks of the places where somebody holds a role."""


def memberships_of(user: User) -> "list[Membership]":
    """The person's memberships of today, read once a request. None for the suspended and the signed out."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = _held(person=user.pk, on=clock.today())  # type: ignore[attr-defined]
    return user._memberships  # type: ignore[attr-defined, no-any-return]


@prepared
def _held(*, person: int, on: date) -> "models.QuerySet[Membership]":
    held = apps.get_model("partnerships", "Membership")._default_manager.filter(running(on), person=person)
    return held.select_related("partnership__logo", *PLACES).defer(*UNASKED).order_by("pk")


class Reach(NamedTuple):
    """How far memberships reach on a day: into the partnerships of their own, and through their organisations."""

    own: tuple[int, ...]
    through: tuple[int, ...]
    on: date | None
    """The day, where organisations are asked for theirs."""

    def rows(self, path: str) -> Q:
        """Rows of these partnerships; ``path`` leads from a row to its partnership."""
        reached = Q(**{f"{path}__in": self.own})
        if self.through:
            members = apps.get_model("partnerships", "PartnershipMember")._default_manager
            joined = members.filter(running(self.on), organisation__in=self.through)
            reached |= Q(**{f"{path}__in": joined.values("partnership")})
        return reached


def reach(user: User, *rights: Right) -> Reach:
    """How far one of the rights of the person reaches today; without any, how far any role of theirs."""
    held = [each for each in memberships_of(user) if not rights or each.rights & set(rights)]
    own = {each.partnership_id for each in held if each.partnership_id is not None}
    through = {each.organisation_id for each in held if each.partnership_id is None and each.organisation_id}
    return Reach(tuple(sorted(own)), tuple(sorted(through)), clock.today() if through else None)


def within(user: User, right: Right, path: str = "partnership") -> Q:
    """Rows of the partnerships where the person holds the right today; ``path`` leads from a row to its partnership."""
    return reach(user, right).rows(path)


def across(user: User, right: Right) -> list[int]:
    """Networks in which the person holds the right today."""
    return sorted({held.network_id for held in memberships_of(user) if held.network_id and right in held.rights})
