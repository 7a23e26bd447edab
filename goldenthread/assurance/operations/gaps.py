"""From a standard that is not met to an action of the partnership's plan."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Gap
from goldenthread.assurance.queries.moderation import Standard
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Plan, PlanState, Priority
from goldenthread.plan.operations.variations import propose_variation
from goldenthread.plan.phrases import read_phrase


@transaction.atomic
def ask_for_action(
    standard: Standard, *, partnership: Partnership, priority: Priority, words: str, owners: list[dict[str, str]],
    by: User, deadline: str = "", answers: dict[str, str] | None = None,
) -> Gap:  # fmt: skip
    """A new action by a variation that somebody else approves. Its origin is the standard."""
    plan = Plan.objects.select_related("partnership").get(pk=priority.plan_id)
    if plan.partnership_id != partnership.pk or plan.state != PlanState.ADOPTED:
        raise ValidationError({"priority": "Choose a priority of the plan that is in force."})
    if standard.part.part.partnership_id not in {None, partnership.pk}:
        raise ValidationError("This supplement belongs to another partnership.")
    if not standard.is_below:
        raise ValidationError("This standard is at its highest level. There is no gap.")
    fields, _ = read_phrase(deadline, plan) if deadline.strip() else ({}, [])
    said: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()
    }
    assessment = standard.part.assessment
    variation = propose_variation(
        plan, summary=f"New action: {words.strip()}"[:300], by=by, answers=answers,
        new={"priority": priority.ref, "words": words.strip(), "owners": owners, **said},
        reason=f"Follows from the self-assessment of {assessment.organisation}, {assessment.round}.",
    )  # fmt: skip
    gap = Gap.objects.create(
        part=standard.part, question=standard.question.id, partnership=partnership, variation=variation,
        level=standard.stands, asked_by=by, asked_on=clock.today(),
    )  # fmt: skip
    record(standard.part.sheet, f"asked for an action because of {standard.question.id}", by=by,
           new={"partnership": str(partnership)})  # fmt: skip
    return gap
