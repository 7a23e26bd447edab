"""Which actions serve which outcome."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.history.operations import record
from goldenthread.plan.models import Action, Outcome, PlanState
from goldenthread.plan.operations.evidence import summarise_outcome
from goldenthread.plan.operations.versions import lock_row, set_served


@transaction.atomic
def set_actions_of_outcome(outcome: Outcome, *, refs: Iterable[str], by: User) -> Outcome:
    """Plans seldom say which action serves which outcome; a person does, and the outcome's evidence follows."""
    if outcome.plan.state == PlanState.CLOSED:
        raise ValidationError("This plan is closed.")
    lock_row(outcome)
    before = sorted(str(action) for action in outcome.actions.select_related("priority"))
    chosen = Action.objects.filter(plan=outcome.plan, ref__in=list(refs)).select_related("priority")
    set_served(outcome.servings.all(), [(action, outcome) for action in chosen])
    after = sorted(str(action) for action in chosen)
    if before != after:
        summarise_outcome(outcome)
        record(outcome, "chose the actions that serve it", by=by, old={"actions": before}, new={"actions": after})
    return outcome
