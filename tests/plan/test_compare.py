"""Two days of a plan compared: each number, its rows, its file, and its cost."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import time_machine
from django.utils import timezone

from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import ActionVersion
from goldenthread.plan.operations.versions import supersede
from goldenthread.plan.queries.compare import compared, end_of_next_quarter, start_of_last_quarter
from tests import factories as make

TODAY = date(2021, 11, 30)


@pytest.fixture(autouse=True)
def on_30_november():
    with time_machine.travel(datetime(2021, 11, 30, 12, tzinfo=timezone.get_current_timezone()), tick=False):
        yield


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def change(action, day: date, **values) -> None:
    supersede(ActionVersion.objects.get(action=action, valid_to__year=9999), at=at(day), **values)


def groups(world, first: str = "2021-07-01", last: str = "2021-11-30") -> dict[str, list[str]]:
    """The codes of the actions under each number."""
    found = compared(world.plan, day_asked(first), day_asked(last))
    return {group.kind.key: [each.row.action.code for each in group.changes] for group in found if group.changes}


def heard(world, **values):
    """An action about which there is nothing to say: it has a far date and was heard of yesterday."""
    known = {"due_on": date(2023, 1, 1), "last_word_on": TODAY - timedelta(days=1)}
    return make.an_action(world.priority, owner=world.quality, **known | values)


@pytest.fixture
def quiet(world):
    world.action.delete()
    return world


def test_nothing_changed(quiet):
    heard(quiet)
    assert groups(quiet) == {}


def test_done_is_what_was_delivered_between_the_days(quiet):
    change(heard(quiet), date(2021, 8, 1), delivery="delivered", actual_on=date(2021, 8, 1))
    change(heard(quiet), date(2021, 5, 1), delivery="delivered", actual_on=date(2021, 5, 1))
    assert groups(quiet)["done"] == ["1.1"]


def test_in_hand_is_what_was_begun_and_is_not_late(quiet):
    heard(quiet, delivery="on_track")
    heard(quiet, delivery="on_track", due_on=date(2021, 8, 1))
    assert groups(quiet)["in-hand"] == ["1.1"]


def test_overdue_is_what_was_late_on_the_second_day(quiet):
    heard(quiet, due_on=date(2021, 11, 29))
    heard(quiet, due_on=date(2021, 11, 30))
    assert groups(quiet)["overdue"] == ["1.1"]


def test_next_reaches_to_the_end_of_the_quarter_that_follows(quiet):
    for due in (date(2021, 11, 29), date(2021, 11, 30), date(2022, 3, 31), date(2022, 4, 1)):
        heard(quiet, due_on=due)
    assert groups(quiet)["next"] == ["1.2", "1.3"]


def test_pushed_out_is_what_has_a_later_date_or_forecast(quiet):
    change(heard(quiet), date(2021, 8, 1), forecast_on=date(2023, 2, 1))
    change(heard(quiet), date(2021, 8, 1), due_on=date(2023, 2, 1))
    change(heard(quiet), date(2021, 8, 1), due_on=date(2022, 12, 1))
    assert groups(quiet)["pushed-out"] == ["1.1", "1.2"]


def test_added_and_taken_out(quiet):
    heard(quiet, valid_from=at(date(2021, 9, 1)))
    change(heard(quiet), date(2021, 9, 1), removed=True)
    found = groups(quiet)
    assert (found["added"], found["removed"]) == (["1.1"], ["1.2"])


def test_silent_counts_from_thirty_days(quiet):
    heard(quiet, last_word_on=TODAY - timedelta(days=30))
    heard(quiet, last_word_on=TODAY - timedelta(days=29))
    heard(quiet, last_word_on=date(2021, 5, 1), delivery="delivered", actual_on=date(2021, 5, 1))
    assert groups(quiet)["silent"] == ["1.1"]


def test_rating_changed_also_where_only_a_date_passed(quiet):
    change(heard(quiet), date(2021, 8, 1), delivery="at_risk")
    heard(quiet, due_on=date(2021, 8, 1))
    assert groups(quiet)["rating"] == ["1.1", "1.2"]


def test_evidence_strengthened(quiet):
    change(heard(quiet, rung=1), date(2021, 8, 1), rung=3)
    change(heard(quiet, rung=3), date(2021, 8, 1), rung=1)
    assert groups(quiet)["evidence"] == ["1.1"]


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2021, 11, 30), date(2021, 7, 1), date(2022, 3, 31)),
        (date(2022, 1, 1), date(2021, 10, 1), date(2022, 6, 30)),
        (date(2021, 7, 31), date(2021, 4, 1), date(2021, 12, 31)),
    ],
)
def test_quarters_around_a_day(today, start, end):
    assert (start_of_last_quarter(today), end_of_next_quarter(today)) == (start, end)


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(world, signed_in):
    client = signed_in(world.manager)
    return lambda query="": client.get(f"/p/{world.partnership.slug}/compare/{query}")


def test_page_compares_the_last_quarter_with_today(page):
    assert b"From <strong>1 July 2021</strong> to <strong>30 November 2021</strong>" in page().content


def test_default_is_not_before_the_plan_was_adopted(world, page):
    world.plan.adopted_at = at(date(2021, 10, 5))
    world.plan.save()
    assert b"From <strong>5 October 2021</strong>" in page().content


def test_plan_adopted_today_is_compared_with_yesterday(world, page):
    world.plan.adopted_at = timezone.now()
    world.plan.save()
    assert b"From <strong>29 November 2021</strong> to <strong>30 November 2021</strong>" in page().content


def test_number_opens_its_rows(world, page):
    shown = page(f"?plan={world.plan.ref}&show=overdue").content.decode()
    assert "Overdue: 1 action" in shown
    assert f"{world.action.get_absolute_url()}" in shown


def test_row_that_was_taken_out_opens_on_the_day_it_was_there(world, page):
    change(world.action, date(2021, 9, 1), removed=True)
    assert f"{world.action.get_absolute_url()}?as-at=2021-07-01" in page("?show=removed").content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from=2021-11-30&to=2021-10-01", "The first day must be before the second."),
        ("?from=2021-10-01&to=2021-12-01", "This day is still to come."),
        ("?from=nonsense", "There is a problem"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(page, query, said):
    response = page(query)
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_without_a_plan_the_page_says_so(world, page):
    world.plan.delete()
    assert b"No plan is adopted yet" in page().content


def test_excel_has_the_numbers_and_their_rows(world, page):
    book = openpyxl.load_workbook(io.BytesIO(page("?format=xlsx").content))
    assert book.sheetnames == ["About", "Numbers", "Overdue", "Silent for 30 days or more", "Rating changed"]
    rows = list(book["Overdue"].values)
    assert rows[-1] == ("1.1", "Publish the neglect strategy", "Quality Sub-Group", "31 Oct 2021", "31 Oct 2021")


def test_outsider_finds_nothing(world, signed_in):
    assert signed_in(world.outsider).get(f"/p/marlshire/compare/?plan={world.plan.ref}").status_code == 404
    assert signed_in(world.outsider).get(f"/p/elmshire/compare/?plan={world.plan.ref}").status_code == 404


@pytest.mark.parametrize("query", ["", "?show=overdue", "?format=xlsx"])
def test_page_takes_few_queries_however_many_actions(world, page, query, django_assert_max_num_queries):
    for number in range(30):
        make.an_action(world.priority, f"Action number {number}", owner=world.quality, due_on=date(2021, 9, 1))
    with django_assert_max_num_queries(12):
        page(query)
