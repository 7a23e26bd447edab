"""What keeps the business unit going."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago, plural
from goldenthread.core.words import day as in_words
from goldenthread.partnerships.models import Invitation
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    Period,
    Plan,
    PlanState,
    Reading,
    ReadingState,
    Return,
    ReturnState,
)
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, open_periods, where

CHASE_AFTER = timedelta(days=3)
HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED]


def missing(user: User) -> Iterator[Task]:
    """Per partnership, on how many actions the open period has nothing handed in."""
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("open_period"), state__in=HANDED_IN)
    versions = ActionVersion.objects.at().visible_to(user).filter(removed=False, plan__state=PlanState.ADOPTED)
    lacking = (
        versions.filter(plan__partnership__in=where(user, Right.CHECK_RETURNS))
        .exclude(delivery=Delivery.DELIVERED)
        .annotate(open_period=Subquery(open_periods().values("pk")[:1]))
        .filter(~Exists(made), open_period__isnull=False)
    )
    counts = dict(lacking.order_by().values_list("open_period").annotate(count=Count("pk")))
    for period in Period.objects.visible_to(user).filter(pk__in=counts).select_related("partnership"):
        yield _missing(period, counts[period.pk])


def _missing(period: Period, count: int) -> Task:
    late = period.returns_due_on < clock.today()
    reason = f"Due by {in_words(period.returns_due_on)}, {ago(period.returns_due_on)}."
    href = reverse("plan:returns", args=[period.partnership.slug], fragment="missing")
    words = f"{plural(count, 'return')} missing for {period.name}"
    return Task(period.partnership, "overdue" if late else "due", words, reason, href, "See which")


def readings(user: User) -> Iterator[Task]:
    """Documents that could not be read."""
    found = Reading.objects.visible_to(user).filter(state=ReadingState.REFUSED).select_related("partnership")
    for reading in found.order_by("-sent_at")[:SHOWN]:
        reason = f"It could not be read. {reading.problem}"
        yield Task(reading.partnership, "look", reading.file_name, reason, reading.get_absolute_url(), "Open it")


def drafts(user: User) -> Iterator[Task]:
    found = Plan.objects.visible_to(user).filter(state=PlanState.DRAFT)
    found = found.filter(partnership__in=where(user, Right.PREPARE_PLAN))
    counted = found.annotate(
        open_doubts=Count("doubts", filter=Q(doubts__resolved_at=None), distinct=True),
        unconfirmed=Count("actions", filter=Q(actions__confirmed_at=None), distinct=True),
    )
    for plan in counted.select_related("partnership").order_by("created_at")[:SHOWN]:
        left = f"{plural(plan.open_doubts, 'doubt')} and {plural(plan.unconfirmed, 'action')} to confirm"
        yield Task(plan.partnership, "draft", plan.title, f"A draft with {left}.", plan.get_absolute_url(), "Go on")


def invitations(user: User) -> Iterator[Task]:
    """Nobody came in within three days, or the invitation has run out."""
    now = clock.now()
    found = Invitation.objects.filter(
        used_at=None, revoked_at=None, sent_at__lt=now - CHASE_AFTER, person__last_login=None
    )
    found = found.filter(partnership__in=where(user, Right.MANAGE)).select_related("partnership", "person")
    for sent in found.order_by("sent_at")[:SHOWN]:
        over = "The invitation has run out." if sent.expires_at < now else "It has not been used yet."
        href = reverse("partnerships:person", args=[sent.partnership.slug, sent.person.ref])
        yield Task(
            sent.partnership, "chase", sent.person.name, f"Invited {ago(sent.sent_at)}. {over}", href, "Invite again"
        )
