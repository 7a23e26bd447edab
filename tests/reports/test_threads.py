"""Broken threads: each missing arrow stands once under its kind, and is gone once the arrow is there."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.evidence.models import EvidenceKind
from goldenthread.governance.operations import challenges, decisions
from goldenthread.governance.operations.following import name_action
from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import Delivery, EvidenceUse, GateDecision
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.reports.queries.threads import Asked, counts, rows, told
from tests import factories as make
from tests.governance import factories as meet

NOVEMBER = datetime.fromisoformat("2021-11-09T10:00:00+00:00")
WHOLE = {
    "unowned": 0,
    "unproven": 0,
    "unseen": 0,
    "ungated": 0,
    "idle": 0,
    "no_impact": 0,
    "no_action": 0,
    "upheld": 0,
    "above_appetite": 0,
    "no_voice": 0,
}


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)


@pytest.fixture
def asked(world):
    def on(day="", owner=""):
        return Asked(world.manager, world.plan, day_asked(day), owner)

    return on


@pytest.fixture
def whole(world):
    """A plan in which no arrow is missing."""
    supersede(current(world.action), rung=4, evidence_on=date(2021, 9, 1))
    outcome = make.an_outcome(world.priority, impact_evidenced=True)
    make.serves(world.action, outcome)
    voice = make.some_evidence(world.partnership, world.manager, kind=EvidenceKind.VOICE)
    EvidenceUse.objects.create(
        evidence=voice, action=world.action, added_by=world.manager, accepted_by=world.chair, accepted_at=clock.now()
    )
    return outcome


def test_nothing_is_missing_where_every_arrow_is_there(whole, asked):
    assert (counts(asked()), list(rows(asked()))) == (WHOLE, [])


def test_each_missing_arrow_is_found(world, whole, asked):
    delivered = {"delivery": Delivery.DELIVERED, "actual_on": date(2021, 10, 1)}
    make.an_action(world.priority, "Nobody's", due_on=date(2023, 1, 31))
    make.an_action(world.priority, "Unproven", owner=world.police, **delivered)
    make.an_action(world.priority, "Unseen", owner=world.quality, due_on=date(2021, 12, 31))
    make.an_outcome(world.priority, "Idle")
    make.a_priority(world.plan, "Unheard", "2")
    found = [told(row) for row in rows(asked(), sort="kind")]
    assert [(each.kind, each.label, each.owner) for each in found] == [
        ("idle", "Outcome 1.2", ""),
        ("no_impact", "Outcome 1.2", ""),
        ("no_voice", "Priority 2", ""),
        ("ungated", "Action 1.3", "Marlshire Police"),
        ("unowned", "Action 1.2", ""),
        ("unproven", "Action 1.3", "Marlshire Police"),
        ("unseen", "Action 1.4", "Quality Sub-Group"),
    ]
    assert sum(counts(asked()).values()) == len(found)


def test_thread_is_broken_since_the_arrow_could_have_been_there(world, whole, asked):
    make.an_action(world.priority, owner=world.police, delivery=Delivery.DELIVERED, actual_on=date(2021, 10, 1), rung=2)
    assert [told(row).since for row in rows(asked())] == [date(2021, 10, 1)]


def test_decided_gate_mends_the_thread_from_that_day_on(world, whole, asked):
    action = make.an_action(
        world.priority, owner=world.police, delivery=Delivery.DELIVERED, actual_on=date(2021, 10, 1), rung=2
    )
    GateDecision.objects.create(action=action, reason="Too early", decided_by=world.chair, at=NOVEMBER)
    assert (counts(asked())["ungated"], counts(asked("2021-11-08"))["ungated"]) == (0, 1)


def test_evidence_of_later_does_not_mend_a_past_day(world, whole, asked, time_machine):
    time_machine.move_to(NOVEMBER + timedelta(days=400))
    unseen = make.an_action(world.priority, owner=world.quality, due_on=date(2021, 12, 31))
    supersede(current(unseen), rung=3, evidence_on=date(2022, 12, 1))
    assert (counts(asked())["unseen"], counts(asked("2022-11-01"))["unseen"]) == (0, 1)


def test_list_of_an_owner_holds_theirs_alone(world, asked):
    make.an_action(world.priority, owner=world.police, due_on=date(2021, 10, 1))
    owner = f"organisation:{world.police.ref}"
    assert [told(row).owner for row in rows(asked(owner=owner))] == ["Marlshire Police"]


def test_page_costs_the_same_for_one_row_and_many_and_takes_its_list_away(world, signed_in):
    client, address = signed_in(world.quality_chair), f"/p/{world.partnership.slug}/broken-threads/"
    client.get(address)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked_for:
            page = BeautifulSoup(client.get(address).content, "html5lib")
        costs.append(len(asked_for))
        for _ in range(3):
            make.an_action(world.priority, owner=world.police, due_on=date(2021, 10, 1))
    assert (costs[0], costs[0] <= 20) == (costs[1], True)
    assert page.find(class_="govuk-table__caption").get_text() == "5 broken threads"
    text = client.get(address, {"format": "csv", "kind": "no_voice"}).content.decode("utf-8-sig")
    assert "Priority without a child's voice" in text
    assert "Action" not in text
    assert client.get(address, {"format": "pdf"}).content[:5] == b"%PDF-"


def test_page_says_so_where_no_plan_is_in_force(world, signed_in):
    page = signed_in(world.manager).get("/p/marlshire/broken-threads/?as-at=2020-01-01").content.decode()
    assert "No plan was in force on 1 January 2020" in page


def test_whoever_may_mend_a_thread_is_led_to_where_it_is_done(world, signed_in):
    action = make.an_action(world.priority)
    mended = {}
    for who in (world.manager, world.board_member):
        page = BeautifulSoup(signed_in(who).get("/p/marlshire/broken-threads/?kind=unowned").content, "html5lib")
        mended[who] = [link["href"] for link in page.select("tbody td:last-child a")]
    assert mended == {world.manager: [f"{action.get_absolute_url()}vary/"], world.board_member: []}


def test_decision_without_an_action_is_found_until_it_has_one_or_needs_none(world, whole, asked):
    meeting = meet.a_meeting(world.board)
    taken = {"state": "taken", "taken_at": clock.now() - timedelta(days=3)}
    decision = meet.a_decision(meet.an_item(meeting), world.manager, "Hold an event.", number="2021/1", **taken)
    other = meet.a_decision(meet.an_item(meeting), world.manager, "Agree the budget.", number="2021/2", **taken)
    meet.a_decision(meet.an_item(meeting), world.manager, "Not taken yet.")
    found = [told(row) for row in rows(asked(), "no_action")]
    assert [(each.label, each.owner, each.since) for each in found] == [
        ("Decision 2021/1", "Executive Board", date(2021, 11, 6)),
        ("Decision 2021/2", "Executive Board", date(2021, 11, 6)),
    ]
    assert [told(row).label for row in rows(asked())] == ["Decision 2021/1", "Decision 2021/2"]
    decisions.link_action(decision, action=world.action, by=world.manager)
    decisions.needs_no_action(other, why="The budget is the treasurer's.", by=world.manager)
    assert counts(asked())["no_action"] == 0


def test_challenge_upheld_is_found_until_an_action_says_that_it_came_of_it(world, whole, asked):
    challenge = make.a_challenge(world.partnership, world.board, world.manager)
    closing = {"came_of_it": "The form is changed.", "impact": "", "by": world.manager}
    challenges.reply_to_challenge(challenge, reply="We agree.", by=world.quality_chair)
    challenges.close_challenge(challenge, result="changed", **closing)
    assert counts(asked())["upheld"] == 1
    [thread] = [told(row) for row in rows(asked(), "upheld")]
    assert (thread.label, thread.words) == (str(challenge), challenge.title)
    name_action(challenge, action=world.action, by=world.manager)
    assert counts(asked())["upheld"] == 0


@pytest.mark.parametrize(("likelihood", "impact", "found"), [(3, 3, 0), (2, 5, 1), (5, 5, 1)])
def test_risk_above_appetite_is_found_until_an_action_brings_it_down(world, whole, asked, likelihood, impact, found):
    risk = make.a_risk(world.partnership, world.quality, world.manager, likelihood=likelihood, impact=impact)
    assert counts(asked())["above_appetite"] == found
    assert counts(asked(owner=f"body:{world.board.ref}"))["above_appetite"] == 0
    name_action(risk, action=world.action, by=world.manager)
    assert counts(asked())["above_appetite"] == 0


def test_action_that_came_of_a_risk_is_named_on_its_page_and_says_so(world, signed_in):
    risk = make.a_risk(world.partnership, world.quality, world.manager)
    client = signed_in(world.manager)
    answer = client.post(f"{risk.get_absolute_url()}action/", {"action": world.action.ref})
    assert (answer.url, world.action.get_absolute_url() in client.get(answer.url).content.decode()) == (
        risk.get_absolute_url(), True,
    )  # fmt: skip
    assert risk.get_absolute_url() in client.get(world.action.get_absolute_url()).content.decode()


def test_decision_of_a_closed_item_is_no_thread_for_others(world, whole):
    item = meet.an_item(meet.a_meeting(world.board), readers=[world.chair])
    meet.a_decision(item, world.chair, "Closed.", state="taken", number="2021/1", taken_at=clock.now())
    seen = {
        who.name: counts(Asked(who, world.plan, day_asked("")))["no_action"] for who in (world.chair, world.manager)
    }
    assert seen == {"Independent Chair": 1, "Business Manager": 0}


def test_decision_says_on_its_form_that_it_needs_no_action(world, signed_in):
    item = meet.an_item(meet.a_meeting(world.board))
    decision = meet.a_decision(item, world.manager, state="taken", number="2021/1", taken_at=clock.now())
    client, address = signed_in(world.manager), f"{decision.get_absolute_url()}action/"
    assert client.post(address, {"action": "", "why": ""}).status_code == 422
    client.post(address, {"action": "", "why": "It only notes the budget."})
    assert "It needs no action: It only notes the budget." in client.get(decision.get_absolute_url()).content.decode()
