"""Meetings in calendars and invitations: the body, the time and the place; what is on the agenda stays here."""

from collections.abc import Iterator
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.documents.writing.calendar import Event, Method, write_invitation
from goldenthread.governance.models import AgendaItem, ItemKind, Meeting, MeetingState
from goldenthread.governance.models.meetings import MeetingQuerySet
from goldenthread.governance.queries.replies import reply_address
from goldenthread.notifications.kinds import Attachment
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.models import BodyKind

MOST = 200
SHOWN = [MeetingState.PUBLISHED, MeetingState.IN_SESSION, MeetingState.CLOSED]
OF_EVERY_AGENDA = [ItemKind.WELCOME, ItemKind.INTERESTS, ItemKind.MINUTES, ItemKind.OTHER]


def for_calendars(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """With ``is_closed``: what it talks about is for named people alone."""
    items = AgendaItem.objects.filter(meeting=OuterRef("pk")).exclude(kind__in=OF_EVERY_AGENDA)
    is_closed = Exists(items.filter(closed=True)) & ~Exists(items.filter(closed=False))
    return meetings.select_related("partnership", "body").annotate(is_closed=is_closed)


def event_of(meeting: Meeting) -> Event:
    """Needs ``for_calendars``. Calendars stray: the name of a body for one task, and of one that meets in closed
    session, may say what it is about, so they are called a meeting."""
    plain = meeting.is_closed or meeting.body.kind == BodyKind.TASK_GROUP  # type: ignore[attr-defined]
    address = settings.ADDRESS.rstrip("/")
    reply = reverse("governance:my_apologies", args=[meeting.partnership.slug, meeting.ref])
    return Event(
        uid=f"meeting-{meeting.ref}@goldenthread", title="Meeting" if plain else str(meeting.body),
        on=timezone.localdate(meeting.starts_at), url=address + meeting.get_absolute_url(),
        description=f"Say whether you come: {address}{reply}", starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        place=meeting.place, sequence=meeting.sequence, changed_at=meeting.changed_at,
    )  # fmt: skip


def meetings_of_person(person: User) -> Iterator[Event]:
    """For ``notifications``: meetings of today and to come at which the person is expected, also once they began."""
    expected = Meeting.objects.visible_to(person).filter(attendance__person=person, state__in=SHOWN)
    shown = for_calendars(expected.filter(starts_at__date__gte=clock.today())).distinct()
    return (event_of(meeting) for meeting in shown.order_by("starts_at")[:MOST])


METHODS = {"published": Method.REQUEST, "moved": Method.REQUEST, "cancelled": Method.CANCEL}
"""By what the mail is for, the last part of its key (``operations/telling.py``)."""


def invitation_of(mail: Mail) -> list[Attachment]:
    """The meeting as it stands at the moment of sending, for the reader's own calendar."""
    _, ref, _, what = mail.key.split(" ", 3)
    method = METHODS.get(what.partition(" ")[0])
    meeting = for_calendars(Meeting.objects.visible_to(mail.person).filter(ref=ref)).first()
    if method is None or meeting is None:
        return []
    sender, replies = parseaddr(settings.DEFAULT_FROM_EMAIL)[1], reply_address(meeting.ref, mail.person.ref)
    content = write_invitation(
        event_of(meeting), method=method, organiser=(str(meeting.partnership), replies or sender),
        invited=(mail.person.name, mail.person.email), answers=bool(replies),
    )  # fmt: skip
    return [Attachment("invitation.ics", content, f"text/calendar; method={method}")]
