"""Invitations and their answers, coming in, what one owes a meeting, and what members suggest between meetings."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from icalendar import Calendar

from goldenthread.governance import proposers
from goldenthread.governance.models import AgendaItem, Attendance, Meeting, Suggestion
from goldenthread.governance.operations import agenda, coming, meetings, minuting, suggestions
from goldenthread.governance.queries.agenda import agenda_of
from goldenthread.governance.queries.calendar import meetings_of_person
from goldenthread.governance.queries.owed import owed
from goldenthread.notifications.operations import send_waiting_mail
from tests.conftest import World
from tests.governance import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_december(time_machine) -> None:
    time_machine.move_to("2021-12-01T09:00:00Z", tick=False)


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A draft of the Board; one member is expected."""
    made = make.a_meeting(world.board, state="draft", place="Council House")
    make.an_item(made)
    make.somebody_there(made, world.board_member, presence="expected", arrived_at=None)
    return made


def invitations(person: object) -> list[Calendar]:
    """What came to the person as files for a calendar."""
    send_waiting_mail()
    own = [sent for sent in outbox.outbox if person.email in sent.to]  # type: ignore[attr-defined]
    files = [file for sent in own for file in sent.attachments if file.filename == "invitation.ics"]
    assert all("text/calendar" in str(sent.message()) for sent in own if sent.attachments)
    return [Calendar.from_ical(file.content) for file in files]


def facts(calendar: Calendar) -> tuple[str, str, int, str]:
    event = calendar.walk("VEVENT")[0]
    return str(calendar["method"]), str(event["summary"]), int(event["sequence"]), str(event["status"])


def test_members_are_invited_and_told_of_changes_in_their_calendars(world: World, meeting: Meeting) -> None:
    meetings.publish_meeting(meeting, by=world.manager)
    meetings.change_meeting(meeting, place="On line", by=world.manager)
    meetings.cancel_meeting(meeting, why="The room is flooded.", by=world.manager)
    came = invitations(world.board_member)
    assert [facts(each) for each in came] == [
        ("REQUEST", "Executive Board", 2, "CONFIRMED"),
        ("REQUEST", "Executive Board", 2, "CONFIRMED"),
        ("CANCEL", "Executive Board", 2, "CANCELLED"),
    ]


def test_invitation_leads_to_the_page_on_which_one_answers(world: World, meeting: Meeting) -> None:
    meetings.publish_meeting(meeting, by=world.manager)
    [came] = invitations(world.board_member)
    assert facts(came) == ("REQUEST", "Executive Board", 0, "CONFIRMED")
    assert f"/meetings/{meeting.ref}/coming/" in str(came.walk("VEVENT")[0]["description"])


def test_whoever_is_added_to_a_published_meeting_is_invited(world: World, meeting: Meeting) -> None:
    meetings.publish_meeting(meeting, by=world.manager)
    minuting.add_attendance(meeting, person=world.police_lead, by=world.manager)
    assert len(invitations(world.police_lead)) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_calendar_does_not_name_a_body_that_meets_in_closed_session(
    world: World, meeting: Meeting, closed: bool
) -> None:
    AgendaItem.objects.filter(meeting=meeting).update(closed=closed, kind="discussion")
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    assert [event.title for event in meetings_of_person(world.board_member)] == [
        "Meeting" if closed else "Executive Board"
    ]


def test_answer_is_recorded_with_a_deputy_and_can_be_changed(world: World, meeting: Meeting, signed_in) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    client, address = signed_in(world.board_member), f"{meeting.get_absolute_url()}coming/"
    client.post(address, {"comes": "no", "reason": "On leave", "deputy": "Alex Deputy"})
    told = {row.name: (row.presence, row.part, row.votes) for row in meeting.attendance.all()}
    assert told == {"Board Member": ("apologies", "member", True), "Alex Deputy": ("expected", "deputy", True)}
    client.post(address, {"comes": "yes", "reason": "", "deputy": ""})
    assert [(row.name, row.comes) for row in meeting.attendance.all()] == [("Board Member", "Will come")]


def test_page_says_whether_a_quorum_can_come(world: World, meeting: Meeting, signed_in) -> None:
    world.board.quorum_rules.create(at_least=1, starts_on=date(2020, 1, 1))
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    page = signed_in(world.manager).get(meeting.get_absolute_url())
    assert "it is quorate" in page.content.decode()
    coming.reply_to_invitation(meeting, comes=False, by=world.board_member)
    page = signed_in(world.manager).get(meeting.get_absolute_url()).content.decode()
    assert "it is not quorate: Members in all: 0 of 1" in page


def test_one_says_that_one_is_here_from_half_an_hour_before(world: World, meeting: Meeting, time_machine) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    with pytest.raises(ValidationError, match="half an hour before"):
        coming.check_in(meeting, by=world.board_member)
    time_machine.move_to(meeting.starts_at - timedelta(minutes=29))
    row = coming.check_in(meeting, by=world.board_member)
    assert (row.presence, row.arrived_at, row.marked_by) == (
        "present", meeting.starts_at - timedelta(minutes=29), world.board_member,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="not on the list"):
        coming.check_in(meeting, by=world.police_lead)


def test_button_to_come_in_is_there_while_it_works(world: World, meeting: Meeting, signed_in) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(state="in_session")
    client = signed_in(world.board_member)
    assert "I am here" in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(f"{meeting.get_absolute_url()}here/").url == meeting.get_absolute_url()
    assert Attendance.objects.get(person=world.board_member).presence == "present"
    assert "I am here" not in client.get(meeting.get_absolute_url()).content.decode()


def test_one_owes_ones_papers_and_what_the_body_asked_for(world: World, meeting: Meeting) -> None:
    item = meeting.items.get()
    make.a_paper(
        item, world.manager, "The bids", author=world.quality_chair, due_on=date(2021, 12, 6)
    ).versions.all().delete()
    make.a_decision(item, world.manager, state="taken", number="1", taken_at=meeting.starts_at).actions.add(
        world.action
    )
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    said = [each.text for each in owed(world.quality_chair, meeting, agenda_of(meeting, world.quality_chair))]
    assert said == [
        "Paper: The bids", f"{world.action}: Publish the neglect strategy"
    ]  # fmt: skip
    assert owed(world.board_member, meeting, agenda_of(meeting, world.board_member)) == []


# --- what members suggest ---------------------------------------------------------------------------------------------


@pytest.fixture
def suggestion(world: World) -> Suggestion:
    return suggestions.suggest_item(
        world.board, title="School attendance", purpose="What we know.", by=world.board_member
    )


def test_suggestion_is_proposed_until_it_is_taken_up(world: World, meeting: Meeting, suggestion: Suggestion) -> None:
    [proposed] = [each for each in proposers.proposals(meeting) if each.title == "School attendance"]
    assert proposed.reason == "Suggested by Board Member, 1 December 2021."
    [item] = agenda.accept_proposals(meeting, keys=[proposed.key], by=world.manager)
    assert (item.purpose, item.presenter) == ("What we know.", "Board Member")
    assert not [each for each in proposers.proposals(make.a_meeting(world.board)) if each.title == "School attendance"]
    agenda.remove_item(item, by=world.manager)
    assert Suggestion.objects.waiting().get() == suggestion


def test_suggestion_is_left_with_a_reason_that_its_author_reads(
    world: World, suggestion: Suggestion, signed_in
) -> None:
    base = f"/p/{world.partnership.slug}/meetings/suggestions/"
    assert signed_in(world.quality_chair).get(f"{base}{suggestion.ref}/leave/").status_code == 404
    assert signed_in(world.board_member).get(f"{base}{suggestion.ref}/leave/").status_code == 403
    signed_in(world.chair).post(f"{base}{suggestion.ref}/leave/", {"why": "It is with the schools forum."})
    assert "It is with the schools forum." in signed_in(world.board_member).get(base).content.decode()
    with pytest.raises(ValidationError, match="dealt with already"):
        suggestions.take_back_suggestion(suggestion, by=world.board_member)


def test_member_suggests_to_their_own_bodies_alone(world: World, signed_in) -> None:
    base = f"/p/{world.partnership.slug}/meetings/suggestions/"
    client = signed_in(world.board_member)
    client.post(f"{base}add/", {"body": world.board.ref, "title": "School attendance", "minutes_planned": "15"})
    refused = client.post(f"{base}add/", {"body": world.quality.ref, "title": "Other", "minutes_planned": "15"})
    assert (Suggestion.objects.get().minutes_planned, refused.status_code) == (15, 422)
    assert signed_in(world.police_lead).get(f"{base}add/").status_code == 403


def test_suggestion_is_seen_by_its_author_and_those_who_arrange(world: World, suggestion: Suggestion) -> None:
    seen = {
        person.name
        for person in (world.board_member, world.chair, world.manager, world.quality_chair, world.outsider)
        if Suggestion.objects.visible_to(person).exists()
    }
    assert seen == {"Board Member", "Independent Chair", "Business Manager"}


def test_words_that_may_identify_a_child_are_asked_about(world: World, signed_in) -> None:
    data = {"body": world.board.ref, "title": "Ring 07700 900123", "minutes_planned": "15"}
    page = signed_in(world.board_member).post(f"/p/{world.partnership.slug}/meetings/suggestions/add/", data)
    assert (page.status_code, Suggestion.objects.count()) == (422, 0)


def test_calendar_keeps_the_meeting_of_today_while_it_is_held(world: World, time_machine) -> None:
    meeting = make.a_meeting(world.board, state="in_session")
    make.somebody_there(meeting, world.board_member)
    for later, shown in ((timedelta(hours=1), 1), (timedelta(days=1), 0)):
        time_machine.move_to(meeting.starts_at + later, tick=False)
        assert len(list(meetings_of_person(world.board_member))) == shown
