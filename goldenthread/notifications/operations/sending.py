"""The outbox. A mail is claimed, in a transaction of its own, before it is handed to the mail server.

Whoever dies in between leaves a claimed mail behind, which is neither sent again nor forgotten: after five minutes
it is doubtful, and a person decides. So no mail is sent twice by us, and none is lost unseen.
"""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django_tasks import task

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.history.operations import record
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.layout import compose
from goldenthread.notifications.models import Mail, MailState
from goldenthread.partnerships import hooks
from goldenthread.partnerships.models import Partnership

log = logging.getLogger("goldenthread.mail")

DOUBTFUL_AFTER = timedelta(minutes=5)
TRY_AGAIN_AFTER = timedelta(minutes=10)
TRIES = 144
"""A day of tries, evenly spread."""

UNSURE = [MailState.DOUBTFUL, MailState.FAILED]

NO_ANSWER = "The mail server could not be reached."
UNFINISHED = "Whoever was sending it stopped half-way."
SUSPENDED = "The recipient is suspended."
CLOSED = "The recipient may no longer open what it is about."


# --- planning -------------------------------------------------------------------------------------------------------


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
    """Write a mail into the outbox, once for each ``key``, in the transaction of what it tells of.

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
            "message_id": f"<{ref}@{_domain()}>",
        },
    )
    if is_new and mail.not_before <= now:
        transaction.on_commit(send_soon.enqueue)
    return mail


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]


@task()
def send_soon() -> None:
    send_waiting_mail()


# --- sending ----------------------------------------------------------------------------------------------------------


def send_waiting_mail() -> int:
    """Send what is due, one mail at a time; returns how many went out. May run in several places at once."""
    mark_doubtful()
    sent = 0
    while (mail := _claim_next()) is not None:
        sent += _deliver(mail)
    return sent


def mark_doubtful() -> int:
    """What was claimed and not finished in five minutes. Also asked for whenever somebody looks at the outbox."""
    lost = Mail.objects.filter(state=MailState.CLAIMED, claimed_at__lt=clock.now() - DOUBTFUL_AFTER)
    return lost.update(state=MailState.DOUBTFUL, problem=UNFINISHED)


def _claim_next() -> Mail | None:
    """The next mail that is due, if we are the one who claims it. Committed before anything is sent."""
    with transaction.atomic(durable=True):
        now = clock.now()
        due = Mail.objects.filter(state=MailState.PLANNED, not_before__lte=now).order_by("not_before", "pk")
        for pk in due.values_list("pk", flat=True):
            mine = Mail.objects.filter(pk=pk, state=MailState.PLANNED)
            if mine.update(state=MailState.CLAIMED, claimed_at=now, tries=F("tries") + 1, problem=""):
                return Mail.objects.select_related("person", "partnership").get(pk=pk)
    return None


def _deliver(mail: Mail) -> bool:
    try:
        return _hand_over(mail)
    except Exception as error:
        log.warning("mail not sent", extra={"job": mail.ref}, exc_info=error)
        return _refused(mail, error)


def _hand_over(mail: Mail) -> bool:
    if not mail.person.is_active:
        return _finish(mail, MailState.CANCELLED, problem=SUSPENDED)
    text = hooks.completed(kind=mail.kind, key=mail.key, text=mail.text)
    if text is None or not KINDS[mail.kind].may_open(mail):
        return _finish(mail, MailState.CANCELLED, problem=CLOSED)
    message, connection = compose(mail, text), get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        return _try_again(mail, NO_ANSWER)
    try:
        connection.send_messages([message])
    finally:
        with suppress(OSError, SMTPException):
            connection.close()
    return _finish(mail, MailState.SENT, sent_at=clock.now())


def _refused(mail: Mail, error: Exception) -> bool:
    """A mail server's 4xx means later, its 5xx never; after anything else nobody knows whether the mail went out."""
    code = _code(error)
    answer = f"The mail server answered {code}."
    if 400 <= code < 500:
        return _try_again(mail, answer)
    if 500 <= code < 600:
        return _finish(mail, MailState.FAILED, problem=answer)
    return _finish(mail, MailState.DOUBTFUL, problem=UNFINISHED)


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code if isinstance(error, SMTPResponseException) else 0


def _try_again(mail: Mail, problem: str) -> bool:
    if mail.tries >= TRIES:
        return _finish(mail, MailState.FAILED, problem=problem)
    return _finish(mail, MailState.PLANNED, problem=problem, not_before=clock.now() + TRY_AGAIN_AFTER)


def _finish(mail: Mail, state: MailState, **values: Any) -> bool:
    """End our own claim; whoever decided otherwise meanwhile keeps their say. True where the mail went out."""
    claim = Mail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)
    ended = claim.filter(state__in=[MailState.CLAIMED, MailState.DOUBTFUL]).update(state=state, **values)
    return bool(ended) and state == MailState.SENT


# --- deciding ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def send_again(mail: Mail, *, by: User) -> None:
    """For a mail that is doubtful or was refused. It keeps its Message-ID, so that mail programs show it once."""
    _decide(mail, UNSURE, MailState.PLANNED, not_before=clock.now(), tries=0, problem="")
    record(mail, "had a mail sent again", by=by)
    transaction.on_commit(send_soon.enqueue)


@transaction.atomic
def leave_unsent(mail: Mail, *, by: User) -> None:
    """For a mail that is doubtful or was refused: it is not sent again."""
    _decide(mail, UNSURE, MailState.CANCELLED)
    record(mail, "decided not to send a mail again", by=by)


@transaction.atomic
def cancel_mail(mail: Mail, *, by: User) -> None:
    """For a mail that still waits."""
    _decide(mail, [MailState.PLANNED], MailState.CANCELLED)
    record(mail, "cancelled a mail", by=by)


def _decide(mail: Mail, before: list[MailState], after: MailState, **values: Any) -> None:
    if not Mail.objects.filter(pk=mail.pk, state__in=before).update(state=after, **values):
        mail.refresh_from_db(fields=["state"])
        raise ValidationError(f"This cannot be done any more: the mail is now {mail.get_state_display()}.")
