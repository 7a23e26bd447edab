"""Which plan is meant: the one that held on a day."""

from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Action, Outcome, Owner, OwnerRole, Plan, PlanState, Priority, Sight, sight_of


def plan_on(user: User, partnership: Partnership, when: AsAt) -> Plan | None:
    """The plan that was in force on the day, else the one that was closed before it; None where there was none."""
    on = when.moment or clock.now()
    found = _in_force(sight=sight_of(user), partnership=partnership.pk, on=on, past=when.is_past)
    for plan in found:
        plan.partnership = partnership
    return found[0] if found else None


@prepared
def _in_force(*, sight: Sight, partnership: int, on: datetime, past: bool) -> QuerySet[Plan]:
    plans = Plan.objects.in_sight(sight).filter(partnership=partnership).exclude(state=PlanState.DRAFT)
    if past:
        plans = plans.filter(adopted_at__lte=on)
    in_force_first = Case(When(closed_at__lte=on, then=Value(1)), default=Value(0))
    return plans.order_by(in_force_first, "-adopted_at")[:1]


def plans_of(user: User, partnership: Partnership) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).filter(partnership=partnership).select_related("supersedes", "reading")


def in_force_beside(plan: Plan, user: User) -> QuerySet[Plan]:
    """Adopted plans of its partnership that stay in force when the draft is adopted."""
    adopted = Plan.objects.visible_to(user).filter(partnership=plan.partnership_id, state=PlanState.ADOPTED)
    return adopted.exclude(pk__in=[plan.pk, plan.supersedes_id or plan.pk]).order_by("-adopted_at")


def ready_to_adopt(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Drafts with nothing in the way, as ``operations.adoption.hindrances`` sees it, but in SQL."""
    of_plan = {"plan": OuterRef("pk"), "confirmed_at": None}
    unmatched = Owner.objects.filter(
        action__plan=OuterRef("pk"), role__in=[OwnerRole.LEAD, OwnerRole.JOINT], body=None, organisation=None, post=None
    )
    return plans.filter(
        ~Exists(Priority.objects.filter(**of_plan)),
        ~Exists(Outcome.objects.filter(**of_plan)),
        ~Exists(Action.objects.filter(**of_plan)),
        ~Exists(unmatched),
        Exists(Action.objects.filter(plan=OuterRef("pk"))),
        state=PlanState.DRAFT,
        starts_on__isnull=False,
        ends_on__isnull=False,
    )
