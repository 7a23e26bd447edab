"""The list of actions: what narrows it, what sorts it, and what it shows on a day."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from goldenthread.core import clock
from goldenthread.plan.models import Owner
from goldenthread.plan.operations.versions import set_owners
from goldenthread.plan.views import actions
from tests import factories as make

LIST = "/p/marlshire/actions/"


@pytest.fixture
def listed(world, signed_in, time_machine):
    """Numbers of the actions on the list that an address opens, as the manager sees them."""
    time_machine.move_to("2021-11-30T12:00:00+00:00", tick=False)
    exploitation = make.a_priority(world.plan, "Exploitation", "2")
    held = {"owner": world.board, "owner_text": "the Board"}
    make.an_action(world.priority, "Hold a seminar", **held, due_on="2022-03-31", rung=3, delivery="on_track")
    make.an_action(
        exploitation, "Write a toolkit", gate="embedded", delivery="delivered", actual_on="2021-09-01", rung=1
    )
    world.exploitation = exploitation
    client = signed_in(world.manager)

    def numbers(query=""):
        soup = BeautifulSoup(client.get(LIST + query).content, "html.parser")
        return [row.select_one("th, td").get_text(strip=True) for row in soup.select("tbody tr")]

    return numbers


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1.1", "1.2", "2.1"]),
        ("?q=SEMINAR", ["1.2"]),
        ("?q=the+board", ["1.2"]),
        ("?rating=off_track", ["1.1"]),
        ("?rating=delivered", ["2.1"]),
        ("?gate=embedded", ["2.1"]),
        ("?look=overdue", ["1.1"]),
        ("?look=no_owner", ["2.1"]),
        ("?due_from=2021-11-01", ["1.2"]),
        ("?due_to=2021-12-31", ["1.1"]),
        ("?due_from=2021-11-01&due_to=2021-12-31", []),
        ("?rating=nonsense", ["1.1", "1.2", "2.1"]),
        ("?sort=-due", ["1.2", "1.1", "2.1"]),
        ("?sort=-rung", ["1.2", "2.1", "1.1"]),
        ("?sort=nonsense", ["1.1", "1.2", "2.1"]),
        ("?page=99", ["1.1", "1.2", "2.1"]),
        ("?as-at=2021-03-01", []),
    ],
)
def test_address_says_what_is_listed(listed, query, numbers):
    assert listed(query) == numbers


def test_list_is_narrowed_to_a_priority_or_an_owner(world, listed):
    assert listed(f"?priority={world.exploitation.ref}") == ["2.1"]
    assert listed(f"?owner=body:{world.board.ref}") == ["1.2"]
    assert listed(f"?owner=organisation:{world.police.ref}") == []


def test_plan_of_another_partnership_is_not_found(world, signed_in):
    foreign = make.a_plan(world.elsewhere)
    assert signed_in(world.manager).get(f"{LIST}?plan={foreign.ref}").status_code == 404


def test_hundred_rows_are_a_page(world, listed, monkeypatch):
    monkeypatch.setattr(actions, "PAGE", 2)
    assert (listed(), listed("?page=2")) == (["1.1", "1.2"], ["2.1"])


def test_nothing_found_leads_back_to_all(world, listed, signed_in):
    answer = signed_in(world.manager).get(f"{LIST}?q=zebra")
    assert (b"No action fits" in answer.content, b"Show all actions" in answer.content) == (True, True)


def test_list_asks_the_same_of_the_database_for_three_and_thirty(world, listed, django_assert_num_queries, signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(world.manager)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(27):
        make.an_action(world.priority, f"Action number {number}", owner=world.quality)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_owner_of_a_past_day_is_who_owned_it_then(world, signed_in):
    moment = clock.now() - timedelta(days=10)
    set_owners(world.action, [Owner(role="lead", body=world.board)], at=moment)
    client = signed_in(world.manager)
    found = {}
    for owner in (world.quality, world.board):
        for day in ("", (moment.date() - timedelta(days=2)).isoformat()):
            page = client.get(LIST, {"owner": f"body:{owner.ref}", "as-at": day}).content.decode()
            found[owner.name, bool(day)] = "Publish the neglect strategy" in page
    assert found == {
        ("Quality Sub-Group", False): False, ("Quality Sub-Group", True): True,
        ("Executive Board", False): True, ("Executive Board", True): False,
    }  # fmt: skip
