"""How long what is off track, at risk or overdue waits for an answer: by rule, by operation, on pages and in files."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import ActionVersion
from goldenthread.plan.operations import returns, variations
from goldenthread.plan.operations.versions import supersede
from goldenthread.plan.queries import waits
from goldenthread.plan.queries.plan_on_a_page import reasons_of
from tests import factories as make

TODAY = date(2021, 11, 30)


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture(autouse=True)
def on_30_november():
    with time_machine.travel(at(TODAY), tick=False) as clock:
        yield clock


def answer(action, day: date, **values) -> None:
    """An approved return or decided change on the day, with what it made of the action."""
    supersede(ActionVersion.objects.get(action=action, valid_to__year=9999), at=at(day), answered_on=day, **values)


def now(world, day: str = "") -> list[tuple[str, int]]:
    when = day_asked(day)
    return [(each.action.code, (when.day - each.since).days) for each in waits.waiting(world.plan, when)]


def ended(world, day: str = "") -> list[tuple[str, int]]:
    return [(each.action.code, each.waited.days) for each in waits.answered(world.plan, day_asked(day))]


def test_what_is_overdue_waits_from_its_last_day(world):
    assert now(world) == [("1.1", 30)]
    assert now(world, "2021-10-31") == []


def test_a_rating_of_trouble_waits_from_the_day_of_its_approval(world):
    for rating in ("off_track", "at_risk", "on_track"):
        action = make.an_action(world.priority, owner=world.quality, due_on=date(2022, 3, 1))
        answer(action, date(2021, 11, 20), delivery=rating)
    assert now(world) == [("1.1", 30), ("1.2", 10), ("1.3", 10)]


def test_an_answer_ends_the_wait_and_the_next_begins_where_trouble_goes_on(world):
    answer(world.action, date(2021, 11, 10), delivery="off_track")
    answer(world.action, date(2021, 11, 25), due_on=date(2021, 11, 1))
    assert (now(world), ended(world)) == ([("1.1", 5)], [("1.1", 15), ("1.1", 10)])


def test_what_is_delivered_waits_no_more(world):
    answer(world.action, date(2021, 11, 10), delivery="delivered", actual_on=date(2021, 11, 9))
    assert (now(world), ended(world)) == ([], [("1.1", 10)])


def test_other_changes_are_no_answer(world):
    supersede(ActionVersion.objects.get(action=world.action), at=at(date(2021, 11, 10)), rung=3)
    assert (now(world), ended(world)) == ([("1.1", 30)], [])


def test_an_earlier_day_knows_no_later_answer(world):
    answer(world.action, date(2021, 11, 10), delivery="off_track")
    assert (now(world, "2021-11-09"), ended(world, "2021-11-09")) == ([("1.1", 9)], [])


def test_the_median_is_that_of_each_owner_and_of_all(world):
    for owner, lengths in ((world.quality, (4, 10)), (world.police, (1, 2, 9))):
        for days in lengths:
            action = make.an_action(world.priority, owner=owner, due_on=date(2021, 11, 1))
            answer(action, date(2021, 11, 1) + timedelta(days=days), delivery="delivered", actual_on=TODAY)
    lines = {line.name: (line.now, line.answered, line.median) for line in waits.by_owner(world.plan, day_asked(""))}
    assert lines == {"Quality Sub-Group": (1, 2, 7.0), "Marlshire Police": (0, 3, 2.0)}
    when = day_asked("")
    found = waits.summary(waits.waiting(world.plan, when), waits.answered(world.plan, when), when.day)
    assert found == waits.Summary(now=1, longest=30, answered=5, median=4.0)


def test_approving_a_return_is_an_answer(world):
    period = make.a_period(world.partnership)
    made = returns.start_return(world.action, period, by=world.quality_chair)
    made = returns.save_return(
        made, edition=made.edition, by=world.quality_chair, rating="off_track", how_much="Nothing.",
        way_forward="Next month.",
    )  # fmt: skip
    returns.submit_return(made, by=world.quality_chair)
    assert ended(world) == []
    returns.approve_return(made, by=world.chair)
    assert (ended(world), now(world)) == ([("1.1", 30)], [])


@pytest.mark.parametrize("decide", [variations.approve_variation, variations.decline_variation])
def test_deciding_a_change_is_an_answer(world, decide):
    asked = variations.propose_variation(
        world.action, summary="Later", new={"due_on": "2022-03-31"}, reason="The post is vacant.", by=world.manager
    )
    decide(asked, by=world.chair, decision="As proposed.")
    assert ended(world) == [("1.1", 30)]


def test_the_plan_on_a_page_says_how_long_it_waits(world):
    answer(world.action, date(2021, 11, 10), delivery="off_track")
    version = waits.waiting(world.plan, day_asked("")).get()
    said = dict(reasons_of(version, TODAY))["overdue"]
    assert said == "It was due by 31 October 2021, 30 days ago. It has waited 20 days for an answer."


def test_the_page_costs_the_same_for_one_and_for_three(world, signed_in, django_assert_max_num_queries):
    client, address = signed_in(world.chair), reverse("plan:waits", args=[world.partnership.slug])
    client.get(address)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as used:
            assert "Publish the neglect strategy" in client.get(address).content.decode()
        counts.append(len(used))
        for owner in (world.quality, world.police):
            make.an_action(world.priority, owner=owner, due_on=date(2021, 11, 1))
    assert counts[0] == counts[1]


def test_the_answered_ones_have_a_list_of_their_own(world, signed_in):
    client, address = signed_in(world.chair), reverse("plan:waits", args=[world.partnership.slug])
    assert "No wait was answered yet" in client.get(address + "?show=answered").content.decode()
    answer(world.action, date(2021, 11, 10), delivery="delivered", actual_on=date(2021, 11, 9))
    assert "10\xa0Nov\xa02021" in client.get(address + "?show=answered").content.decode()
    assert "Nothing waits" in client.get(address).content.decode()


def test_the_spreadsheet_has_what_the_page_has(world, signed_in):
    answer(world.action, date(2021, 11, 10), delivery="off_track")
    response = signed_in(world.chair).get(reverse("plan:waits", args=[world.partnership.slug]) + "?format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    rows = [[cell.value for cell in row] for name in book.sheetnames for row in book[name].iter_rows()]
    assert any(row[:5] == ["Quality Sub-Group", 1, 20, 1, 10] for row in rows)
    assert any(row[0] == "1.1" and row[-1] == 20 for row in rows)


def test_the_number_of_an_owner_opens_what_that_owner_leads(world, signed_in):
    police = make.an_action(world.priority, owner=world.police, due_on=date(2021, 10, 1))
    client = signed_in(world.manager)
    page = BeautifulSoup(client.get("/p/marlshire/waits/").content, "html5lib")
    [link] = [each["href"] for each in page.find_all("a") if "waiting: Marlshire Police" in each.get_text()]
    shown = BeautifulSoup(client.get(link.partition("#")[0]).content, "html5lib").find(id="rows")
    assert [each["href"] for each in shown.select("tbody a")] == [police.get_absolute_url()]
    assert "Only what Marlshire Police leads." in shown.get_text()
