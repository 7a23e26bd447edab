"""What becomes of a mail in which somebody's calendar answers an invitation."""

from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.governance.models import Meeting, Presence
from goldenthread.governance.operations.coming import reply_to_invitation
from goldenthread.governance.queries.replies import read_reply


def take_reply(content: bytes) -> bool:
    """A mail in which somebody's calendar answers an invitation; whether it was one that counts.

    An answer to a time that was changed since does not count, nor one that says what was said already.
    """
    reply = read_reply(content)
    person = User.objects.filter(ref=reply.person, is_active=True).first() if reply else None
    if reply is None or person is None:
        return False
    meeting = Meeting.objects.visible_to(person).filter(ref=reply.meeting).first()
    if meeting is None or reply.sequence < meeting.sequence:
        return False
    mine = meeting.attendance.filter(person=person, replied_at__isnull=False).first()
    if mine and (mine.presence == Presence.EXPECTED) == reply.comes:
        return False
    try:
        reply_to_invitation(meeting, comes=reply.comes, by=person)
    except ValidationError:
        return False
    return True
