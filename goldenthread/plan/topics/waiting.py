"""What waits on a day, over all partnerships: actions and milestones by their last day, returns, decisions.

A return that is missing carries ``period`` and ``returns_due_on`` of the open period.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.notifications.topics import Rows
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    EvidenceUse,
    ImpactState,
    ImpactStatement,
    MilestoneVersion,
    Period,
    PlanState,
    Return,
    ReturnState,
    Variation,
    VariationState,
)
from goldenthread.plan.queries.silence import still_silent

SOON = timedelta(days=30)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED, ReturnState.SENT_BACK]
"""What was sent back is a topic of its own."""


# --- actions ----------------------------------------------------------------------------------------------------------


def _actions() -> Rows:
    found = ActionVersion.objects.at().filter(removed=False, plan__state=PlanState.ADOPTED)
    return found.exclude(delivery=Delivery.DELIVERED)


def overdue(on: date) -> Rows:
    return _actions().filter(due_on__lt=on)


def just_overdue(on: date) -> Rows:
    return _actions().filter(due_on=on - DAY)


def due_soon(on: date) -> Rows:
    return _actions().filter(due_on__range=(on, on + SOON))


def due_today(on: date) -> Rows:
    return _actions().filter(due_on=on)


def silent(on: date) -> Rows:
    return still_silent()


def just_silent(on: date) -> Rows:
    return still_silent().filter(told_on=on)


# --- milestones -------------------------------------------------------------------------------------------------------


def _steps() -> Rows:
    wanted = {"removed": False, "actual_on": None, "action__plan__state": PlanState.ADOPTED}
    return MilestoneVersion.objects.at().filter(**wanted)


def late_steps(on: date) -> Rows:
    return _steps().filter(due_on__lt=on)


def just_late_steps(on: date) -> Rows:
    return _steps().filter(due_on=on - DAY)


def steps_due_soon(on: date) -> Rows:
    return _steps().filter(due_on__range=(on, on + SOON))


def steps_due_today(on: date) -> Rows:
    return _steps().filter(due_on=on)


# --- returns ----------------------------------------------------------------------------------------------------------


def _returns(state: ReturnState) -> Rows:
    return Return.objects.filter(state=state, action__plan__state=PlanState.ADOPTED)


def sent_back(on: date) -> Rows:
    return _returns(ReturnState.SENT_BACK)


def just_sent_back(on: date) -> Rows:
    return sent_back(on).filter(sent_back_at__date=on - DAY)


def approved(on: date) -> Rows:
    """Since the last digest."""
    return _returns(ReturnState.APPROVED).filter(approved_at__date__range=(on - WEEK, on - DAY))


def submitted(on: date) -> Rows:
    return _returns(ReturnState.SUBMITTED)


def missing(on: date) -> Rows:
    return _missing()


def missing_today(on: date) -> Rows:
    return _missing(returns_due_on__in=[on, on - DAY])


def _missing(**narrowed: Any) -> Rows:
    """Begins with the open periods, which are few: most days none of them is due."""
    wanted = {"opened_at__isnull": False, "locked_at": None, **narrowed}
    places = Period.objects.filter(**wanted).order_by().values("partnership")
    periods = "plan__partnership__periods"
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("period"), state__in=HANDED_IN)
    asked = _actions().filter(
        plan__partnership__in=places, **{f"{periods}__{name}": each for name, each in wanted.items()}
    )
    named = asked.annotate(
        period=F(f"{periods}__pk"), period_name=F(f"{periods}__name"), returns_due_on=F(f"{periods}__returns_due_on")
    )
    return named.filter(~Exists(made))


# --- what waits for a decision ----------------------------------------------------------------------------------------


def variations(on: date) -> Rows:
    return Variation.objects.filter(state=VariationState.PROPOSED, plan__state=PlanState.ADOPTED)


def claims(on: date) -> Rows:
    return ImpactStatement.objects.filter(state=ImpactState.PROPOSED)


def uses(on: date) -> Rows:
    """Evidence that came with a return is accepted with it."""
    return EvidenceUse.objects.filter(accepted_at=None, ended_at=None, made_return=None, evidence__withdrawn_at=None)


def uses_seen(rows: Rows, person: User) -> Rows:
    return rows.filter(Q(evidence__partnership__in=Partnership.objects.where(person, Right.READ_PLAN)))
