"""What stays overdue without a word goes one step up, once: every night, however often that runs.

The mail names the action by its number and links to it; it never repeats what the action says.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.words import day as in_words
from goldenthread.history.operations import record
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.queries import people_above
from goldenthread.plan.models import FOREVER, Action, ActionVersion, Delivery, OwnerRole, PlanState, Return, ReturnState
from goldenthread.plan.queries.owners import people_reminded

AFTER_DAYS = 14
"""Owners are told on the day after the last day; this is how long they have to say a word."""
UNTIL_DAYS = 60
"""What became overdue earlier was known before anybody counted: a plan that is read in late raises no storm."""
EVERY_NIGHT = "The nightly run"


def left_without_a_word(on: date) -> QuerySet[ActionVersion]:
    """Overdue for so long, and since then nothing was handed in, approved or decided."""
    handed_in = Return.objects.filter(action=OuterRef("action"), submitted_at__date__gt=OuterRef("due_on")).exclude(
        state=ReturnState.DRAFT
    )
    due = Q(due_on__lte=on - timedelta(days=AFTER_DAYS), due_on__gt=on - timedelta(days=UNTIL_DAYS))
    silent = Q(answered_on=None) | Q(answered_on__lte=F("due_on"))
    found = ActionVersion.objects.filter(due, silent, valid_to=FOREVER, removed=False, plan__state=PlanState.ADOPTED)
    found = found.filter(~Exists(handed_in), plan__adopted_on__lte=F("due_on")).exclude(delivery=Delivery.DELIVERED)
    return found.select_related("action__plan__partnership", "action__priority").order_by("pk")


def escalate_overdue(on: date, *, by: User | str = EVERY_NIGHT) -> int:
    """Tell those above about each; returns of how many actions somebody was told now."""
    return sum(_escalate(version, by) for version in left_without_a_word(on).iterator(chunk_size=200))


@transaction.atomic
def _escalate(version: ActionVersion, by: User | str) -> bool:
    action, key = version.action, f"above {version.action.ref} {version.due_on}"
    if Mail.objects.filter(key__startswith=key).exists():
        return False
    people = _above(action)
    for person in people:
        _plan(person, version, key)
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


def _plan(person: User, version: ActionVersion, key: str) -> None:
    action, partnership = version.action, version.action.plan.partnership
    plan_mail(
        person, key=f"{key} {person.ref}", kind="escalation",
        subject=f"{partnership.short_name or partnership.name}: {action} is overdue, and nothing was heard",
        text=f"{action} of the plan was due by {in_words(version.due_on)}. Since then its owners have handed in no "
        "return. You stand one step above them. Please open it, and ask.",
        about=action.get_absolute_url(), partnership=partnership,
    )  # fmt: skip
