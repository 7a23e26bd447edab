"""Returns that wait, are missing, or were made."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import owned_by
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    Owner,
    OwnerRole,
    Period,
    PlanState,
    Return,
    ReturnState,
    Sight,
    sight_of,
)
from goldenthread.plan.queries.people import but_names

PEOPLE = ("written_by", "submitted_by", "approved_by", "sent_back_by")
UNASKED = (
    *(f"action__{name}" for name in ("documents", "origins", "reported", "source", "success_measure")),
    *(f"action__priority__{name}" for name in ("source",)),
    *(f"action__plan__{name}" for name in ("introduction", "reporting", "closing_reasons")),
)
"""What no page of a return asks of the action."""
RELATED = ("action__plan__partnership", "action__priority", "period", "occurrence", *PEOPLE)


def return_in_sight(user: User, partnership: Partnership, ref: str, *, people: bool = True) -> Return | None:
    """The return of that name that the person may see, with what its pages say of it; ``people`` are named there."""
    found = _return(people, sight=sight_of(user), partnership=partnership.pk, ref=ref)
    for made in found:
        made.action.plan.partnership = partnership
    return found[0] if found else None


@prepared
def _return(people: bool, *, sight: Sight, partnership: int, ref: str) -> QuerySet[Return]:
    made = Return.objects.in_sight(sight).filter(ref=ref, action__plan__partnership=partnership)
    made = made.select_related("action__plan", "action__priority", "period", "occurrence").defer(*UNASKED)
    return made.select_related(*PEOPLE).defer(*but_names(*PEOPLE)) if people else made


def returns_of_partnership(user: User, partnership: Partnership) -> QuerySet[Return]:
    made = Return.objects.visible_to(user).filter(action__plan__partnership=partnership)
    return made.select_related(*RELATED).defer(*but_names(*PEOPLE))


def awaiting(user: User, partnership: Partnership) -> QuerySet[Return]:
    """What waits for the Board, longest first."""
    made = returns_of_partnership(user, partnership).filter(action__plan__state=PlanState.ADOPTED)
    return made.filter(state=ReturnState.SUBMITTED).order_by("submitted_at")


def own_actions(user: User) -> QuerySet[ActionVersion]:
    """Actions, in every partnership, that the person's own bodies, posts and organisations own or share."""
    owners = Owner.objects.at().filter(
        owned_by(user, partnership="action__plan__partnership"),
        action=OuterRef("action"),
        role__in=[OwnerRole.LEAD, OwnerRole.JOINT],
    )
    return (
        ActionVersion.objects.visible_to(user).at().filter(Exists(owners), removed=False, plan__state=PlanState.ADOPTED)
    )


def missing(versions: "QuerySet[ActionVersion]", period: Period) -> QuerySet[ActionVersion]:
    """Actions of an adopted plan, not delivered, on which nothing was submitted for the period."""
    made = Return.objects.filter(
        action=OuterRef("action"), period=period, state__in=[ReturnState.SUBMITTED, ReturnState.APPROVED]
    )
    return versions.filter(
        ~Q(delivery=Delivery.DELIVERED),
        ~Exists(made),
        plan__partnership=period.partnership,
        plan__state=PlanState.ADOPTED,
        removed=False,
    )


def open_period(partnership: Partnership) -> Period | None:
    """The newest period that is open."""
    return (
        Period.objects.filter(partnership=partnership, opened_at__isnull=False, locked_at=None)
        .order_by("-starts_on")
        .first()
    )
