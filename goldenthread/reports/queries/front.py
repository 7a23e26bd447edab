"""What somebody sees before they sign in."""

from django.db.models import QuerySet

from goldenthread.plan.models import Plan, PlanState


def public_plans() -> QuerySet[Plan]:
    """Plans that their partnerships show to everybody."""
    shown = Plan.objects.filter(public_since__isnull=False, state=PlanState.ADOPTED)
    return shown.select_related("partnership").order_by("partnership__name")
