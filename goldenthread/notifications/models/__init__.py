from goldenthread.notifications.models.choices import NEVER, Day, MailChoice
from goldenthread.notifications.models.feeds import Feed
from goldenthread.notifications.models.mails import Mail, MailPlace, MailQuerySet, MailState

__all__ = ["NEVER", "Day", "Feed", "Mail", "MailChoice", "MailPlace", "MailQuerySet", "MailState"]
