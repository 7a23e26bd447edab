"""The outbox. A mail is claimed, in a transaction of its own, before it is handed to the mail server.

Whoever dies in between leaves a claimed mail behind, which is neither sent again nor forgotten: after five minutes
it is doubtful, and a person decides. So no mail is sent twice by us, and none is lost unseen.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django_tasks import task

from goldenthread.core import clock
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.layout import compose
from goldenthread.notifications.models import Mail, MailState
from goldenthread.partnerships import hooks

log = logging.getLogger("goldenthread.mail")

DOUBTFUL_AFTER = timedelta(minutes=5)
TRY_AGAIN_AFTER = timedelta(minutes=10)
TRIES = 144
"""A day of tries, evenly spread."""

NO_ANSWER = "The mail server could not be reached."
UNFINISHED = "Whoever was sending it stopped half-way."
SUSPENDED = "The recipient is suspended."
CLOSED = "The recipient may no longer open what it is about."
NOTHING = "Nothing that it could tell of waited any more."
AT_A_TIME = 20
"""Mails looked at to find one that nobody else has claimed."""


@task()
def send_soon() -> None:
    send_waiting_mail()


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
        for pk in due.values_list("pk", flat=True)[:AT_A_TIME]:
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
    kind, text = KINDS[mail.kind], hooks.completed(kind=mail.kind, key=mail.key, text=mail.text)
    if text is None or not kind.may_open(mail):
        return _finish(mail, MailState.CANCELLED, problem=CLOSED)
    listed = kind.lists(mail) if kind.lists else ""
    if listed is None:
        return _finish(mail, MailState.CANCELLED, problem=NOTHING)
    message, connection = compose(mail, f"{text}\n\n{listed}".strip()), get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        return _try_again(mail, NO_ANSWER)
    try:
        connection.send_messages([message])
    finally:
        with suppress(OSError, SMTPException):
            connection.close()
    return _finish(mail, MailState.SENT, sent_at=clock.now(), listed=listed)


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
