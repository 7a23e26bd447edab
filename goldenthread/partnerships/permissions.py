"""Who may do what to the partnership's own records."""

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Body, Network, Organisation, Partnership, PartnershipMember, running
from goldenthread.partnerships.rights import acts_for, may
from goldenthread.partnerships.roles import DUTIES, Place, Right, Role

SomePlace = Partnership | Body | Organisation | Network


def can_manage(user: User, partnership: Partnership) -> bool:
    return may(user, Right.MANAGE, partnership)


def can_invite_to(user: User, partnership: Partnership, place: SomePlace) -> bool:
    """The business manager invites to any place; chairs and agency leads to their own."""
    if can_manage(user, partnership):
        return True
    return isinstance(place, Body | Organisation) and acts_for(user, place, Right.INVITE_COLLEAGUES, partnership)


def can_invite_anywhere(user: User, partnership: Partnership) -> bool:
    """Whether there is any place here to which the person may invite."""
    return can_manage(user, partnership) or may(user, Right.INVITE_COLLEAGUES, partnership)


def roles_to_give(user: User, partnership: Partnership, place: SomePlace) -> list[Role]:
    """The roles that the person may give there. Who may only invite colleagues cannot make others who may."""
    held_here = [role for role, duty in DUTIES.items() if duty.place is kind_of(place)]
    if can_manage(user, partnership):
        return held_here
    if can_invite_to(user, partnership, place):
        return [role for role in held_here if Right.INVITE_COLLEAGUES not in DUTIES[role].rights]
    return []


def kind_of(place: SomePlace) -> Place:
    if isinstance(place, Body):
        return Place.BODY
    if isinstance(place, Network):
        return Place.NETWORK
    return Place.ORGANISATION if isinstance(place, Organisation) else Place.PARTNERSHIP


def can_edit_organisation(user: User, organisation: Organisation) -> bool:
    """An organisation exists once for all its partnerships; the one that has had it longest keeps its entry."""
    keeper = keeper_of(organisation)
    return keeper is not None and can_manage(user, keeper)


def keeper_of(organisation: Organisation) -> Partnership | None:
    held = PartnershipMember.objects.filter(running(), organisation=organisation).select_related("partnership")
    first = held.order_by("pk").first()
    return first.partnership if first else None


def can_read_history(user: User, partnership: Partnership) -> bool:
    return may(user, Right.READ_HISTORY, partnership)
