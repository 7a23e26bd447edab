"""What somebody's own places owe."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.words import ago
from goldenthread.core.words import day as in_words
from goldenthread.evidence.models import Evidence, Screening
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Delivery, MilestoneVersion, PlanState, Return, ReturnState
from goldenthread.plan.queries.returns import own_actions
from goldenthread.plan.rating import with_standing
from goldenthread.reports.queries.my_work.tasks import SHOWN, Task, cut, open_periods, owned, where

SOON = timedelta(days=30)
ACTION = ("action__plan__partnership", "action__priority")


def returns(user: User) -> Iterator[Task]:
    """Returns sent back, then drafts that can still be handed in."""
    draft = Q(state=ReturnState.DRAFT, period__opened_at__isnull=False, period__locked_at=None)
    found = Return.objects.visible_to(user).filter(
        Q(state=ReturnState.SENT_BACK) | draft,
        Q(owned(user)) | Q(written_by=user),
        action__plan__state=PlanState.ADOPTED,
    )
    ordered = found.select_related(*ACTION, "period", "sent_back_by").order_by("-state", "period__returns_due_on")
    for made in ordered[:SHOWN]:
        place, text, href = made.action.plan.partnership, f"{made.action}, {made.period}", made.get_absolute_url()
        if made.state == ReturnState.SENT_BACK:
            reason = f"{made.sent_back_by} sent it back {ago(made.sent_back_at)}: {cut(made.sent_back_note)}"
            yield Task(place, "sent_back", text, reason, href, "Correct it", plan=made.action.plan)
        else:
            reason = f"Begun and not handed in. It is due by {in_words(made.period.returns_due_on)}."
            yield Task(place, "draft", text, reason, href, "Go on writing", plan=made.action.plan)


def actions(user: User) -> Iterator[Task]:
    """Overdue actions, then those on which the open period has no return yet."""
    periods, made = open_periods(), Return.objects.filter(action=OuterRef("action"), period=OuterRef("open_period"))
    found: Any = with_standing(own_actions(user), clock.today()).annotate(
        open_period=Subquery(periods.values("pk")[:1]),
        open_period_name=Subquery(periods.values("name")[:1]),
        returns_due_on=Subquery(periods.values("returns_due_on")[:1]),
        may_write=Exists(where(user, Right.WRITE_RETURNS).filter(pk=OuterRef("plan__partnership"))),
    )
    found = found.annotate(owes=Q(open_period__isnull=False) & ~Exists(made) & ~Q(delivery=Delivery.DELIVERED))
    wanted = found.filter(Q(is_late=True) | Q(owes=True)).select_related(*ACTION)
    for version in wanted.order_by("-is_late", F("due_on").asc(nulls_last=True), "position")[:SHOWN]:
        yield _about(version)


def _about(version: Any) -> Task:
    action, reasons = version.action, []
    if version.is_late:
        reasons.append(f"It was due by {in_words(version.due_on)}, {ago(version.due_on)}.")
    if version.owes:
        reasons.append(f"Its return for {version.open_period_name} is due by {in_words(version.returns_due_on)}.")
    task = {
        "partnership": action.plan.partnership,
        "kind": "overdue" if version.is_late else "due",
        "text": f"{action}: {cut(version.words)}",
        "reason": " ".join(reasons),
        "href": action.get_absolute_url(),
        "plan": action.plan,
    }
    if version.owes and version.may_write:
        writing = reverse("plan:start_return", args=[action.plan.partnership.slug, action.ref])
        return Task(**task, act="Write the return", act_href=writing)
    return Task(**task, act="Look at it")


def milestones(user: User) -> Iterator[Task]:
    """Steps that were missed, or are due within a month."""
    today = clock.today()
    steps = MilestoneVersion.objects.at().visible_to(user).filter(owned(user), removed=False, actual_on=None)
    steps = steps.filter(due_on__lte=today + SOON, action__plan__state=PlanState.ADOPTED).select_related(*ACTION)
    for step in steps.order_by("due_on")[:SHOWN]:
        place, late = step.action.plan.partnership, step.due_on is not None and step.due_on < today
        when = f"It {'was' if late else 'is'} due by {in_words(step.due_on)}, {ago(step.due_on)}."
        yield Task(
            place, "overdue" if late else "due", cut(step.words), f"A milestone of {step.action}. {when}",
            step.action.get_absolute_url(), "Say it is reached", reverse("plan:milestone", args=[place.slug, step.ref]),
            step.action.plan,
        )  # fmt: skip


def evidence(user: User) -> Iterator[Task]:
    """Files in which something may identify a child, or which no machine can read, wait for whoever sent them."""
    waiting = [Screening.HITS, Screening.PICTURE]
    found = Evidence.objects.visible_to(user).filter(added_by=user, withdrawn_at=None, screening__in=waiting)
    for piece in found.select_related("partnership").order_by("added_at")[:SHOWN]:
        reason = f"Nobody else can open it yet: {piece.get_screening_display()}."
        settle = reverse("evidence:settle", args=[piece.partnership.slug, piece.ref])
        yield Task(piece.partnership, "look", piece.title, reason, piece.get_absolute_url(), "Look at it", settle)
