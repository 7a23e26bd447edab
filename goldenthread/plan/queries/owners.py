"""Who answers for an action, and who can."""

from typing import Any

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.models import Body, Organisation, Partnership, PartnershipMember, Post
from goldenthread.partnerships.queries import people_behind
from goldenthread.plan.models import FOREVER, Action, ImpactStatement, Owner, OwnerRole, Return, Variation


def people_reminded(action: Action) -> QuerySet[User]:
    """The people who answer today for the bodies, organisations and posts that own it."""
    people = User.objects.none()
    for owner in _answering(action):
        if owner.holder:
            people |= people_behind(owner.holder, partnership=action.plan.partnership)
    return people.distinct()


def owners_without_people(action: Action) -> list[Owner]:
    """Those of its owners for whom nobody answers today: a vacant post, a body without a chair, a mere name."""
    partnership = action.plan.partnership
    return [
        owner
        for owner in _answering(action)
        if owner.holder is None or not people_behind(owner.holder, partnership=partnership).exists()
    ]


def _answering(action: Action) -> QuerySet[Owner]:
    owners = action.owners.filter(valid_to=FOREVER, role__in=[OwnerRole.LEAD, OwnerRole.JOINT])
    return owners.select_related("body", "organisation", "post")


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


def owner_choices(partnership: Partnership) -> list[tuple[str, list[tuple[str, str]]]]:
    """Bodies, posts and organisations as grouped choices whose values are ``kind:reference``. Three queries."""
    named = [("Bodies", "body", _bodies), ("Posts", "post", _posts), ("Organisations", "organisation", _organisations)]
    return [
        (title, [(f"{kind}:{ref}", name) for ref, name in names(partnership=partnership.pk)])
        for title, kind, names in named
    ]


@prepared
def _bodies(*, partnership: int) -> QuerySet[Body, Any]:
    return Body.objects.filter(partnership=partnership).values_list("ref", "name")


@prepared
def _posts(*, partnership: int) -> QuerySet[Post, Any]:
    return Post.objects.filter(partnership=partnership).values_list("ref", "title")


@prepared
def _organisations(*, partnership: int) -> QuerySet[Organisation, Any]:
    members = PartnershipMember.objects.filter(partnership=partnership).values("organisation")
    return Organisation.objects.filter(pk__in=members).values_list("ref", "name")
