"""Who answers for an action."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.queries import people_behind
from goldenthread.plan.models import FOREVER, Action, ImpactStatement, OwnerRole, Return, Variation


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


def may_open_decided(mail: Mail) -> bool:
    """Whether the recipient may, at this moment, open the return, variation or claim that was decided."""
    kind, _, ref = mail.about.rstrip("/").rpartition("/")
    if kind.endswith("returns"):
        found = Return.objects.filter(action__plan__partnership=mail.partnership_id)
        return found.visible_to(mail.person).filter(ref=ref).exists()
    model = Variation if kind.endswith("variations") else ImpactStatement
    return model.objects.visible_to(mail.person).filter(ref=ref, plan__partnership=mail.partnership_id).exists()
