"""What stays overdue without a word goes one step up, once: every night, however often that runs.

Those above are told in the note of that morning, with whatever else they are told then, and in each digest until
something is heard (``plan/topics``).
"""

from datetime import date

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.history.operations import record
from goldenthread.partnerships.queries import people_above
from goldenthread.plan.models import Action, ActionVersion, Escalation, OwnerRole
from goldenthread.plan.queries.owners import people_reminded
from goldenthread.plan.queries.silence import left_without_a_word

EVERY_NIGHT = "The nightly run"


def escalate_overdue(on: date, *, by: User | str = EVERY_NIGHT) -> int:
    """Tell those above about each; returns of how many actions somebody was told now."""
    return sum(_escalate(version, on, by) for version in left_without_a_word(on).iterator(chunk_size=200))


@transaction.atomic
def _escalate(version: ActionVersion, on: date, by: User | str) -> bool:
    rows = Action.objects.select_for_update(of=("self",)).select_related("plan__partnership", "priority")
    action, due_on = rows.get(pk=version.action_id), version.due_on
    if due_on is None or action.escalations.filter(due_on=due_on).exists():
        return False
    people = _above(action)
    for person in people:
        Escalation.objects.create(action=action, due_on=due_on, person=person, told_on=on)
    if people:
        told = ", ".join(person.name for person in people)
        record(action, f"told {told}, one step up, that it is overdue without a word", by=by)
    return bool(people)


def _above(action: Action) -> list[User]:
    owning = action.owners.at().filter(role__in=[OwnerRole.LEAD, OwnerRole.JOINT])
    owners = owning.select_related("body__parent", "body__reports_to", "organisation", "post__body__parent")
    below, partnership = set(people_reminded(action)), action.plan.partnership
    found = {person for owner in owners if owner.holder for person in people_above(owner.holder, partnership)}
    return sorted(found - below, key=lambda person: person.name)
