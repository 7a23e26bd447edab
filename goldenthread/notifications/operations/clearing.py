"""What was sent is kept for a year, so that "were you told?" has an answer, and then forgotten."""

from datetime import timedelta

from django.db import transaction

from goldenthread.core import clock
from goldenthread.notifications.models import Mail, MailState

KEPT_FOR = timedelta(days=365)
SETTLED = [MailState.SENT, MailState.CANCELLED, MailState.FAILED]


@transaction.atomic
def delete_old_mail() -> int:
    """For the nightly job. What waits, or may not have arrived, stays until it is settled."""
    old = Mail.objects.filter(state__in=SETTLED, not_before__lt=clock.now() - KEPT_FOR)
    _, deleted = old.delete()
    return deleted.get(Mail._meta.label, 0)
