"""What a person decides about a mail that waits, or of which nobody knows whether it went out."""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import moment
from goldenthread.history.operations import changes, record
from goldenthread.notifications.models import Mail, MailState
from goldenthread.notifications.operations.sending import send_soon
from goldenthread.partnerships.queries import refuse_identifiers

UNSURE = [MailState.DOUBTFUL, MailState.FAILED]


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
    _decide(mail, [MailState.PLANNED], MailState.CANCELLED, problem=f"{by.name} cancelled it.")
    record(mail, "cancelled a mail", by=by)


@transaction.atomic
def move_mail(mail: Mail, *, to: datetime, by: User) -> None:
    """For a mail that still waits: it goes at another time."""
    if to <= clock.now():
        raise ValidationError({"on": "Choose a time that is still to come."})
    before = mail.not_before
    _decide(mail, [MailState.PLANNED], MailState.PLANNED, not_before=to)
    record(mail, "moved a mail to another time", by=by, old={"goes at": moment(before)}, new={"goes at": moment(to)})


@transaction.atomic
def change_words(mail: Mail, *, subject: str, text: str, by: User) -> None:
    """For a mail that still waits. What its kind adds at the moment of sending (a list, a link) stays as it is."""
    subject = " ".join(subject.split())
    refuse_identifiers({"subject": subject, "text": text}, mail.partnership, why="a mail names no child.")
    _refuse_without_link(mail, text)
    old, new = changes({"subject": mail.subject, "text": mail.text}, {"subject": subject, "text": text})
    if new:
        _decide(mail, [MailState.PLANNED], MailState.PLANNED, **new)
        record(mail, "changed the words of a mail", by=by, old=old, new=new)


def _refuse_without_link(mail: Mail, text: str) -> None:
    """The link of an invitation is put in when it is sent, in the place of words that must stay."""
    for marker in re.findall(r"^\[.+\]$", mail.text, re.MULTILINE):
        if marker not in text:
            raise ValidationError({"text": f"Leave “{marker}” in: the mail is of no use without it."})


def _decide(mail: Mail, before: list[MailState], after: MailState, **values: Any) -> None:
    if not Mail.objects.filter(pk=mail.pk, state__in=before).update(state=after, **values):
        mail.refresh_from_db(fields=["state"])
        raise ValidationError(f"This cannot be done any more: the mail is now {mail.get_state_display()}.")
