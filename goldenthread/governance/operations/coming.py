"""What people say of themselves: whether they come, who comes in their place, that they are here."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import Attendance, Meeting, MeetingState, Part, Presence
from goldenthread.governance.operations.meetings import locked
from goldenthread.history.operations import record

DOORS_OPEN = timedelta(minutes=30)
"""So long before it begins people can say that they are here."""


@transaction.atomic
def reply_to_invitation(
    meeting: Meeting,
    *,
    comes: bool,
    by: User,
    reason: str = "",
    deputy: str = "",
    answers: dict[str, str] | None = None,
) -> Attendance:
    """Will the person come? If not, why, and who comes in their place. A later answer takes the place of an earlier."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        raise ValidationError("Only before a meeting can one say whether one comes. Tell its secretary.")
    mine, deputy = _mine(meeting, by), " ".join(deputy.split())
    if comes and deputy:
        raise ValidationError({"deputy": "A deputy comes only where you do not."})
    refuse_identifiers(meeting, {"reason": reason}, partnership=meeting.partnership, by=by, answers=answers)
    mine.presence = Presence.EXPECTED if comes else Presence.APOLOGIES
    mine.reason, mine.replied_at, mine.marked_by = ("" if comes else reason.strip()[:200]), clock.now(), by
    mine.save()
    mine.deputies.filter(presence=Presence.EXPECTED).delete()
    if deputy:
        Attendance.objects.create(
            meeting=meeting, name=deputy, organisation=mine.organisation, constituency=mine.constituency,
            part=Part.DEPUTY, votes=mine.votes, deputy_of=mine, replied_at=mine.replied_at, marked_by=by,
        )  # fmt: skip
    said = "will come" if comes else "sent apologies"
    record(meeting, f"said that they {said}", by=by, new={"deputy": deputy} if deputy else {})
    return mine


@transaction.atomic
def check_in(meeting: Meeting, *, by: User) -> Attendance:
    """The person says that they are here, from half an hour before the beginning until the meeting is closed."""
    meeting = locked(meeting)
    if not doors_are_open(meeting):
        raise ValidationError("You can say that you are here from half an hour before the meeting until it is closed.")
    mine = _mine(meeting, by)
    if mine.in_the_room:
        raise ValidationError("You are noted as present already.")
    now = clock.now()
    mine.presence, mine.left_at, mine.reason, mine.marked_by = Presence.PRESENT, None, "", by
    mine.arrived_at = mine.arrived_at or now
    mine.save()
    record(meeting, "said that they are here", by=by)
    return mine


def doors_are_open(meeting: Meeting) -> bool:
    if meeting.state == MeetingState.IN_SESSION:
        return True
    near = meeting.starts_at - DOORS_OPEN <= clock.now() <= meeting.ends_at
    return meeting.state == MeetingState.PUBLISHED and near


def _mine(meeting: Meeting, person: User) -> Attendance:
    mine = meeting.attendance.select_for_update(of=("self",)).filter(person=person).first()
    if mine is None:
        raise ValidationError("You are not on the list of this meeting. Tell its secretary.")
    return mine
