"""Strategies owned elsewhere, with what their owners said last."""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from goldenthread.accounts.models import User
from goldenthread.governance.models import Strategy, StrategyUpdate
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import ActionVersion, Delivery, OutcomeVersion, PlanState
from goldenthread.plan.models.tree import action_code

Choices = list[tuple[str, str]]


def followed(user: User, partnership: Partnership) -> QuerySet[Any]:
    """One query: with ``rated``, ``said``, ``said_on`` of the last update and the next milestone's day."""
    last = StrategyUpdate.objects.filter(strategy=OuterRef("pk")).order_by("-said_on", "-at")
    words = [When(rated=value, then=Value(label)) for value, label in Delivery.choices]
    found = Strategy.objects.visible_to(user).filter(partnership=partnership).select_related("partnership", "owner")
    return (
        found.annotate(
            rated=Subquery(last.values("rating")[:1]),
            said=Subquery(last.values("words")[:1]),
            said_on=Subquery(last.values("said_on")[:1]),
            next_step_on=Min("milestones__due_on", filter=Q(milestones__reached_on=None)),
        )
        .annotate(rated_words=Case(*words, default=Value(""), output_field=CharField()))
        .order_by("ended_at", "next_update_on", "title")
    )


def updates_due(on: date) -> QuerySet[Strategy, Any]:
    return Strategy.objects.filter(ended_at=None, next_update_on__lt=on)


def served_choices(user: User, partnership: Partnership) -> tuple[Choices, Choices]:
    """Actions and outcomes of the plan in force."""
    force = {"plan__partnership": partnership, "plan__state": PlanState.ADOPTED}
    actions = ActionVersion.objects.visible_to(user).at().filter(removed=False, **force).order_by("position")
    named = actions.values_list("action__ref", "action__priority__number", "action__number", "words")
    outcomes = (
        OutcomeVersion.objects.visible_to(user)
        .at()
        .filter(removed=False, **{f"outcome__{path}": value for path, value in force.items()})
    )
    told = outcomes.order_by("outcome__priority__position", "outcome__position").values_list(
        "outcome__ref", "outcome__priority__number", "outcome__number", "words"
    )
    return (
        [(ref, f"{action_code(above, own)} {words}"[:120]) for ref, above, own, words in named],
        [(ref, f"{above}.{own} {words}"[:120]) for ref, above, own, words in told],
    )
