"""How an item ends beside notes and decisions: with an action that the plan has, or with one that it is to get."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.governance.models import AgendaItem
from goldenthread.governance.operations.agenda import locked_item
from goldenthread.governance.operations.minuting import refuse_not_begun
from goldenthread.governance.operations.telling import record_item
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Action, Plan, PlanState, Priority, Variation
from goldenthread.plan.operations.variations import propose_variation
from goldenthread.plan.phrases import read_phrase


@transaction.atomic
def agree_action(item: AgendaItem, *, action: Action, by: User) -> AgendaItem:
    """The meeting leaves the matter with an action that the plan has already."""
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    if action.plan.partnership_id != item.meeting.partnership_id:
        raise ValidationError({"action": "Choose an action of this partnership's plan."})
    item.actions.add(action)
    record_item(item, "ended an item with an action of the plan", by=by, new={"action": str(action)})
    return item


@transaction.atomic
def agree_new_action(
    item: AgendaItem,
    *,
    priority: Priority,
    words: str,
    owners: list[dict[str, str]],
    by: User,
    deadline: str = "",
    answers: dict[str, str] | None = None,
) -> Variation:
    """By a variation that somebody else approves. Of a closed item it names the meeting alone: more people read it."""
    item = locked_item(item)
    refuse_not_begun(item.meeting)
    about = item.meeting.title if item.closed else f"{item.meeting.title}, under “{item.title}”"
    variation = propose_action(
        item.meeting.partnership, priority=priority, words=words, owners=owners, deadline=deadline,
        reason=f"Agreed at {about}.", by=by, answers=answers,
    )  # fmt: skip
    item.variations.add(variation)
    record_item(item, "ended an item with a new action of the plan", by=by, new={"words": words})
    return variation


def propose_action(
    partnership: Partnership,
    *,
    priority: Priority,
    words: str,
    owners: list[dict[str, str]],
    deadline: str,
    reason: str,
    by: User,
    answers: dict[str, str] | None,
) -> Variation:
    """A step of operations, in their transaction: the variation that asks for a new action of the plan."""
    plan = Plan.objects.select_related("partnership").get(pk=priority.plan_id)
    if plan.partnership_id != partnership.pk or plan.state != PlanState.ADOPTED:
        raise ValidationError({"priority": "Choose a priority of the plan that is in force."})
    fields, _ = read_phrase(deadline, plan) if deadline.strip() else ({}, [])
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
    new = {"priority": priority.ref, "words": words.strip(), "owners": owners, **said}
    summary = f"New action: {words.strip()}"[:300]
    return propose_variation(plan, summary=summary, new=new, reason=reason, by=by, answers=answers)
