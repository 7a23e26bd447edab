"""Which plan is meant: the one that held on a day."""

from django.db.models import Case, Q, QuerySet, Value, When

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Plan, PlanState


def plan_on(user: User, partnership: Partnership, when: AsAt) -> Plan | None:
    """The plan that was in force on the day, else the one that was closed before it; None where there was none."""
    plans = Plan.objects.visible_to(user).filter(partnership=partnership).exclude(state=PlanState.DRAFT)
    if when.moment:
        plans = plans.filter(adopted_at__lte=when.moment)
    closed = Q(closed_at__lte=when.moment or clock.now())
    in_force_first = Case(When(closed, then=Value(1)), default=Value(0))
    return plans.order_by(in_force_first, "-adopted_at").select_related("partnership").first()


def plans_of(user: User, partnership: Partnership) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).filter(partnership=partnership).select_related("supersedes", "reading")
