"""What a body, a post or an organisation owns, owes, approves and hears, on a day."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.charts import Part, StackedBar
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.rights import Holder
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import (
    ActionVersion,
    Delivery,
    MilestoneVersion,
    Owner,
    OwnerRole,
    Period,
    Plan,
    PlanState,
    Return,
    ReturnState,
)
from goldenthread.plan.queries.actions import LEADS, actions_at
from goldenthread.plan.queries.returns import open_period

OWNING = [OwnerRole.LEAD, OwnerRole.JOINT]
RELATED = ("action__priority", "action__plan__partnership", *LEADS)
SHOWN = 100
MOST = 500
"""More actions than any body owns; what it owns is shown whole."""
AHEAD = 20
TONES = {
    Delivery.DELIVERED: "done",
    Delivery.ON_TRACK: "good",
    Delivery.AT_RISK: "warn",
    Delivery.OFF_TRACK: "bad",
    Delivery.NOT_STARTED: "none",
}


def in_force(when: AsAt, plan: str = "plan__") -> Q:
    """Rows whose plan (at the end of the look-up ``plan``) was adopted by the day and not closed yet."""
    if not when.moment:
        return Q(**{f"{plan}state": PlanState.ADOPTED})
    closed_later = Q(**{f"{plan}closed_at": None}) | Q(**{f"{plan}closed_at__gt": when.moment})
    return Q(**{f"{plan}adopted_at__lte": when.moment}) & closed_later


def held_by(holder: Holder, when: AsAt, *roles: str) -> Exists:
    """For rows with an action: the holder stood in one of these roles to it on the day."""
    kind = holder._meta.model_name or ""
    return Exists(Owner.objects.at(when.moment).filter(action=OuterRef("action"), role__in=roles, **{kind: holder}))


def actions_of_holder(user: User, holder: Holder, when: AsAt, *roles: str) -> QuerySet[ActionVersion]:
    versions = actions_at(user, when).filter(in_force(when), held_by(holder, when, *roles))
    return versions.select_related(*RELATED).order_by("plan", "position")


def owned_and_heard(user: User, holder: Holder, when: AsAt) -> tuple[list[Any], list[Any]]:
    """The actions that the holder owns, and those that are reported to it. One query."""
    found: Any = (
        actions_at(user, when)
        .filter(in_force(when))
        .annotate(is_own=held_by(holder, when, *OWNING), is_told=held_by(holder, when, OwnerRole.REPORTS_TO))
    )
    rows = found.filter(Q(is_own=True) | Q(is_told=True)).select_related(*RELATED).order_by("plan", "position")
    every = list(rows[:MOST])
    return [row for row in every if row.is_own], [row for row in every if row.is_told]


def milestones_ahead(user: User, holder: Holder, when: AsAt) -> list[MilestoneVersion]:
    """Steps that are not reached, of what the holder owns; those that were missed come first."""
    steps = MilestoneVersion.objects.at(when.moment).visible_to(user).filter(held_by(holder, when, *OWNING))
    steps = steps.filter(in_force(when, "action__plan__"), removed=False, actual_on=None, due_on__isnull=False)
    return list(steps.select_related("action__plan__partnership", "action__priority").order_by("due_on")[:AHEAD])


def rating_bar(versions: list[Any], holder: Holder) -> StackedBar:
    """How what it owns stands. The rows stand under it, so its parts lead nowhere."""
    shown = [version.shown for version in versions]
    parts = [Part(rating.label.lower(), shown.count(rating), tone) for rating, tone in TONES.items()]
    return StackedBar(f"How the actions of {holder} stand", parts)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is overdue or still to be handed in for the open period; each action once, the most urgent first."""

    period: Period | None
    sent_back: list[Return]
    overdue: list[tuple[Any, bool]]
    """With whether its return is missing as well."""
    missing: list[Any]


def owed(user: User, partnership: Partnership, holder: Holder, owns: list[Any], when: AsAt) -> Owed:
    """Of a past day only what was overdue: what was handed in later says nothing about a day in between."""
    late = [version for version in owns if version.is_late]
    if when.is_past:
        return Owed(None, [], [(version, False) for version in late], [])
    period = open_period(partnership)
    made = list(_returns(user, partnership, holder, period, when))
    sent_back = [each for each in made if each.state == ReturnState.SENT_BACK]
    told = {each.action_id for each in made}
    lacking = [row for row in owns if period and row.delivery != Delivery.DELIVERED and row.action_id not in told]
    without = {row.pk for row in lacking}
    return Owed(
        period, sent_back, [(row, row.pk in without) for row in late], [row for row in lacking if not row.is_late]
    )


def _returns(
    user: User, partnership: Partnership, holder: Holder, period: Period | None, when: AsAt
) -> QuerySet[Return]:
    """What was sent back, and what was handed in for the period."""
    wanted = Q(state=ReturnState.SENT_BACK) | Q(period=period, state__in=[ReturnState.SUBMITTED, ReturnState.APPROVED])
    found = Return.objects.visible_to(user).filter(wanted, held_by(holder, when, *OWNING))
    related = ("action__plan__partnership", "action__priority", "period", "sent_back_by")
    return found.filter(action__plan__partnership=partnership).select_related(*related)


@dataclass(frozen=True, slots=True)
class Share:
    """What an organisation has to do in one partnership."""

    partnership: Partnership
    plan: Plan
    owns: list[Any] = field(default_factory=list)
    works_on: list[Any] = field(default_factory=list)


def shares(user: User, organisation: Holder, when: AsAt) -> list[Share]:
    """Plan by plan in each partnership that the person may see. Two queries, however many there are."""
    found: dict[int, Share] = {}
    owned = list(actions_of_holder(user, organisation, when, *OWNING)[: SHOWN * 2])
    for version in owned:
        _share(found, version).owns.append(version)
    known = {version.pk for version in owned}
    for version in actions_of_holder(user, organisation, when, OwnerRole.PARTNER)[: SHOWN * 2]:
        if version.pk not in known:
            _share(found, version).works_on.append(version)
    return sorted(found.values(), key=lambda share: share.partnership.name)


def _share(found: dict[int, Share], version: ActionVersion) -> Share:
    plan = version.action.plan
    return found.setdefault(plan.pk, Share(plan.partnership, plan))
