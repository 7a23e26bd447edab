"""Reminders to the people who answer for an action, on request. What comes by itself as a date nears or passes
stands in the joined mails: ``plan/topics``.

A mail names the action by its number and links to it; it never repeats what the action says.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.history.operations import record
from goldenthread.notifications.operations import plan_mail
from goldenthread.plan.models import FOREVER, Action, ActionVersion, PlanState
from goldenthread.plan.queries.owners import people_reminded


@transaction.atomic
def remind_owners(action: Action, *, by: User) -> int:
    """Write to everybody who answers for the action, once a day at most. Returns how many mails were planned."""
    version = ActionVersion.objects.get(action=action, valid_to=FOREVER)
    if action.plan.state != PlanState.ADOPTED or version.removed:
        raise ValidationError("Reminders are sent for actions of the plan that is in force.")
    people = list(people_reminded(action))
    for person in people:
        _plan(
            person,
            action,
            f"{by.name} asks how {action} stands",
            _words(version),
            key=f"asked {action.ref} {person.ref} {clock.today()}",
        )
    if people:
        record(action, f"sent a reminder to {', '.join(person.name for person in people)}", by=by)
    return len(people)


def _plan(person: User, action: Action, subject: str, text: str, *, key: str) -> None:
    partnership = action.plan.partnership
    plan_mail(
        person, key=key, kind="reminder", subject=f"{partnership.short_name or partnership.name}: {subject}", text=text,
        about=action.get_absolute_url(), partnership=partnership,
    )  # fmt: skip


def _words(version: ActionVersion) -> str:
    due = f"Its last day is {in_words(version.due_on)}." if version.due_on else "It has no printed date."
    return f"You answer for {version.action} of the plan. {due} Please open it and write or update its return."
