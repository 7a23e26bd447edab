"""Actions as they stand on a day: one query for a list, filtered and sorted in the database."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import ActionVersion, Plan
from goldenthread.plan.rating import with_standing

LEADS = ("lead_body", "lead_organisation", "lead_post")


def actions_at(user: User, when: AsAt) -> QuerySet[ActionVersion]:
    """What the actions that the person may see said on the day, with how they stood; one row an action."""
    versions = ActionVersion.objects.visible_to(user).at(when.moment).filter(removed=False)
    return with_standing(versions, when.day)


def actions_of(plan: Plan, when: AsAt) -> QuerySet[ActionVersion]:
    """The same for a plan that the caller has already found through ``visible_to``."""
    versions = ActionVersion.objects.filter(plan=plan, removed=False).at(when.moment)
    shown = with_standing(versions, when.day).select_related("action__priority", "action__plan__partnership", *LEADS)
    return shown.defer("action__plan__introduction", "action__plan__reporting")
