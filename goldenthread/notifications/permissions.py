"""Who may do what to a mail."""

from goldenthread.accounts.models import User
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.rights import may
from goldenthread.partnerships.roles import Right


def can_change_mail(user: User, mail: Mail) -> bool:
    """Whoever chases returns where it comes from. A mail that joins several partnerships belongs to its reader."""
    return mail.partnership is not None and may(user, Right.CHECK_RETURNS, mail.partnership)
