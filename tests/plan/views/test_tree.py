"""Pages of an action, an outcome and a priority: what each shows, to whom, and on which day."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.plan.models import EvidenceUse, MilestoneVersion
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2021-11-30T12:00:00+00:00", tick=False)


def text(client, address):
    return " ".join(BeautifulSoup(client.get(address).content, "html.parser").main.get_text(" ").split())


def links(client, address):
    """Where the page's own links and forms lead, without the part that all share."""
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    return {link["href"].removeprefix("/p/marlshire/").split("?")[0] for link in main("a", href=True)}


def may(client, action):
    """What is offered on the page of an action."""
    own = f"actions/{action.ref}/"
    offers = {f"{own}return/", f"{own}remind/", f"{own}gate/", f"{own}vary/", "add-evidence/"}
    return {each.removeprefix(own).rstrip("/") for each in links(client, action.get_absolute_url()) & offers}


@pytest.mark.parametrize(
    ("who", "offers"),
    [
        ("manager", {"return", "remind", "vary", "add-evidence"}),
        ("chair", {"gate"}),
        ("board_member", {"gate"}),
        ("quality_chair", {"return", "add-evidence"}),
        ("police_lead", {"add-evidence"}),
    ],
)
def test_page_of_an_action_offers_what_one_may_do(world, signed_in, who, offers):
    assert may(signed_in(getattr(world, who)), world.action) == offers


def test_action_of_a_closed_plan_is_written_about_no_more(world, signed_in):
    type(world.plan).objects.update(state="closed", closed_at=clock.now())
    assert may(signed_in(world.manager), world.action) & {"return", "vary"} == set()


def test_action_shows_words_owner_printed_deadline_and_why_it_needs_somebody(world, signed_in):
    said = text(signed_in(world.board_member), world.action.get_absolute_url())
    wanted = ["Publish the neglect strategy", "Quality Sub-Group", "by October 2021", "30 days ago", "Off track"]
    assert [words for words in wanted if words not in said] == []


def test_action_shows_its_steps(world, signed_in):
    MilestoneVersion.objects.create(
        action=world.action, words="Draft it", due_on="2021-09-30", valid_from=make.LONG_AGO
    )
    assert "Draft it" in text(signed_in(world.chair), world.action.get_absolute_url())


def test_past_day_shows_the_words_of_the_day_and_not_what_came_later(world, signed_in):
    supersede(current(world.action), words="Publish two strategies")
    client, address = signed_in(world.manager), world.action.get_absolute_url()
    assert "Publish two strategies" in text(client, address)
    then = text(client, f"{address}?as-at=2021-11-01")
    assert ("Publish the neglect strategy" in then, "Publish two strategies" in then) == (True, False)


def test_action_that_was_not_in_the_plan_yet_or_is_taken_out_is_not_found(world, signed_in):
    client, address = signed_in(world.manager), world.action.get_absolute_url()
    assert client.get(f"{address}?as-at=2021-03-01").status_code == 404
    supersede(current(world.action), removed=True, removed_why="Done elsewhere")
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?as-at=2021-11-29").status_code == 200


def test_outcome_shows_the_actions_that_serve_it_and_its_evidence(world, signed_in):
    outcome = make.an_outcome(world.priority)
    other = make.an_action(world.priority, "Hold a seminar")
    make.serves(world.action, outcome)
    piece = make.some_evidence(world.partnership, world.manager, "Survey of pupils")
    EvidenceUse.objects.create(evidence=piece, outcome=outcome, added_by=world.manager, accepted_at=clock.now())
    said = text(signed_in(world.board_member), outcome.get_absolute_url())
    assert [
        words in said for words in (str(outcome.versions.get()), "Publish the neglect strategy", "Survey of pupils")
    ] == [True] * 3
    assert str(current(other)) not in said


def test_priority_shows_its_own_actions_and_outcomes_and_no_others(world, signed_in):
    make.an_outcome(world.priority, "Children are seen sooner")
    second = make.a_priority(world.plan, "Exploitation", "2")
    make.an_action(second, "Write a toolkit")
    make.an_outcome(second, "Children are safe from exploitation")
    said = text(signed_in(world.police_lead), world.priority.get_absolute_url())
    assert [words in said for words in ("Neglect", "Children are seen sooner", "Publish the neglect strategy")] == [
        True
    ] * 3
    assert [words in said for words in ("Write a toolkit", "safe from exploitation")] == [False] * 2


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("practitioner", 403), ("board_member", 200)])
def test_pages_are_for_those_who_read_the_plan(world, signed_in, who, status):
    pages = [world.action, world.priority, make.an_outcome(world.priority)]
    client = signed_in(getattr(world, who))
    assert [client.get(each.get_absolute_url()).status_code for each in pages] == [status] * 3


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_priority_asks_the_same_of_the_database_for_one_action_and_ten(world, signed_in):
    client, address = signed_in(world.manager), world.priority.get_absolute_url()
    make.an_outcome(world.priority)
    queries(client, address)
    one = queries(client, address)
    for number in range(9):
        make.an_action(world.priority, f"Action {number}", owner=world.quality, due_on=date(2022, 3, 1))
        make.an_outcome(world.priority, f"Outcome {number}")
    assert queries(client, address) == one


@pytest.mark.parametrize("query", ["", "?as-at=2021-11-29"])
def test_owner_is_shown_on_the_day_of_the_page(world, signed_in, query):
    client, owner = signed_in(world.manager), f"{world.quality.get_absolute_url()}{query}"
    page = BeautifulSoup(client.get(f"{world.action.get_absolute_url()}{query}").content, "html.parser")
    assert page.main.find("a", string="Quality Sub-Group")["href"] == owner
    assert client.get(owner).status_code == 200
