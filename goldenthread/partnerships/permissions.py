"""Who may do what to the partnership's own records."""

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Body, Organisation, Partnership
from goldenthread.partnerships.queries import acts_for, may
from goldenthread.partnerships.roles import Right


def can_manage(user: User, partnership: Partnership) -> bool:
    return may(user, Right.MANAGE, partnership)


def can_invite_to(user: User, partnership: Partnership, place: Partnership | Body | Organisation) -> bool:
    """The business manager invites to any place; chairs and agency leads to their own."""
    if can_manage(user, partnership):
        return True
    return not isinstance(place, Partnership) and acts_for(user, place, Right.INVITE_COLLEAGUES)


def can_read_history(user: User, partnership: Partnership) -> bool:
    return may(user, Right.READ_HISTORY, partnership)
