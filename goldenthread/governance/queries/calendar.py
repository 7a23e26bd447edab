"""Meetings in calendars: the body, the time and the place; what is on the agenda stays here."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.writing.calendar import Event
from goldenthread.governance.models import Meeting

MOST = 200


def event_of(meeting: Meeting) -> Event:
    return Event(
        uid=f"meeting-{meeting.ref}@goldenthread", title=str(meeting.body), on=timezone.localdate(meeting.starts_at),
        url=settings.ADDRESS.rstrip("/") + meeting.get_absolute_url(), starts_at=meeting.starts_at,
        ends_at=meeting.ends_at, place=meeting.place,
    )  # fmt: skip


def meetings_of_person(person: User) -> Iterator[Event]:
    """For ``notifications``: published meetings to come at which the person is expected."""
    expected = Meeting.objects.visible_to(person).filter(attendance__person=person, starts_at__gte=clock.now())
    shown = expected.filter(state="published").select_related("partnership", "body").distinct()
    return (event_of(meeting) for meeting in shown.order_by("starts_at")[:MOST])
