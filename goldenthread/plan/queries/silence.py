"""What is overdue and of which nothing was heard since."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldenthread.plan.models import FOREVER, ActionVersion, Delivery, Escalation, PlanState, Return, ReturnState

AFTER_DAYS = 14
"""Owners are told on the day after the last day; this is how long they have to say a word."""
UNTIL_DAYS = 60
"""What became overdue earlier was known before anybody counted: a plan that is read in late raises no storm."""


def silent() -> QuerySet[ActionVersion]:
    """Since its last day nothing was handed in, approved or decided."""
    handed_in = Return.objects.filter(action=OuterRef("action"), submitted_at__date__gt=OuterRef("due_on")).exclude(
        state=ReturnState.DRAFT
    )
    unanswered = Q(answered_on=None) | Q(answered_on__lte=F("due_on"))
    found = ActionVersion.objects.filter(unanswered, valid_to=FOREVER, removed=False, plan__state=PlanState.ADOPTED)
    return found.filter(~Exists(handed_in)).exclude(delivery=Delivery.DELIVERED)


def left_without_a_word(on: date) -> QuerySet[ActionVersion]:
    """Overdue for so long that it goes one step up, and nobody there was told of this last day yet."""
    due = Q(due_on__lte=on - timedelta(days=AFTER_DAYS), due_on__gt=on - timedelta(days=UNTIL_DAYS))
    told = Escalation.objects.filter(action=OuterRef("action"), due_on=OuterRef("due_on"))
    found = silent().filter(due, ~Exists(told), plan__adopted_on__lte=F("due_on"))
    return found.select_related("action__plan__partnership", "action__priority").order_by("pk")


def still_silent() -> QuerySet[Escalation]:
    """Those told one step up, while nothing is heard and the last day is the same."""
    return Escalation.objects.filter(Exists(silent().filter(action=OuterRef("action"), due_on=OuterRef("due_on"))))
