"""Actions as they stand on a day: one query for a list, filtered and sorted in the database."""

from collections.abc import Iterable

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


LISTED = (
    *("words", "owner_text", "deadline_text", "due_on", "agreed_due_on", "forecast_on", "evidence_on", "last_word_on"),
    *("answered_on", "delivery"),
    *("waiting_since", "rung", "lead_body__name", "lead_organisation__name", "lead_post__title"),
    *("action__ref", "action__number", "action__priority__number"),
)
"""What a list shows of an action, beside its standing."""


def actions_of(plan: Plan | int, when: AsAt) -> QuerySet[ActionVersion]:
    """The same for a plan that the caller has already found through ``visible_to``."""
    versions = ActionVersion.objects.filter(plan=plan, removed=False).at(when.moment)
    shown = with_standing(versions, when.day).select_related("action__priority", "action__plan__partnership", *LEADS)
    return shown.defer("action__plan__introduction", "action__plan__reporting")


def as_listed(versions: QuerySet[ActionVersion]) -> QuerySet[ActionVersion]:
    """No more of them than a list shows."""
    return versions.select_related(None).select_related("action__priority", *LEADS).only(*LISTED)


def listed(versions: Iterable[ActionVersion], plan: Plan) -> list[ActionVersion]:
    """Versions of one plan's actions; each knows its plan without asking for it."""
    found = list(versions)
    for version in found:
        version.action.plan = plan
    return found
