"""The outbox: mails are planned as rows, claimed before they are sent, and decided on by people."""

from goldenthread.notifications.operations.choosing import choose_mails
from goldenthread.notifications.operations.clearing import delete_old_mail
from goldenthread.notifications.operations.deciding import (
    cancel_mail,
    change_words,
    leave_unsent,
    move_mail,
    send_again,
)
from goldenthread.notifications.operations.feeds import make_feed, note_use, withdraw_feed
from goldenthread.notifications.operations.joining import plan_joined_mails
from goldenthread.notifications.operations.planning import plan_mail
from goldenthread.notifications.operations.sending import (
    DOUBTFUL_AFTER,
    mark_doubtful,
    send_soon,
    send_waiting_mail,
)

__all__ = [
    "DOUBTFUL_AFTER",
    "cancel_mail",
    "change_words",
    "choose_mails",
    "delete_old_mail",
    "leave_unsent",
    "make_feed",
    "mark_doubtful",
    "move_mail",
    "note_use",
    "plan_joined_mails",
    "plan_mail",
    "send_again",
    "send_soon",
    "send_waiting_mail",
    "withdraw_feed",
]
