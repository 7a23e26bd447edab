"""Writing into the outbox: a mail of one record, in the transaction of what it tells of."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.models import Mail
from goldenthread.notifications.operations.sending import send_soon
from goldenthread.partnerships.models import Partnership


@transaction.atomic
def plan_mail(
    person: User,
    *,
    key: str,
    kind: str,
    subject: str,
    text: str,
    about: str = "",
    partnership: Partnership | None = None,
    not_before: datetime | None = None,
) -> Mail:
    """Write a mail into the outbox, once for each ``key``, in the transaction of what it tells of. Its ``is_new`` says
    whether that was now.

    ``text`` names records and never says what they hold. ``about`` is the address (``/p/...``) that the mail leads to.
    """
    if kind not in KINDS:
        raise LookupError(f"No app has registered mails of the kind {kind!r}: see notifications/kinds.py.")
    ref, now = new_ref(), clock.now()
    mail, is_new = Mail.objects.get_or_create(
        key=key,
        defaults={
            "ref": ref,
            "person": person,
            "kind": kind,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "about": about,
            "partnership": partnership,
            "planned_at": now,
            "not_before": not_before or now,
            "message_id": f"<{ref}@{domain()}>",
        },
    )
    mail.is_new = is_new
    if is_new and mail.not_before <= now:
        transaction.on_commit(send_soon.enqueue)
    return mail


def domain() -> str:
    """Of the addresses that our mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
