"""The whole history of a partnership."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.history.operations import record
from goldenthread.plan.search import index_plan
from goldenthread.reports.queries.history import PAGE


@pytest.fixture
def written(world, time_machine):
    index_plan(world.plan)
    with transaction.atomic():
        time_machine.move_to("2021-10-01T10:00:00+00:00", tick=False)
        record(world.action, "opened the action", by=world.manager)
        time_machine.move_to("2021-11-09T10:00:00+00:00", tick=False)
        record(
            world.quality,
            "changed the body",
            by=world.chair,
            old={"meets": "monthly"},
            new={"meets": "quarterly"},
            reason="Fewer people",
        )
        record(world.elsewhere, "changed the canary", by=world.outsider)
    return world


@pytest.fixture
def opened(written, signed_in):
    def shown(**query):
        response = signed_in(written.manager).get(f"/p/{written.partnership.slug}/history/", query)
        return BeautifulSoup(response.content, "html5lib").main

    return shown


def sentences(main):
    return [item.p.get_text() for item in main("li") if item.time]


def test_history_tells_what_was_done_newest_first(opened):
    assert sentences(opened()) == [
        "Independent Chair changed the body: Quality Sub-Group",
        "Business Manager opened the action: Action 1.1",
    ]


def test_history_tells_values_and_reason(opened):
    first = opened().find(class_="gt-history").li
    assert (first.find("del").get_text(), first.find("ins").get_text()) == ("monthly", "quarterly")
    assert "Fewer people" in first.get_text()


def test_history_links_records_that_have_a_opened(written, opened):
    assert [link["href"] for link in opened().find(class_="gt-history")("a")] == [written.action.get_absolute_url()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"person": "manager"}, ["Business Manager opened the action: Action 1.1"]),
        ({"record": "action 1.1"}, ["Business Manager opened the action: Action 1.1"]),
        ({"words": "fewer"}, ["Independent Chair changed the body: Quality Sub-Group"]),
        ({"until": "2021-10-01"}, ["Business Manager opened the action: Action 1.1"]),
        ({"since": "2021-11-09"}, ["Independent Chair changed the body: Quality Sub-Group"]),
        ({"person": "elmshire"}, []),
    ],
)
def test_history_can_be_narrowed_down(opened, query, found):
    assert sentences(opened(**query)) == found


def test_history_goes_on_page_by_opened(written, opened):
    with transaction.atomic():
        for number in range(PAGE):
            record(written.action, f"did {number}", by=written.manager)
    first = opened()
    older = first.find("a", rel="next")["href"]
    assert (len(sentences(first)), older) == (PAGE, "/p/marlshire/history/?before=3")
    assert len(sentences(opened(before="3"))) == 2


def test_history_costs_the_same_for_few_entries_and_for_many(written, signed_in):
    client, address = signed_in(written.manager), f"/p/{written.partnership.slug}/history/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with transaction.atomic():
        for number in range(5):
            record(written.action, f"did {number}", by=written.manager)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few) <= 12
