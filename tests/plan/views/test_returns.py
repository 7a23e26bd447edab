"""The pages of returns, by those who write, check and approve them, and by those who may not."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.plan.models import Occurrence, Return, ReturnState
from goldenthread.plan.operations import returns
from tests import factories as make

SAID = {"rating": "at_risk", "how_much": "Two of four.", "way_forward": "Two more.", "override_reason": "The venue."}


@pytest.fixture
def made(world):
    return returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)


@pytest.fixture
def submitted(world, made):
    saved = returns.save_return(made, edition=1, by=world.quality_chair, **SAID)
    return returns.submit_return(saved, by=world.quality_chair)


def typed(made, **values):
    return {**SAID, "version": made.edition, **values}


@pytest.mark.parametrize(("who", "status"), [("manager", 200), ("quality_chair", 200), ("outsider", 404)])
def test_return_is_shown_to_its_partnership(world, signed_in, made, who, status):
    assert signed_in(getattr(world, who)).get(made.get_absolute_url()).status_code == status


def test_return_is_not_shown_to_anybody_signed_out(client, made):
    assert client.get(made.get_absolute_url()).status_code == 302


def test_reader_cannot_write_in_a_return(world, signed_in, made):
    assert signed_in(world.board_member).post(made.get_absolute_url(), typed(made)).status_code == 403
    made.refresh_from_db()
    assert made.how_much == ""


def test_writing_after_somebody_submitted_it_keeps_what_was_typed_on_the_page(world, signed_in, submitted):
    answer = signed_in(world.manager).post(submitted.get_absolute_url(), typed(submitted, how_much="Mine alone"))
    assert (answer.status_code, b"Mine alone" in answer.content) == (422, True)


def test_two_who_write_at_once_see_both_texts(world, signed_in, made):
    returns.save_return(made, edition=1, by=world.manager, how_much="Theirs")
    answer = signed_in(world.quality_chair).post(made.get_absolute_url(), typed(made, how_much="Mine"))
    assert (answer.status_code, b"Theirs" in answer.content, b"Mine" in answer.content) == (409, True, True)


@pytest.mark.parametrize(
    ("values", "status"), [({}, 200), ({"version": 0}, 409), ({"how_much": "NHS number 943 476 5919"}, 422)]
)
def test_autosave_answers_as_its_script_expects(world, signed_in, made, values, status):
    client, data = signed_in(world.quality_chair), typed(made, **values)
    answer = client.post(made.get_absolute_url(), data, headers={"X-Autosave": "1"})
    assert (answer.status_code, set(answer.json())) == (
        status,
        {200: {"version", "saved_at"}, 409: {"url"}, 422: {"errors"}}[status],
    )


def questions(answer):
    """What is asked of possible identifiers: name and kind of each field."""
    fields = BeautifulSoup(answer.content, "html5lib").select("input[name^=answer-]")
    return {field["name"]: field["type"] for field in fields}


def test_questions_about_two_identifiers_can_be_answered_one_after_the_other(world, signed_in, made):
    client = signed_in(world.quality_chair)
    data = typed(made, how_much="NHS number 943 476 5919", how_well="NHS number 987 654 4322")
    first, second = questions(client.post(made.get_absolute_url(), data))
    answered = {first: "organisation"}
    assert questions(client.post(made.get_absolute_url(), data | answered)) == {first: "hidden", second: "radio"}
    client.post(made.get_absolute_url(), data | answered | {second: "organisation"})
    made.refresh_from_db()
    assert made.how_well == "NHS number 987 654 4322"


def test_opening_the_page_to_start_creates_nothing(world, signed_in):
    period = make.a_period(world.partnership)
    first = Occurrence.objects.create(
        action=world.action,
        number=1,
        earliest_on=date(2021, 4, 1),
        due_on=date(2021, 9, 30),
        actual_on=date(2021, 9, 1),
    )
    Occurrence.objects.create(action=world.action, number=2, earliest_on=date(2021, 10, 1), due_on=date(2022, 3, 31))
    make.a_return(world.action, period, world.manager, occurrence=first)
    signed_in(world.manager).get(f"/p/marlshire/actions/{world.action.ref}/return/")
    assert Return.objects.count() == 1


def test_locked_period_cannot_be_chosen(world, signed_in):
    make.a_period(world.partnership)
    locked = make.a_period(world.partnership, date(2021, 10, 1), ends_on=date(2021, 12, 31), is_open=False)
    address = f"/p/marlshire/actions/{world.action.ref}/return/"
    assert b"This period is not open" in signed_in(world.manager).post(address, {"period": locked.ref}).content
    assert Return.objects.count() == 0


@pytest.mark.parametrize(("who", "state"), [("chair", "approved"), ("manager", "submitted"), ("outsider", "submitted")])
def test_only_those_who_decide_approve(world, signed_in, submitted, who, state):
    signed_in(getattr(world, who)).post("/p/marlshire/returns/", {"return": [submitted.ref]})
    submitted.refresh_from_db()
    assert submitted.state == state


def test_sending_back_without_a_note_is_a_refusal_on_the_form(world, signed_in, submitted):
    answer = signed_in(world.manager).post(f"{submitted.get_absolute_url()}send-back/", {"note": ""})
    assert answer.status_code == 422


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/p/marlshire/returns/")
    return len(asked)


def test_list_asks_the_same_of_the_database_for_one_and_several(world, signed_in, submitted):
    client = signed_in(world.chair)
    queries(client)
    one = queries(client)
    for _ in range(3):
        other = make.an_action(world.priority, owner=world.quality)
        values = {"state": ReturnState.SUBMITTED, "rating": "on_track", "submitted_at": submitted.submitted_at}
        make.a_return(other, submitted.period, world.manager, **values)
    assert queries(client) == one


def test_returns_say_which_plan_is_meant_where_there_are_several(world, signed_in, submitted):
    client, plan = signed_in(world.manager), "Neglect Plan, adopted on 1 April 2021"
    assert "adopted on" not in client.get("/p/marlshire/returns/").content.decode()
    make.an_action(make.a_priority(make.a_plan(world.partnership, title="Neglect Plan")), owner=world.quality)
    assert plan in client.get("/p/marlshire/returns/").content.decode()


def test_approving_nothing_leads_back_to_the_list(world, signed_in, submitted):
    answer = signed_in(world.chair).post("/p/marlshire/returns/", {}, follow=True)
    assert (answer.status_code, b"Choose at least one return." in answer.content) == (200, True)
