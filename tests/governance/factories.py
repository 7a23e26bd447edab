"""Builders of meetings and what belongs to them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.governance.models import (
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingState,
    Paper,
    PaperVersion,
    Series,
    WrittenProcedure,
    WrittenVote,
)
from goldenthread.partnerships.models import Body

DAY = datetime.fromisoformat("2021-12-16T10:00:00+00:00")


def a_series(body: Body, title: str = "Executive Board", **values: Any) -> Series:
    known = {"starts_at": time(10), "every_months": 2}
    return Series.objects.create(partnership=body.partnership, body=body, title=title, **known | values)


def a_meeting(
    body: Body,
    title: str = "Executive Board, 16 December 2021",
    state: str = MeetingState.PUBLISHED,
    starts_at: datetime = DAY,
    **values: Any,
) -> Meeting:
    moments = {"closed_at": starts_at} if state == MeetingState.CLOSED else {}
    return Meeting.objects.create(
        partnership=body.partnership, body=body, title=title, state=state, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2), **moments | values,
    )  # fmt: skip


def an_item(meeting: Meeting, title: str = "Neglect strategy", *, readers: Any = None, **values: Any) -> AgendaItem:
    """Closed where ``readers`` are named."""
    item = AgendaItem.objects.create(
        meeting=meeting, title=title, position=meeting.items.count() + 1, closed=readers is not None, **values
    )
    item.readers.set(readers or [])
    return item


def a_paper(
    item: AgendaItem,
    by: User,
    title: str = "Draft strategy",
    *,
    readers: Any = None,
    text: str = "Words",
    **values: Any,
) -> Paper:
    """With one version, a text file; closed where ``readers`` are named."""
    paper = Paper.objects.create(item=item, title=title, added_by=by, closed=readers is not None, **values)
    paper.readers.set(readers or [])
    file = keep_file(check_file(text.encode(), f"{title}.txt".replace(" ", "-")), chain=paper.history_chain, by=by)
    PaperVersion.objects.create(paper=paper, number=1, file=file, added_by=by)
    return paper


def somebody_there(meeting: Meeting, person: User, constituency: str = "other", **values: Any) -> Attendance:
    known = {"presence": "present", "arrived_at": meeting.starts_at}
    return Attendance.objects.create(
        meeting=meeting, person=person, name=person.name, constituency=constituency, **known | values
    )


def a_decision(
    item: AgendaItem, by: User, words: str = "The strategy is published in January.", **values: Any
) -> Decision:
    meeting = item.meeting
    return Decision.objects.create(
        partnership=meeting.partnership, body=meeting.body, item=item, words=words, written_by=by, **values
    )


def a_procedure(body: Body, by: User, *, voters: Any = (), **values: Any) -> WrittenProcedure:
    decision = Decision.objects.create(partnership=body.partnership, body=body, words="It is agreed.", written_by=by)
    known = {"title": "Data for a study", "why_now": "It closes soon.", "closes_on": date(2099, 1, 1)}
    procedure = WrittenProcedure.objects.create(
        partnership=body.partnership, body=body, decision=decision, opened_by=by, **known | values
    )
    for person in voters:
        WrittenVote.objects.create(procedure=procedure, person=person)
    return procedure
