"""Attendance and contribution of each organisation over a year."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.governance.models import Attendance, Meeting, MeetingState, Part, Presence
from goldenthread.plan.models import OwedReturn
from goldenthread.reports.queries.attendance import Year, at_meetings_of, shares, year_of
from tests import factories as make

NOVEMBER = datetime(2021, 11, 9, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


def a_meeting(world, at=NOVEMBER, state=MeetingState.CLOSED, **presences):
    """With the police's member and perhaps a deputy: ``member=Presence.APOLOGIES``."""
    meeting = Meeting.objects.create(
        partnership=world.partnership, body=world.board, title="Board", starts_at=at, ends_at=at + timedelta(hours=2),
        state=state, closed_at=at + timedelta(hours=2) if state == MeetingState.CLOSED else None,
    )  # fmt: skip
    for part, presence in presences.items():
        Attendance.objects.create(meeting=meeting, name=part, organisation=world.police, part=part, presence=presence)
    return meeting


@pytest.fixture
def police(world):
    def share(year=2021):
        found = {each.name: each for each in shares(world.manager, world.partnership, Year(year))}
        return found["Marlshire Police"]

    return share


def test_year_runs_from_april_to_march():
    assert [str(year_of(datetime(2022, month, 1).date())) for month in (3, 4)] == ["2021/22", "2022/23"]


def test_organisation_is_represented_by_member_or_deputy(world, police):
    a_meeting(world, member=Presence.PRESENT)
    a_meeting(world, member=Presence.APOLOGIES, deputy=Presence.PRESENT)
    a_meeting(world, member=Presence.ABSENT)
    share = police()
    assert (share.meetings, share.represented, share.in_person, share.apologies, share.absent) == (3, 2, 1, 1, 1)
    assert share.percent == 67


def test_only_closed_meetings_of_the_year_and_seats_count(world, police):
    a_meeting(world, state=MeetingState.PUBLISHED, member=Presence.EXPECTED)
    a_meeting(world, at=datetime(2021, 3, 31, 10, tzinfo=UTC), member=Presence.PRESENT)
    a_meeting(world, observer=Presence.PRESENT)
    assert (police().meetings, police().percent, police(2020).meetings) == (0, None, 1)


def test_returns_that_an_organisation_owed_stand_beside_it(world, police):
    period = make.a_period(world.partnership)
    for words, day in (("In time", 10), ("Late", 20), ("Missing", 0)):
        action = make.an_action(world.priority, words, owner=world.police)
        OwedReturn.objects.create(period=period, action=action, organisation=world.police)
        if day:
            at = datetime(2021, 10, day, 10, tzinfo=UTC)
            make.a_return(action, period, world.police_lead, state="submitted", submitted_at=at)
    share = police()
    assert (share.owed, share.handed_in, share.late) == (3, 2, 1)


def test_meetings_of_a_body_are_counted_for_its_report(world):
    meeting = a_meeting(world, member=Presence.PRESENT, deputy=Presence.ABSENT, observer=Presence.PRESENT)
    found = at_meetings_of(world.manager, world.board, Year(2021).days)
    assert found == [{"meeting": meeting, "present": 1, "apologies": 0, "absent": 1}]


def test_page_opens_the_rows_behind_a_number_and_is_taken_away(world, signed_in):
    a_meeting(world, member=Presence.PRESENT)
    client = signed_in(world.quality_chair)
    page = BeautifulSoup(client.get("/p/marlshire/attendance/", {"organisation": world.police.ref}).content, "html5lib")
    seats = [cell.get_text(" ", strip=True) for cell in page.find(id="seats").tbody.tr(["th", "td"])]
    assert seats == ["Board", "9\xa0Nov\xa02021", "Member", "Present"]
    text = client.get("/p/marlshire/attendance/?format=csv").content.decode("utf-8-sig")
    assert "Marlshire Police,1,1,1,0,0,0,0,0" in text


def test_page_costs_the_same_for_one_organisation_and_three(world, signed_in):
    client, costs = signed_in(world.manager), []
    client.get("/p/marlshire/attendance/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/p/marlshire/attendance/?year=2021")
        costs.append(len(asked))
        for name in ("Health", "Schools"):
            make.an_organisation(f"{name} {len(costs)}", world.partnership)
        a_meeting(world, **{Part.MEMBER.value: Presence.PRESENT})
    assert (costs[0], costs[0] <= 20) == (costs[1], True)


def test_nobody_elsewhere_sees_it(world, signed_in):
    a_meeting(world, member=Presence.PRESENT)
    assert signed_in(world.outsider).get("/p/marlshire/attendance/").status_code == 404
    assert b"Marlshire Police" not in signed_in(world.outsider).get("/p/elmshire/attendance/").content


def test_year_in_other_digits_is_this_year(world, signed_in):
    page = f"/p/{world.partnership.slug}/attendance/?year=\u00b2\u00b2\u00b2\u00b2"
    assert signed_in(world.manager).get(page).status_code == 200
