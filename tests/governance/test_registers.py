"""Risks and issues, and strategies owned elsewhere."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.governance.models import Risk, Strategy
from goldenthread.governance.operations import risks, strategies
from goldenthread.governance.scales import scales
from goldenthread.history.queries import history_of
from goldenthread.reports.queries.my_work import registers
from tests import factories as make

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")
REVIEW = {"title": "Data comes late", "words": "It may.", "controls": "", "further": "", "note": "Two months late."}


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def risk(world):
    return make.a_risk(world.partnership, world.quality, world.manager)


@pytest.fixture
def cells(world, signed_in):
    def shown(query="", who=None, page="risks"):
        text = signed_in(who or world.board_member).get(f"/p/marlshire/{page}/{query}").content
        rows = BeautifulSoup(text, "html5lib").select("tbody tr")
        return [[cell.get_text(" ", strip=True) for cell in row(["th", "td"])] for row in rows]

    return shown


def reviewed(world, risk, time_machine, **values):
    time_machine.move_to(NOVEMBER + timedelta(days=30))
    known = {**REVIEW, "likelihood": 5, "impact": 4, "owner": world.quality, "review_on": date(2022, 3, 1)} | values
    return risks.review_risk(risk, by=world.quality_chair, **known)


def test_every_score_has_a_band():
    for scale in scales():
        assert (len(scale.likelihood), len(scale.impact), scale.bands[0].least) == (5, 5, 1)
        assert all(scale.band(score).name for score in range(1, 26))


def test_register_shows_the_gravest_first_with_movement_since_the_last_review(world, risk, cells, time_machine):
    make.a_risk(world.partnership, world.police, world.manager, likelihood=1, impact=2, title="Slight")
    assert [row[0] for row in cells()] == ["Risk 1: Data comes late", "Risk 2: Slight"]
    reviewed(world, risk, time_machine)
    first = cells()[0]
    assert first[1:4] == [
        "Quality Sub-Group",
        "20 Very high Almost certain, major",
        "Up from 12 worse than at its last review",
    ]


def test_review_leaves_what_was_known_before(world, risk, cells, time_machine):
    reviewed(world, risk, time_machine)
    assert cells("?as-at=2021-11-20")[0][2] == "12 High Possible, major"


def test_closed_risk_leaves_the_register_with_its_reason(world, risk, cells, time_machine):
    with pytest.raises(ValidationError, match="Say why"):
        risks.close_risk(risk, why=" ", by=world.manager)
    time_machine.move_to(NOVEMBER + timedelta(days=30))
    risks.close_risk(risk, why="The data comes in time now.", by=world.manager)
    assert (cells(), len(cells("?state=closed")), len(cells("?as-at=2021-11-20"))) == ([], 1, 1)
    assert history_of(risk)[0].reason == "The data comes in time now."
    with pytest.raises(ValidationError, match="closed"):
        reviewed(world, risk, time_machine)


def test_score_off_the_scale_is_refused(world):
    with pytest.raises(ValidationError):
        make.a_risk(world.partnership, world.quality, world.manager, likelihood=6)


def test_review_day_that_is_over_is_refused(world):
    with pytest.raises(ValidationError, match="This day is over"):
        make.a_risk(world.partnership, world.quality, world.manager, review_on=date(2021, 11, 1))


@pytest.mark.parametrize(("who", "status"), [("quality_chair", 302), ("manager", 302), ("police_lead", 403)])
def test_owner_and_unit_review_it(world, risk, signed_in, who, status):
    day = {"review_on_0": "1", "review_on_1": "3", "review_on_2": "2022"}
    day |= {"review_on-day": "1", "review_on-month": "3", "review_on-year": "2022"}
    values = {**REVIEW, **day, "likelihood": "2", "impact": "2", "owner": f"body:{world.quality.ref}"}
    answer = signed_in(getattr(world, who)).post(f"{risk.get_absolute_url()}review/", values)
    assert answer.status_code == status


def test_register_costs_the_same_for_one_and_three_and_can_be_taken_away(world, risk, signed_in):
    client, costs = signed_in(world.board_member), []
    client.get("/p/marlshire/risks/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/p/marlshire/risks/")
        costs.append(len(asked))
        for holder in (world.police, world.board):
            make.a_risk(world.partnership, holder, world.manager)
    assert (costs[0], costs[0] <= 20) == (costs[1], True)
    assert "Risk 1,Data comes late" in client.get("/p/marlshire/risks/?format=csv").content.decode("utf-8-sig")


def test_my_work_asks_the_owner_for_the_review(world, risk, signed_in):
    assert b"What holds it down already" in signed_in(world.police_lead).get(risk.get_absolute_url()).content
    assert [task.text for task in registers.to_answer(registers.lines(world.quality_chair))] == [
        "Risk 1: Data comes late"
    ]
    assert list(registers.to_answer(registers.lines(world.police_lead))) == []


# --- strategies -------------------------------------------------------------------------------------------------------


@pytest.fixture
def strategy(world):
    safety = make.a_body(world.partnership, "Community Safety Partnership", "external")
    return make.a_strategy(world.partnership, safety, world.manager, next_update_on=date(2021, 10, 31))


def test_update_moves_the_day_of_the_next_one(world, strategy, cells):
    assert cells(page="strategies")[0][3] == "31\xa0Oct\xa02021 Update overdue"
    strategies.update_strategy(
        strategy, said_on=date(2021, 11, 5), rating="at_risk", words="Late.", source="Letter", by=world.manager
    )
    assert cells(page="strategies")[0][2:4] == ["At risk said 5\xa0Nov\xa02021", "5\xa0Feb\xa02022"]


def test_update_needs_its_source_and_a_day_that_has_come(world, strategy):
    known = {"rating": "at_risk", "words": "Late.", "by": world.manager}
    with pytest.raises(ValidationError, match="source"):
        strategies.update_strategy(strategy, said_on=clock.today(), source="", **known)
    with pytest.raises(ValidationError, match="still to come"):
        strategies.update_strategy(strategy, said_on=date(2021, 12, 1), source="Letter", **known)


def test_milestones_are_reached_and_the_strategy_ends_with_a_reason(world, strategy, signed_in):
    step = strategies.add_strategy_milestone(strategy, words="Signed off", due_on=date(2022, 1, 31), by=world.manager)
    strategies.reach_strategy_milestone(step, reached_on=date(2021, 11, 8), by=world.manager)
    page = signed_in(world.police_lead).get(strategy.get_absolute_url()).content.decode()
    assert "Signed off" in page
    strategies.end_strategy(strategy, why="It was replaced.", by=world.manager)
    with pytest.raises(ValidationError, match="no longer followed"):
        strategies.add_strategy_milestone(strategy, words="x", due_on=date(2022, 1, 31), by=world.manager)
    assert [entry.sentence for entry in history_of(strategy)][:2] == [
        "stopped following the strategy", "noted that “Signed off” was reached",
    ]  # fmt: skip


def test_my_work_asks_the_unit_for_the_update(world, strategy):
    assert [task.text for task in registers.to_ask(registers.lines(world.manager))] == [
        "Serious Youth Violence Strategy"
    ]
    assert list(registers.to_ask(registers.lines(world.chair))) == []


def test_pages_of_others_are_not_found(world, risk, strategy, signed_in):
    client = signed_in(world.outsider)
    for record in (risk, strategy):
        assert client.get(record.get_absolute_url()).status_code == 404
    assert (Risk.objects.visible_to(world.outsider).count(), Strategy.objects.visible_to(world.outsider).count()) == (
        0, 0,
    )  # fmt: skip
