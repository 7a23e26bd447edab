"""Milestones of an adopted plan: reached by a person, changed only by a variation."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import record
from goldenthread.plan.models import FOREVER, Action, MilestoneVersion
from goldenthread.plan.operations.drafting import DEADLINE_FIELDS
from goldenthread.plan.operations.versions import current, supersede

CHANGING = ("words", *DEADLINE_FIELDS, "removed")
DATES = {"earliest_on", "latest_on", "due_on"}


@transaction.atomic
def complete_milestone(milestone: MilestoneVersion, *, on: date, by: User) -> MilestoneVersion:
    """Record the day on which a milestone was reached."""
    current(milestone.action, lock=True)
    milestone.refresh_from_db()
    if milestone.action.plan.state != "adopted":
        raise ValidationError("This plan is not in force.")
    if milestone.valid_to != FOREVER or milestone.removed:
        raise ValidationError("This milestone has changed meanwhile. Open the page again.")
    if on > clock.today():
        raise ValidationError({"on": "This day is still to come."})
    done = supersede(milestone, actual_on=on)
    record(milestone.action, f"reached the milestone “{milestone.words}”", by=by, new={"actual_on": on})
    return done


def said_of(action: Action, ref: str) -> dict[str, Any] | None:
    """A milestone as a variation keeps it, in JSON; None where the action has no such milestone."""
    found = action.milestones.filter(ref=ref, valid_to=FOREVER, removed=False).first() if ref else None
    if found is None:
        return None
    values = {name: getattr(found, name) for name in CHANGING}
    return {"ref": ref} | {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items()}


def in_words(said: dict[str, Any] | None) -> str:
    """As a page and the history say it: "Draft is out, by March 2022"."""
    if said is None:
        return ""
    return "taken out of the plan" if said["removed"] else f"{said['words']}, {said['deadline_text'] or 'no date'}"


def vary_milestone(action: Action, said: dict[str, Any]) -> None:
    """What an approved variation says of a milestone: another date or other words, gone, or new.

    The date first agreed stays; a new milestone was first agreed by this variation.
    """
    values: dict[str, Any] = {
        name: date.fromisoformat(v) if name in DATES and v else v for name, v in said.items() if name != "ref"
    }
    if said["ref"]:
        supersede(action.milestones.get(ref=said["ref"], valid_to=FOREVER), **values)
        return
    last = action.milestones.filter(valid_to=FOREVER).order_by("-position").first()
    position = last.position + 1 if last else 0
    made = MilestoneVersion(
        action=action, position=position, valid_from=clock.now(), agreed_due_on=values["due_on"], **values
    )
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
