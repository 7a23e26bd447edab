"""Who answers for an action."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.queries import people_behind
from goldenthread.plan.models import FOREVER, Action, OwnerRole


def people_reminded(action: Action) -> QuerySet[User]:
    """The people who answer today for the bodies, organisations and posts that own it."""
    owners = action.owners.filter(valid_to=FOREVER, role__in=[OwnerRole.LEAD, OwnerRole.JOINT]).select_related(
        "body", "organisation", "post"
    )
    people = User.objects.none()
    for owner in owners:
        if owner.holder:
            people |= people_behind(owner.holder, partnership=action.plan.partnership)
    return people.distinct()


def may_open_action(mail: Mail) -> bool:
    """Whether the recipient may, at this moment, open the action that a mail is about."""
    ref = mail.about.rstrip("/").rpartition("/")[2]
    return Action.objects.visible_to(mail.person).filter(ref=ref, plan__partnership=mail.partnership_id).exists()
