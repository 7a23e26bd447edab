"""Series, drafts, publication."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.governance.models import ForwardItem, MeetingState, Minutes, Presence
from goldenthread.governance.operations import forward_plan, meetings, procedure
from goldenthread.governance.queries.forward_plan import forward_plan as plan_ahead
from goldenthread.history.queries import history_of
from goldenthread.notifications.kinds import KINDS
from goldenthread.notifications.models import Mail
from goldenthread.partnerships.roles import Role
from tests import factories as people
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db
DAYS_AHEAD = clock.now() + timedelta(days=3)


def test_series_plans_the_same_weekday_of_each_month(world: World) -> None:
    series = make.a_series(world.board, every_months=2)
    made = meetings.plan_meetings(series, first_on=date(2021, 12, 16), count=3, by=world.manager)
    days = [timezone.localdate(meeting.starts_at) for meeting in made]
    assert days == [date(2021, 12, 16), date(2022, 2, 17), date(2022, 4, 21)]
    assert {timezone.localtime(meeting.starts_at).time() for meeting in made} == {time(10)}


def test_planning_again_leaves_days_that_are_taken(world: World) -> None:
    series = make.a_series(world.board)
    meetings.plan_meetings(series, first_on=date(2021, 12, 16), count=2, by=world.manager)
    made = meetings.plan_meetings(series, first_on=date(2021, 12, 16), count=3, by=world.manager)
    assert [timezone.localdate(each.starts_at) for each in made] == [date(2022, 4, 21)]


def test_changing_a_series_leaves_its_meetings_alone(world: World) -> None:
    series = meetings.add_series(world.board, title="Board", starts_at=time(10), by=world.manager)
    first = meetings.plan_meetings(series, first_on=date(2021, 12, 16), count=1, by=world.manager)[0]
    meetings.set_standing_items(series, items=[("discussion", "Voice of children", 20)], by=world.manager)
    later = meetings.plan_meetings(series, first_on=date(2022, 2, 17), count=1, by=world.manager)[0]
    assert [item.title for item in later.items.all()] == ["Voice of children"]
    assert first.items.count() == 3


def test_members_of_the_board_are_expected_with_or_without_a_vote(world: World) -> None:
    meeting = meetings.add_meeting(
        world.board, title="Board", starts_at=make.DAY, ends_at=make.DAY.replace(hour=12), by=world.manager
    )
    told = {row.name: (row.part, row.votes) for row in meeting.attendance.all()}
    assert told == {
        "Board Member": ("member", True),
        "Business Manager": ("adviser", False),
        "Independent Chair": ("member", False),
        "Quality Chair": ("adviser", False),
    }


def test_draft_mails_nobody_and_publication_each_member_once(world: World) -> None:
    meeting = meetings.add_meeting(
        world.board, title="Board", starts_at=make.DAY, ends_at=make.DAY.replace(hour=12), by=world.manager
    )
    assert Mail.objects.count() == 0
    meeting = meetings.publish_meeting(meeting, by=world.manager)
    assert set(Mail.objects.values_list("person__name", flat=True)) == {row.name for row in meeting.attendance.all()}
    with pytest.raises(ValidationError, match="published already"):
        meetings.publish_meeting(meeting, by=world.manager)


def test_mail_is_about_something_that_its_reader_can_open_and_says_nothing_of_the_agenda(world: World) -> None:
    meeting = make.a_meeting(world.board, state=MeetingState.DRAFT)
    make.an_item(meeting, "Secret matter")
    make.somebody_there(meeting, world.board_member, presence=Presence.EXPECTED, arrived_at=None)
    meetings.publish_meeting(meeting, by=world.manager)
    mails = list(Mail.objects.all())
    assert all(KINDS[mail.kind].may_open(mail) for mail in mails)
    assert not any("Secret" in mail.subject + mail.text for mail in mails)
    meetings.cancel_meeting(meeting, why="The room is flooded.", by=world.manager)
    assert Mail.objects.filter(person=world.board_member, subject__contains="cancelled").exists()


def test_members_are_told_when_a_published_meeting_moves(world: World) -> None:
    meeting = make.a_meeting(world.board)
    make.somebody_there(meeting, world.board_member, presence=Presence.EXPECTED, arrived_at=None)
    meetings.change_meeting(meeting, place="On line", by=world.manager)
    assert [mail.person for mail in Mail.objects.all()] == [world.board_member]


def test_meeting_opens_before_its_day_only_for_somebody_who_says_so(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board, starts_at=DAYS_AHEAD)
    with pytest.raises(ValidationError, match="Say that it is to be opened before its day"):
        meetings.open_meeting(meeting, by=world.manager)
    step = f"{meeting.get_absolute_url()}step/open/"
    asked = signed_in(world.manager).post(step)
    assert (asked.status_code, "It is 3 days too early to open this meeting" in asked.content.decode()) == (200, True)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PUBLISHED
    opened = signed_in(world.manager).post(step, {"early": "True"})
    meeting.refresh_from_db()
    assert (opened.url, meeting.state) == (f"{meeting.get_absolute_url()}room/", MeetingState.IN_SESSION)
    assert history_of(meeting)[0].sentence == "opened the meeting before its day"


def test_meeting_opens_on_its_day_without_a_question(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board, starts_at=clock.now())
    opened = signed_in(world.manager).post(f"{meeting.get_absolute_url()}step/open/")
    assert opened.url == f"{meeting.get_absolute_url()}room/"


def test_chair_of_a_body_arranges_its_meetings_alone(world: World, signed_in) -> None:
    own, boards = make.a_meeting(world.quality), make.a_meeting(world.board)
    client = signed_in(world.quality_chair)
    assert client.get(f"{own.get_absolute_url()}edit/").status_code == 200
    assert client.get(f"{boards.get_absolute_url()}edit/").status_code == 403
    assert signed_in(world.chair).get(f"{boards.get_absolute_url()}edit/").status_code == 200


def test_draft_is_seen_by_those_who_arrange_it_alone(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board, state=MeetingState.DRAFT)
    seen = {
        person.name: signed_in(person).get(meeting.get_absolute_url()).status_code
        for person in (world.manager, world.chair, world.board_member, world.quality_chair)
    }
    assert seen == {"Business Manager": 200, "Independent Chair": 200, "Board Member": 404, "Quality Chair": 404}


def test_adding_a_meeting_by_its_form(world: World, signed_in) -> None:
    data = {
        "body": world.board.ref,
        "on-day": "16",
        "on-month": "12",
        "on-year": "2021",
        "at": "2.30pm",
        "minutes_long": "90",
    }
    response = signed_in(world.manager).post(f"/p/{world.partnership.slug}/meetings/add/", data)
    meeting = world.partnership.meetings.get()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.title, timezone.localtime(meeting.starts_at).time(), meeting.state) == (
        "Executive Board, 16 December 2021",
        time(14, 30),
        "draft",
    )


def test_calendar_file_names_the_body_and_nothing_of_the_agenda(world: World, signed_in) -> None:
    meeting = make.a_meeting(world.board, "Board on a secret matter", place="Room 2")
    text = signed_in(world.board_member).get(f"{meeting.get_absolute_url()}calendar.ics").content.decode()
    assert "SUMMARY:Executive Board" in text
    assert "DTSTART;TZID=Europe/London:20211216T100000" in text
    assert "secret" not in text


# --- forward plan -----------------------------------------------------------------------------------------------------


def test_item_that_comes_again_puts_its_next_day_on_the_plan(world: World, time_machine) -> None:
    time_machine.move_to("2021-11-30T12:00:00Z")
    item = forward_plan.add_forward_item(
        world.board, title="Scorecard", kind="recurring", due_on=date(2021, 11, 1), every_months=3, by=world.manager
    )
    forward_plan.finish_forward_item(item, on=date(2021, 11, 30), by=world.manager)
    assert ForwardItem.objects.get(done_on=None).due_on == date(2022, 2, 1)


def test_statutory_items_are_added_once_and_say_that_they_are_not_checked(world: World) -> None:
    added = forward_plan.add_statutory_items(world.board, by=world.manager)
    assert added
    assert {item.verified for item in added} == {False}
    with pytest.raises(ValidationError, match="already"):
        forward_plan.add_statutory_items(world.board, by=world.manager)


def test_forward_plan_tells_of_a_closed_paper_only_to_its_readers(world: World, time_machine) -> None:
    time_machine.move_to("2021-11-30T12:00:00Z")
    item = make.an_item(make.a_meeting(world.board))
    paper = make.a_paper(item, world.chair, "Hidden paper", readers=[world.chair], due_on=date(2021, 12, 6))
    paper.versions.all().delete()
    seen = {
        person.name: [
            entry.text
            for month in plan_ahead(person, world.partnership)[1]
            for entry in month.entries
            if entry.what == "Paper owed"
        ]
        for person in (world.chair, world.manager)
    }
    assert seen == {"Independent Chair": ["Hidden paper"], "Business Manager": []}


def test_agency_lead_belongs_to_the_assembly(world: World) -> None:
    assembly = people.a_body(world.partnership, "Assembly", "assembly")
    meeting = meetings.add_meeting(
        assembly, title="Assembly", starts_at=make.DAY, ends_at=make.DAY.replace(hour=12), by=world.manager
    )
    row = meeting.attendance.get(person=world.police_lead)
    assert (row.organisation, row.constituency, row.votes) == (world.police, "other", True)
    assert Role.AGENCY_LEAD


@pytest.mark.parametrize("path", ["meetings/", "forward-plan/", "decisions/", "written-procedures/"])
def test_lists_cost_the_same_for_one_row_and_for_three(
    world: World, signed_in, django_assert_max_num_queries, path: str
) -> None:
    client, where = signed_in(world.manager), f"/p/{world.partnership.slug}/{path}"
    client.get(where)
    counts = []
    for number in (1, 3):
        while world.partnership.meetings.count() < number:
            meeting = make.a_meeting(world.board, f"Meeting {world.partnership.meetings.count()}")
            make.a_decision(make.an_item(meeting), world.manager)
            make.a_procedure(world.board, world.manager)
            ForwardItem.objects.create(
                partnership=world.partnership, body=world.board, title="Ahead", due_on=date(2026, 12, 1)
            )
        with django_assert_max_num_queries(20) as seen:
            assert client.get(where).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_my_work_holds_papers_votes_and_minutes_that_wait(world: World, signed_in, time_machine) -> None:
    time_machine.move_to("2021-11-30T12:00:00Z")
    item = make.an_item(make.a_meeting(world.board))
    make.a_paper(item, world.chair, "Half-year report", author=world.board_member).versions.all().delete()
    make.a_paper(
        item, world.chair, "Closed to them", author=world.manager, readers=[world.chair]
    ).versions.all().delete()
    make.a_procedure(world.board, world.manager, voters=[world.board_member, world.chair])
    past = make.a_meeting(world.board, "Board of October", MeetingState.CLOSED, make.DAY.replace(month=10))
    Minutes.objects.create(meeting=past, state="with_chair")
    told = {
        person.name: signed_in(person).get("/my-work/").content.decode()
        for person in (world.board_member, world.chair, world.manager)
    }
    found = {
        name: [
            words
            for words in ("Half-year report", "Closed to them", "Data for a study", "Minutes of Board of October")
            if words in text
        ]
        for name, text in told.items()
    }
    assert found == {
        "Board Member": ["Half-year report", "Data for a study"],
        "Independent Chair": ["Data for a study", "Minutes of Board of October"],
        "Business Manager": [],
    }


def test_members_are_told_of_papers_once_a_day(world: World) -> None:
    meeting = make.a_meeting(world.board)
    make.somebody_there(meeting, world.board_member)
    assert meetings.tell_of_papers(meeting, by=world.manager) == 1
    with pytest.raises(ValidationError, match="told today already"):
        meetings.tell_of_papers(meeting, by=world.manager)
    assert [entry.sentence for entry in history_of(meeting)] == ["told 1 person that papers have changed"]


def test_voters_are_reminded_once_a_day(world: World) -> None:
    asked = make.a_procedure(world.board, world.manager, voters=[world.board_member])
    assert procedure.remind_voters(asked, by=world.manager) == 1
    with pytest.raises(ValidationError, match="reminded today already"):
        procedure.remind_voters(asked, by=world.manager)
