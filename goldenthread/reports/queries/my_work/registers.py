"""Risks whose review is due, and strategies whose owner has not said how they stand."""

from collections.abc import Iterator

from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.governance.models import Risk, Strategy
from goldenthread.governance.queries.risks import reviews_due
from goldenthread.governance.queries.strategies import updates_due
from goldenthread.partnerships.queries import owned_by
from goldenthread.partnerships.roles import Right
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, where


def reviews(user: User) -> Iterator[Task]:
    """Of what the person's places own."""
    own = Q(owned_by(user, partnership="risk__partnership"), risk__in=Risk.objects.visible_to(user))
    for each in (
        reviews_due(clock.today()).filter(own).select_related("risk__partnership").order_by("review_on")[:SHOWN]
    ):
        reason = f"Its review was due by {in_words(each.review_on)}, {ago(each.review_on)}."
        text = f"{each.risk}: {each.title}"
        yield Task(each.risk.partnership, "overdue", text, reason, each.risk.get_absolute_url(), "Review it")


def updates(user: User) -> Iterator[Task]:
    """For the business unit, who ask the owner."""
    due = updates_due(clock.today()).filter(pk__in=Strategy.objects.visible_to(user).values("pk"))
    due = due.filter(partnership__in=where(user, Right.KEEP_REGISTERS)).select_related("partnership", "owner")
    for each in due.order_by("next_update_on")[:SHOWN]:
        reason = f"{each.owner} owes an update since {in_words(each.next_update_on)}."
        yield Task(each.partnership, "chase", each.title, reason, each.get_absolute_url(), "Record what they say")
