"""Pages of the round: who owes what, and what one owner owes."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.notifications.models import Mail
from goldenthread.plan.models import Return
from goldenthread.plan.operations import periods, returns
from tests import factories as make


@pytest.fixture
def period(world, time_machine):
    time_machine.move_to(datetime.fromisoformat("2021-10-20T10:00:00+00:00"), tick=False)
    return periods.open_period(make.a_period(world.partnership, is_open=False), by=world.manager)


def of_quality(world, period):
    return f"/p/{world.partnership.slug}/periods/{period.ref}/owners/body/{world.quality.ref}/"


def test_round_shows_who_is_late_and_how_late(world, period, signed_in):
    page = BeautifulSoup(signed_in(world.board_member).get(period.get_absolute_url()).content, "html5lib")
    cells = [cell.get_text(" ", strip=True) for cell in page.find(id="owners").tbody.tr(["th", "td"])[:-1]]
    assert cells == ["Quality Sub-Group", "Late 5 days", "1", "0", "0", "1"]


def test_manager_chases_and_others_may_not(world, period, signed_in):
    asked = {"do": "chase", "owner": f"body:{world.quality.ref}"}
    assert signed_in(world.quality_chair).post(period.get_absolute_url(), asked).status_code == 403
    signed_in(world.manager).post(period.get_absolute_url(), asked)
    assert [mail.about for mail in Mail.objects.all()] == [of_quality(world, period)]


def test_owner_of_another_partnership_cannot_be_chased(world, period, signed_in):
    stranger = make.a_body(world.elsewhere)
    answer = signed_in(world.manager).post(period.get_absolute_url(), {"do": "chase", "owner": f"body:{stranger.ref}"})
    assert (b"Choose an owner who still owes" in answer.content, Mail.objects.count()) == (True, 0)


def test_chair_hands_in_all_that_is_ready_and_another_owner_may_not(world, period, signed_in):
    made = returns.start_return(world.action, period, by=world.quality_chair)
    values = {"rating": made.suggested, "how_much": "Two.", "way_forward": "The third."}
    returns.save_return(made, edition=made.edition, by=world.quality_chair, **values)
    assert signed_in(world.police_lead).post(of_quality(world, period)).status_code == 403
    page = signed_in(world.quality_chair).get(of_quality(world, period)).content.decode()
    assert "Hand in 1 return that is ready" in page
    signed_in(world.quality_chair).post(of_quality(world, period))
    assert Return.objects.get().state == "submitted"


def test_page_of_an_owner_says_what_a_return_lacks(world, period, signed_in):
    returns.start_return(world.action, period, by=world.quality_chair)
    page = signed_in(world.quality_chair).get(of_quality(world, period)).content.decode()
    assert "Say what was done, even if it was nothing." in page


def test_round_costs_the_same_for_one_owner_and_three_and_can_be_taken_away(world, period, signed_in):
    client, costs = signed_in(world.manager), []
    client.get(period.get_absolute_url())
    for names in (["A"], ["B", "C"]):
        for name in names:
            make.an_action(world.priority, owner=make.a_body(world.partnership, name))
        periods.lock_period(period, by=world.manager)
        period = periods.open_period(period, by=world.manager)
        with CaptureQueriesContext(connection) as asked:
            client.get(period.get_absolute_url())
        costs.append(len(asked))
    assert (costs[0], costs[0] <= 20) == (costs[1], True)
    text = client.get(period.get_absolute_url(), {"format": "csv"}).content.decode("utf-8-sig")
    assert "Quality Sub-Group,1,0,0,1,1,5" in text
