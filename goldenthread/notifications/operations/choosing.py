"""What somebody chooses about the mails that go to them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.history.operations import changes, record
from goldenthread.notifications.models import NEVER, Day, Mail, MailChoice, MailState
from goldenthread.notifications.topics import Rhythm, has_duties

ANOTHER_DAY = "The recipient chose another day."
HAS_DUTIES = (
    "Something that you answer for is overdue, so the digest cannot be switched off now. "
    "You can choose another day, or switch it off when nothing is overdue."
)


@transaction.atomic
def choose_mails(person: User, *, digest_day: Day, morning: bool, by: User) -> MailChoice:
    """What was planned under the old choice and has not gone yet does not go; the next night plans by the new one."""
    if digest_day == NEVER and has_duties(person, clock.today()):
        raise ValidationError({"digest_day": HAS_DUTIES})
    choice, _ = MailChoice.objects.get_or_create(person=person)
    before = {"digest day": choice.get_digest_day_display(), "note in the morning": _said(choice.morning)}
    gone = [
        *([Rhythm.DIGEST] if choice.digest_day != digest_day else []),
        *([] if morning else [Rhythm.MORNING]),
    ]
    choice.digest_day, choice.morning = digest_day, morning
    choice.save()
    old, new = changes(before, {"digest day": Day(digest_day).label, "note in the morning": _said(morning)})
    if new:
        record(person, "chose which mails to get", by=by, old=old, new=new)
    waiting = Mail.objects.filter(person=person, kind__in=gone, state=MailState.PLANNED)
    waiting.update(state=MailState.CANCELLED, problem=ANOTHER_DAY)
    return choice


def _said(wanted: bool) -> str:
    return "yes" if wanted else "no"
