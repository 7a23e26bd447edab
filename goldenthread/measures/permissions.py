"""Who may do what to an indicator and its figures."""

from goldenthread.accounts.models import User
from goldenthread.measures.models import Indicator
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import acts_for, may
from goldenthread.partnerships.roles import Right


def can_keep(user: User, partnership: Partnership) -> bool:
    """Say what is counted, by whom, and where it should be."""
    return may(user, Right.KEEP_INDICATORS, partnership)


def can_enter(user: User, indicator: Indicator) -> bool:
    """The business unit, and the people of whoever owns the indicator."""
    if can_keep(user, indicator.partnership):
        return True
    return acts_for(user, indicator.owner, Right.WRITE_RETURNS, indicator.partnership) if indicator.owner else False
