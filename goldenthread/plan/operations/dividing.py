"""Two actions of one that was printed, one of two."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.history.operations import record
from goldenthread.plan.models import FOREVER, Action, DeadlineKind, MilestoneVersion, Owner
from goldenthread.plan.operations.drafting import (
    DEADLINE_FIELDS,
    LONGEST_MILESTONE,
    add_action,
    edit_item,
    refuse_adopted,
    remove_item,
    save_milestone,
)
from goldenthread.plan.operations.versions import current


@transaction.atomic
def split_action(action: Action, *, first: str, second: str, by: User) -> Action:
    """Make two of one. The first keeps the rest of what was read; the second, returned, begins with its owners."""
    if not first.strip() or not second.strip():
        raise ValidationError("Both parts need words.")
    copies = [
        Owner(role=owner.role, body=owner.body, organisation=owner.organisation, post=owner.post, text=owner.text)
        for owner in action.owners.filter(valid_to=FOREVER)
    ]
    owner_text = current(action).owner_text
    edit_item(action, by=by, words=first.strip())
    number = f"{action.number}b"[:20] if action.number else ""
    added = add_action(
        action.priority,
        words=second,
        by=by,
        owners=copies,
        after=action,
        number=number,
        source=action.source,
        owner_text=owner_text,
        serves=action.outcomes.all(),
    )
    record(action, "split the action in two", by=by, new={"second": second})
    return added


@transaction.atomic
def join_actions(first: Action, second: Action, *, by: User) -> Action:
    """Make one of two: words, owners and milestones come together; a second deadline becomes a milestone."""
    if first.plan_id != second.plan_id or first.pk == second.pk:
        raise ValidationError("Choose two different actions of this plan.")
    refuse_adopted(first.plan)
    one, other = current(first), current(second)
    if other.deadline_kind != DeadlineKind.NONE and other.deadline_text != one.deadline_text:
        save_milestone(
            first,
            words=other.words[:LONGEST_MILESTONE],
            by=by,
            **{name: getattr(other, name) for name in DEADLINE_FIELDS},
        )
    MilestoneVersion.objects.filter(action=second).update(action=first)
    edit_item(first, by=by, words=f"{one.words} {other.words}", owners=_together(first, second))
    record(first, f"joined {second} to it", by=by, new={"joined": other.words})
    remove_item(second, by=by)
    return first


def _together(first: Action, second: Action) -> list[Owner]:
    """The owners of both, each once; the first action's lead leads."""
    found: dict[tuple[Any, ...], Owner] = {}
    for owner in [*first.owners.filter(valid_to=FOREVER), *second.owners.filter(valid_to=FOREVER)]:
        role = "joint" if owner.role == "lead" and found else owner.role
        copy = Owner(role=role, body=owner.body, organisation=owner.organisation, post=owner.post, text=owner.text)
        found.setdefault(
            (owner.body_id, owner.organisation_id, owner.post_id, "" if owner.holder else owner.text), copy
        )
    return list(found.values())
