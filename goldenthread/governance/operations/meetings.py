"""A meeting's way: planned from its series, drafted, published, opened, closed; or cancelled."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.words import day as in_words
from goldenthread.core.words import moment as at_words
from goldenthread.core.words import plural
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    DecisionState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Minutes,
    Presence,
    Series,
    StandingItem,
)
from goldenthread.governance.operations.telling import keep_in_search, tell_members
from goldenthread.governance.queries.members import seats
from goldenthread.history.operations import changes, record
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.search import index, unindex

USUAL = [
    (ItemKind.WELCOME, "Welcome and apologies", 5),
    (ItemKind.INTERESTS, "Declarations of interest", 5),
    (ItemKind.OTHER, "Any other business", 5),
]
"""On the agenda where the series says nothing else."""
MOST_AT_ONCE = 24
IN_CALENDARS = {"starts_at", "ends_at", "place"}


@transaction.atomic
def add_series(body: Body, *, by: User, **values: Any) -> Series:
    series = Series(partnership=body.partnership, body=body, **values)
    series.full_clean()
    series.save()
    for position, (kind, title, minutes) in enumerate(USUAL, 1):
        StandingItem.objects.create(series=series, position=position, kind=kind, title=title, minutes_planned=minutes)
    record(series, "added the series of meetings", by=by, new={"title": series.title, "body": str(body)})
    return series


@transaction.atomic
def change_series(series: Series, *, by: User, **values: Any) -> Series:
    """Later meetings will be so; those that exist already stay as they are."""
    series = _locked_series(series)
    old, new = changes({name: getattr(series, name) for name in values}, values)
    for name, value in new.items():
        setattr(series, name, value)
    series.full_clean()
    series.save()
    if new:
        record(series, "changed the series of meetings", by=by, old=old, new=new)
    return series


@transaction.atomic
def set_standing_items(series: Series, *, items: Iterable[tuple[str, str, int]], by: User) -> Series:
    """What is on the agenda of every new meeting, in order: (kind, title, minutes)."""
    series = _locked_series(series)
    before = [item.title for item in series.standing_items.all()]
    series.standing_items.all().delete()
    rows = [
        StandingItem(series=series, position=position, kind=kind, title=title, minutes_planned=minutes)
        for position, (kind, title, minutes) in enumerate(items, 1)
    ]
    StandingItem.objects.bulk_create(rows)
    after = [row.title for row in rows]
    record(series, "set the standing items", by=by, old={"items": before}, new={"items": after})
    return series


def _locked_series(series: Series) -> Series:
    rows = Series.objects.select_for_update(of=("self",)).select_related("partnership", "body__partnership")
    return rows.get(pk=series.pk)


@transaction.atomic
def plan_meetings(series: Series, *, first_on: date, count: int, by: User) -> list[Meeting]:
    """Draft meetings, the first on a day and each later one on the same weekday of its month ("the third Thursday")."""
    series = _locked_series(series)
    if series.ended_on:
        raise ValidationError("This series has ended.")
    if not 1 <= count <= MOST_AT_ONCE:
        raise ValidationError({"count": f"Plan 1 to {MOST_AT_ONCE} meetings at once."})
    days = [_same_weekday(first_on, series.every_months * number) for number in range(count)]
    taken = set(series.meetings.filter(starts_at__date__in=days).values_list("starts_at__date", flat=True))
    free = [day for day in days if day not in taken]
    if not free:
        raise ValidationError("There is a meeting of this series on each of these days already.")
    return [_draft_of(series, day, by) for day in free]


def _same_weekday(first: date, months: int) -> date:
    """The like weekday of the month so many months on: third Thursday, third Thursday. A fifth one becomes the last."""
    number = (first.day - 1) // 7
    month = first.replace(day=1) + relativedelta(months=months)
    offset = (first.weekday() - month.weekday()) % 7
    day = 1 + offset + 7 * number
    if day > calendar.monthrange(month.year, month.month)[1]:
        day -= 7
    return month.replace(day=day)


def _draft_of(series: Series, day: date, by: User) -> Meeting:
    begins = timezone.make_aware(datetime.combine(day, series.starts_at))
    return add_meeting(
        series.body,
        by=by,
        series=series,
        title=f"{series.title}, {in_words(day)}"[:200],
        starts_at=begins,
        ends_at=begins + timedelta(minutes=series.minutes_long),
        place=series.place,
        papers_due_on=day - timedelta(days=series.papers_days),
    )


@transaction.atomic
def add_meeting(
    body: Body,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    place: str = "",
    papers_due_on: date | None = None,
    series: Series | None = None,
) -> Meeting:
    """A draft, of which nobody is told, with the standing items and everybody who belongs to the body."""
    meeting = Meeting(
        partnership=body.partnership, body=body, series=series, title=title, starts_at=starts_at, ends_at=ends_at,
        place=place, papers_due_on=papers_due_on,
    )  # fmt: skip
    _refuse_late_papers(meeting)
    meeting.full_clean()
    meeting.save()
    standing = [(row.kind, row.title, row.minutes_planned) for row in series.standing_items.all()] if series else USUAL
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, kind=kind, title=item, minutes_planned=minutes)
        for position, (kind, item, minutes) in enumerate(standing, 1)
    )
    _expect(meeting)
    record(meeting, "drafted the meeting", by=by, new={"starts_at": starts_at, "place": place})
    return meeting


def _refuse_late_papers(meeting: Meeting) -> None:
    if meeting.papers_due_on and meeting.papers_due_on > timezone.localdate(meeting.starts_at):
        raise ValidationError({"papers_due_on": "Papers would be due after the meeting."})


def _expect(meeting: Meeting) -> None:
    """Whoever belongs to the body on that day and is not on the list yet."""
    known = set(meeting.attendance.exclude(person=None).values_list("person", flat=True))
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, person=seat.person, name=seat.person.name, organisation=seat.organisation,
            constituency=seat.constituency, part=seat.part, votes=seat.votes,
        )
        for seat in seats(meeting.body, timezone.localdate(meeting.starts_at))
        if seat.person.pk not in known
    )  # fmt: skip


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, **values: Any) -> Meeting:
    """Move it, rename it, say where. Members of a published one are told when time or place change."""
    meeting = locked(meeting)
    _refuse_over(meeting)
    old, new = changes({name: getattr(meeting, name) for name in values}, values)
    if not new:
        return meeting
    for name, value in new.items():
        setattr(meeting, name, value)
    if IN_CALENDARS & new.keys():
        meeting.sequence, meeting.changed_at = meeting.sequence + 1, clock.now()
    _refuse_late_papers(meeting)
    meeting.full_clean()
    meeting.save()
    record(meeting, "changed the meeting", by=by, old=old, new=new)
    if meeting.state == MeetingState.PUBLISHED:
        keep_meeting_in_search(meeting)
        if IN_CALENDARS & new.keys():
            words = f"{meeting.title} is now on {at_words(meeting.starts_at)}. Open it for the place and the papers."
            key = f"moved {meeting.sequence}"
            tell_members(meeting, "a meeting has moved", words, key=key, people=members_of(meeting))
    return meeting


@transaction.atomic
def publish_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """From here on members see agenda and papers, and each is told once."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.DRAFT:
        raise ValidationError("This meeting is published already.")
    if not meeting.items.exists():
        raise ValidationError("Put something on the agenda first.")
    _expect(meeting)
    meeting.state, meeting.published_at = MeetingState.PUBLISHED, clock.now()
    meeting.save()
    keep_meeting_in_search(meeting)
    for item in meeting.items.select_related("meeting__partnership"):
        keep_in_search(item)
    words = invited(meeting)
    told = tell_members(meeting, "you are invited", words, key="published", people=members_of(meeting))
    record(meeting, f"published the meeting; {plural(told, 'person is', 'people are')} told", by=by)
    return meeting


@transaction.atomic
def tell_of_papers(meeting: Meeting, *, by: User) -> int:
    """Say to the members that papers are new or changed, once a day at most. Which ones, each finds behind the link."""
    meeting = locked(meeting)
    if meeting.state not in {MeetingState.PUBLISHED, MeetingState.IN_SESSION}:
        raise ValidationError("Only a published meeting has members to tell.")
    words = f"There are new or changed papers for {meeting.title}."
    told = tell_members(
        meeting, "papers have changed", words, key=f"papers {clock.today()}", people=members_of(meeting)
    )
    if not told:
        raise ValidationError("Everybody on its list was told today already.")
    record(meeting, f"told {plural(told, 'person', 'people')} that papers have changed", by=by)
    return told


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, why: str, by: User, answers: dict[str, str] | None = None) -> Meeting:
    meeting = locked(meeting)
    _refuse_over(meeting)
    if not why.strip():
        raise ValidationError({"why": "Say why it is cancelled."})
    refuse_identifiers(meeting, {"why": why}, partnership=meeting.partnership, by=by, answers=answers)
    was_published = meeting.state == MeetingState.PUBLISHED
    meeting.state, meeting.cancelled_why = MeetingState.CANCELLED, why.strip()[:300]
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, clock.now()
    meeting.save()
    unindex(meeting)
    for item in meeting.items.select_related("meeting__partnership"):
        keep_in_search(item)
    record(meeting, "cancelled the meeting", by=by, reason=why)
    if was_published:
        words = f"{meeting.title}, which was to be on {at_words(meeting.starts_at)}, does not take place."
        tell_members(meeting, "a meeting is cancelled", words, key="cancelled", people=members_of(meeting))
    return meeting


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: User, early: bool = False) -> Meeting:
    """The meeting begins: from here on attendance, minutes and decisions are written. ``early``: before its day, and
    whoever opens it knows."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.PUBLISHED:
        raise ValidationError("Only a published meeting can begin.")
    if meeting.day > clock.today() and not early:
        raise ValidationError(
            f"This meeting is on {in_words(meeting.day)}. Say that it is to be opened before its day."
        )
    meeting.state, meeting.opened_at = MeetingState.IN_SESSION, clock.now()
    meeting.save()
    Minutes.objects.get_or_create(meeting=meeting)
    record(meeting, "opened the meeting before its day" if meeting.day > clock.today() else "opened the meeting", by=by)
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """It is over. Whoever is still expected was absent; what was settled or decided is dealt with, and items nobody
    dealt with are carried over."""
    meeting = locked(meeting)
    if meeting.state != MeetingState.IN_SESSION:
        raise ValidationError("Only a meeting in session can be closed.")
    meeting.state, meeting.closed_at = MeetingState.CLOSED, clock.now()
    meeting.save()
    meeting.attendance.filter(presence=Presence.EXPECTED, part="member").update(presence=Presence.ABSENT)
    left = meeting.items.filter(state=ItemState.PLANNED)
    settled = Q(settled__isnull=False) | Q(decisions__state__in=[DecisionState.TAKEN, DecisionState.NOT_AGREED])
    approved = Q(minutes_of__minutes__approved_in=meeting)
    courtesies = Q(kind__in=[ItemKind.WELCOME, ItemKind.INTERESTS, ItemKind.OTHER])
    dealt_with = left.filter(settled | approved | courtesies).values_list("pk", flat=True)
    meeting.items.filter(pk__in=list(dealt_with)).update(state=ItemState.NOTED)
    carried = left.filter(state=ItemState.PLANNED).update(state=ItemState.CARRIED)
    record(meeting, "closed the meeting", by=by, new={"items carried over": carried})
    return meeting


def invited(meeting: Meeting) -> str:
    return (
        f"The agenda of {meeting.title} is published. It begins on {at_words(meeting.starts_at)}. Open it and say "
        "whether you come."
    )


def members_of(meeting: Meeting) -> list[User]:
    """Everybody with an account who is on the list of the meeting."""
    return list(User.objects.filter(attended__meeting=meeting, is_active=True).distinct())


def locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("partnership", "body__partnership", "series")
    return rows.get(pk=meeting.pk)


def _refuse_over(meeting: Meeting) -> None:
    if meeting.state in {MeetingState.CLOSED, MeetingState.CANCELLED}:
        raise ValidationError(f"This meeting is {meeting.get_state_display().lower()}.")
    if meeting.state == MeetingState.IN_SESSION:
        raise ValidationError("This meeting is going on. Close it first.")


def keep_meeting_in_search(meeting: Meeting) -> None:
    """Found by its title, its day and the titles of its open items."""
    titles = meeting.items.filter(closed=False).values_list("title", flat=True)
    index(meeting, title=meeting.title, text="\n".join([at_words(meeting.starts_at), str(meeting.body), *titles]))


def ends_after(starts_on: date, begins: time, minutes: int) -> tuple[datetime, datetime]:
    """Beginning and end as moments, from what people type: a day, a time, a length."""
    start = timezone.make_aware(datetime.combine(starts_on, begins))
    return start, start + timedelta(minutes=minutes)
