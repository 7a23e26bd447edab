"""Who may do what to the edition of a questionnaire."""

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.models import Edition


def can_load(user: User, partnership: Partnership) -> bool:
    return may(user, Right.KEEP_QUESTIONNAIRES, partnership)


def can_withdraw(user: User, edition: Edition, partnership: Partnership) -> bool:
    """In the partnership that loaded it; those to which it is offered leave it alone."""
    return edition.withdrawn_at is None and edition.partnership_id == partnership.pk and can_load(user, partnership)
