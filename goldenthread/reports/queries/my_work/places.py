"""Where somebody belongs, and what they can read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Membership, Partnership, memberships_of
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Plan, Reading
from goldenthread.reports.queries.front import public_plans


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A body, a post or an organisation that the person acts for, and as what."""

    holder: Holder
    role: str
    partnership: Partnership | None


def my_places(user: User) -> list[MyPlace]:
    """No query of its own: the memberships were read to know what the person may do."""
    found = [(_holder(each), each) for each in memberships_of(user)]
    return [MyPlace(holder, each.get_role_display(), each.partnership) for holder, each in found if holder is not None]


def _holder(held: Membership) -> Holder | None:
    holder = held.appointment.post if held.appointment else held.body
    if holder is None:
        return held.organisation
    if held.partnership:
        holder.partnership = held.partnership
    return holder


def plans_to_read(user: User) -> QuerySet[Any]:
    """Partnerships by name. ``to_begin``: no plan is there, not even one being read, and the person may begin it."""
    plans, readings = (each.objects.filter(partnership=OuterRef("pk")) for each in (Plan, Reading))
    prepared = Partnership.objects.where(user, Right.PREPARE_PLAN).filter(pk=OuterRef("pk"))
    to_begin = Exists(prepared) & ~Exists(plans) & ~Exists(readings)
    return Partnership.objects.where(user, Right.READ_PLAN).annotate(to_begin=to_begin).order_by("name")


def public_plans_near(user: User) -> QuerySet[Plan]:
    """The public plans of the person's own partnerships, for those who see nothing else of them."""
    return public_plans().filter(partnership__in=Partnership.objects.visible_to(user))
