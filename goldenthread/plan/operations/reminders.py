"""Reminders to the people who answer for an action, on request; and word of what was decided to whoever proposed or
claimed it. What comes by itself, and what became of a return, stands in the joined mails: ``plan/topics``.

A mail names a record by its number and links to it; it never repeats what it says.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.history.operations import record
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations import plan_mail
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import FOREVER, Action, ActionVersion, ImpactStatement, PlanState, Variation
from goldenthread.plan.queries.owners import people_reminded


@transaction.atomic
def remind_owners(action: Action, *, by: User) -> int:
    """Write to everybody who answers for the action, once a day at most. Returns how many are written to now."""
    version = ActionVersion.objects.get(action=action, valid_to=FOREVER)
    if action.plan.state != PlanState.ADOPTED or version.removed:
        raise ValidationError("Reminders are sent for actions of the plan that is in force.")
    subject, day = f"{by.name} asks how {action} stands", clock.today()
    mails = {
        person: _plan(person, action, subject, _words(version), key=f"asked {action.ref} {person.ref} {day}")
        for person in people_reminded(action)
    }
    people = [person for person, mail in mails.items() if mail.is_new]
    if people:
        record(action, f"sent a reminder to {', '.join(person.name for person in people)}", by=by)
    return len(people)


def _plan(person: User, action: Action, subject: str, text: str, *, key: str) -> Mail:
    partnership = action.plan.partnership
    return plan_mail(
        person, key=key, kind="reminder", subject=f"{partnership.short_name or partnership.name}: {subject}", text=text,
        about=action.get_absolute_url(), partnership=partnership,
    )  # fmt: skip


def _words(version: ActionVersion) -> str:
    due = f"Its last day is {in_words(version.due_on)}." if version.due_on else "It has no printed date."
    return f"You answer for {version.action} of the plan. {due} Please open it and write or update its return."


# --- what was decided -------------------------------------------------------------------------------------------------


def tell_proposer(variation: Variation, *, by: User) -> None:
    about = variation.action or variation.outcome or variation.priority or "the plan"
    words = f"the variation of {about} that you proposed was {variation.get_state_display().lower()}"
    _tell(variation.proposed_by, words, variation.get_absolute_url(), variation.plan.partnership, by)


def tell_claimant(claim: ImpactStatement, *, by: User) -> None:
    words = f"your claim of impact on {claim.action or claim.outcome} was judged"
    _tell(claim.claimed_by, words, claim.get_absolute_url(), claim.plan.partnership, by)


def _tell(person: User, words: str, about: str, partnership: Partnership, by: User) -> None:
    sentence = words[:1].upper() + words[1:]
    plan_mail(
        person, key=f"decided {about} {person.ref} {clock.now().isoformat()}", kind="decision",
        subject=f"{partnership.short_name or partnership.name}: {words}",
        text=f"{sentence}, by {by.name}. Please open it to read what was said.",
        about=about, partnership=partnership,
    )  # fmt: skip
