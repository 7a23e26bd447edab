"""What the lists of tasks share."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import owned_by
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Owner, OwnerRole, Period, Plan

SHOWN = 50
"""Of each kind; the list behind it has all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that somebody waits for: why, and the one click that does it."""

    partnership: Partnership
    kind: str
    text: str
    reason: str
    href: str
    act: str
    act_href: str = ""
    """Where it is done, if that is not the page of the thing itself."""
    plan: Plan | None = None
    """Said where a partnership has several plans in force, whose actions have the same numbers."""


def cut(text: str, length: int = 140) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


def owned(user: User) -> Exists:
    """For rows with an action: the person's own places own it."""
    owning = [OwnerRole.LEAD, OwnerRole.JOINT]
    own = owned_by(user, partnership="action__plan__partnership")
    return Exists(Owner.objects.at().filter(own, action=OuterRef("action"), role__in=owning))


def open_periods() -> QuerySet[Period]:
    """For rows of versions: the open periods of their partnership, the newest first."""
    held = Period.objects.filter(partnership=OuterRef("plan__partnership"), opened_at__isnull=False, locked_at=None)
    return held.order_by("-starts_on")


def where(user: User, *rights: Right) -> QuerySet[Partnership]:
    """Partnerships in which the person holds one of the rights."""
    either = Q()
    for right in rights:
        either |= Q(pk__in=Partnership.objects.where(user, right).values("pk"))
    return Partnership.objects.filter(either)
