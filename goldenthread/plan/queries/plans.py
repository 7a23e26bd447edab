"""Which plan is meant: the one that held on a day."""

from django.db.models import Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import Plan, PlanState


def plan_on(user: User, partnership: Partnership, when: AsAt) -> Plan | None:
    """The plan that was adopted last by the day, and not closed by then; None where there was none."""
    plans = Plan.objects.visible_to(user).filter(partnership=partnership).exclude(state=PlanState.DRAFT)
    if when.moment:
        plans = plans.filter(Q(closed_at=None) | Q(closed_at__gt=when.moment), adopted_at__lte=when.moment)
    return plans.order_by("closed_at" if when.moment else "state", "-adopted_at").select_related("partnership").first()


def plans_of(user: User, partnership: Partnership) -> QuerySet[Plan]:
    return Plan.objects.visible_to(user).filter(partnership=partnership).select_related("supersedes", "reading")
