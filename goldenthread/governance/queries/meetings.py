"""Meetings as people look for them."""

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.governance.models import Attendance, Meeting, MeetingState
from goldenthread.governance.models.meetings import LED_BY_BOARD_CHAIR, MeetingQuerySet, Sight, sight_of
from goldenthread.partnerships.models import Body, Partnership, running
from goldenthread.partnerships.rights import may, memberships_of
from goldenthread.partnerships.roles import Right

RELATED = ("partnership", "body__partnership", "series")


def meetings_of(user: User, partnership: Partnership) -> MeetingQuerySet:
    return Meeting.objects.visible_to(user).filter(partnership=partnership).select_related(*RELATED)


def meeting_called(user: User, partnership: Partnership, ref: str) -> Meeting | None:
    """The meeting of that name that the person may see, with its body and its minutes."""
    found = _called(sight=sight_of(user), partnership=partnership.pk, ref=ref)
    for meeting in found:
        meeting.partnership = meeting.body.partnership = partnership
    return found[0] if found else None


@prepared
def _called(*, sight: Sight, partnership: int, ref: str) -> QuerySet[Meeting]:
    found = Meeting.objects.in_sight(sight).filter(partnership=partnership, ref=ref)
    return found.select_related("body", "series", "minutes")


@prepared
def attendance_of(*, meeting: int) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting=meeting).select_related("organisation", "deputy_of")


def bodies_arranged(user: User, partnership: Partnership) -> QuerySet[Body]:
    """Bodies of today whose meetings the person arranges."""
    bodies = Body.objects.visible_to(user).filter(running(), partnership=partnership).select_related("partnership")
    if may(user, Right.ARRANGE_ALL_MEETINGS, partnership):
        return bodies
    own = [held.body_id for held in memberships_of(user) if Right.ARRANGE_MEETINGS in held.rights]
    board = bodies.filter(kind__in=LED_BY_BOARD_CHAIR)
    chairs_board = may(user, Right.CHAIR_BOARD, partnership)
    return (bodies.filter(pk__in=[each for each in own if each]) | board) if chairs_board else bodies.filter(pk__in=own)


def before(meeting: Meeting) -> QuerySet[Meeting]:
    """Earlier meetings of the same body that took place, newest first."""
    earlier = Meeting.objects.filter(body=meeting.body_id, starts_at__lt=meeting.starts_at, state=MeetingState.CLOSED)
    return earlier.select_related(*RELATED).order_by("-starts_at")


def after(meeting: Meeting) -> QuerySet[Meeting]:
    """Later meetings of the same body that are planned, the next first."""
    later = Meeting.objects.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at).exclude(
        state=MeetingState.CANCELLED
    )
    return later.select_related(*RELATED).order_by("starts_at")
