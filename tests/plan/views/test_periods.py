"""Pages of the periods: who made returns, who did not, and who may open and lock."""

import pytest
from bs4 import BeautifulSoup

from goldenthread.core import clock
from goldenthread.plan.models import Period, ReturnState
from tests import factories as make

ADD = {
    "name": "Third quarter", "starts_on": "2021-10-01", "ends_on": "2021-12-31", "returns_due_on": "2022-01-15",
}  # fmt: skip


def soup(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_list_counts_what_is_approved_and_what_waits(world, signed_in):
    period = make.a_period(world.partnership)
    other = make.an_action(world.priority, "Hold a seminar", owner=world.quality)
    values = {"submitted_at": clock.now(), "rating": "on_track"}
    made = make.a_return(other, period, world.quality_chair, state=ReturnState.SUBMITTED, **values)
    type(made).objects.filter(pk=made.pk).update(
        state=ReturnState.APPROVED, approved_by=world.chair, approved_at=clock.now(), submitted_by=world.quality_chair
    )
    make.a_return(world.action, period, world.quality_chair, state=ReturnState.SUBMITTED, **values)
    rows = [
        [cell.get_text(strip=True) for cell in row(["th", "td"])]
        for row in soup(signed_in(world.chair), "/p/marlshire/periods/").select("tbody tr")
    ]
    assert [(row[0], row[1], row[-2:]) for row in rows] == [("July to September 2021", "Open", ["1", "1"])]


@pytest.mark.parametrize(
    ("who", "status", "is_open"), [("manager", 302, False), ("chair", 403, True), ("outsider", 404, True)]
)
def test_period_is_locked_by_those_who_check_returns(world, signed_in, who, status, is_open):
    period = make.a_period(world.partnership)
    answer = signed_in(getattr(world, who)).post(period.get_absolute_url(), {"do": "lock"})
    period.refresh_from_db()
    assert (answer.status_code, period.is_open) == (status, is_open)


def test_period_is_opened_and_button_then_locks(world, signed_in):
    period, client = make.a_period(world.partnership, is_open=False), signed_in(world.manager)
    client.post(period.get_absolute_url(), {"do": "open"})
    assert soup(client, period.get_absolute_url()).select_one("button[name=do]")["value"] == "lock"


def test_reader_sees_no_button(world, signed_in):
    period = make.a_period(world.partnership)
    assert soup(signed_in(world.chair), period.get_absolute_url()).select("main button") == []


def test_opening_what_is_open_is_a_refusal_in_words(world, signed_in):
    period = make.a_period(world.partnership)
    answer = signed_in(world.manager).post(period.get_absolute_url(), {"do": "open"})
    assert (answer.status_code, b"This period is open already." in answer.content) == (409, True)


def test_period_is_added(world, signed_in):
    answer = signed_in(world.manager).post("/p/marlshire/periods/add/", ADD)
    period = Period.objects.get()
    assert (answer.url, period.name, period.partnership) == (
        period.get_absolute_url(),
        "Third quarter",
        world.partnership,
    )


def test_overlap_is_told_on_the_form_with_what_was_typed(world, signed_in):
    make.a_period(world.partnership)
    answer = signed_in(world.manager).post("/p/marlshire/periods/add/", {**ADD, "starts_on": "2021-09-30"})
    assert (answer.status_code, b"overlap" in answer.content, b"Third quarter" in answer.content) == (422, True, True)


@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("quality_chair", 403), ("outsider", 404)])
def test_nobody_else_adds_a_period(world, signed_in, who, status):
    assert signed_in(getattr(world, who)).post("/p/marlshire/periods/add/", ADD).status_code == status
    assert Period.objects.count() == 0
