"""The page of an action on a past day shows what was known on it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from goldenthread.evidence.operations import correct_evidence, withdraw_evidence
from goldenthread.plan.as_at import AsAt, day_asked
from goldenthread.plan.models import EvidenceUse, ImpactStatement
from goldenthread.plan.operations import evidence, judging, returns, variations
from goldenthread.plan.operations.versions import current
from goldenthread.plan.queries import detail
from goldenthread.plan.queries.plan_on_a_page import decisions_waiting
from tests import factories as make

TENTH = datetime.fromisoformat("2021-10-10T10:00:00+00:00")


@pytest.fixture
def later():
    """It is 10 October; calling it moves to the day after."""
    with time_machine.travel(TENTH) as clock:
        yield lambda: clock.shift(timedelta(days=1))


def on_the_tenth() -> AsAt:
    return day_asked("2021-10-10")


@pytest.fixture
def use(world, later):
    piece = make.some_evidence(world.partnership, world.manager, rung=2)
    return evidence.use_evidence(piece, by=world.manager, action=world.action)


def shown(world, when):
    return [
        (use.evidence.rung, use.accepted_at is not None, use.evidence.withdrawn_at is not None)
        for use in detail.evidence_of(world.action, when)
    ]


def test_evidence_accepted_later_did_not_count_then(world, use, later):
    later()
    evidence.accept_evidence(use, by=world.chair)
    assert shown(world, on_the_tenth()) == [(2, False, False)]


def test_evidence_withdrawn_later_counted_then(world, use, later):
    evidence.accept_evidence(use, by=world.chair)
    later()
    withdraw_evidence(use.evidence, reason="It is of another year.", by=world.manager)
    assert shown(world, on_the_tenth()) == [(2, True, False)]
    assert current(world.action).rung == 0


def test_evidence_corrected_later_shows_what_it_said_and_must_be_accepted_anew(world, use, later):
    evidence.accept_evidence(use, by=world.chair)
    later()
    correct_evidence(use.evidence, by=world.manager, rung=5, evidence_on=date(2021, 9, 2))
    assert shown(world, on_the_tenth()) == [(2, True, False)]
    assert shown(world, AsAt(date(2021, 10, 11))) == [(5, False, False)]
    assert current(world.action).rung == 0


def test_correcting_the_title_alone_keeps_the_acceptance(world, use):
    evidence.accept_evidence(use, by=world.chair)
    correct_evidence(use.evidence, by=world.manager, title="Minutes of the whole Board")
    assert EvidenceUse.objects.get().accepted_by == world.chair


def test_time_reported_done_later_was_still_to_come_then(world, later):
    time = world.action.occurrences.create(number=1, earliest_on=date(2021, 4, 1), due_on=date(2021, 10, 31))
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair, occurrence=time)
    said = {"rating": "delivered", "actual_on": date(2021, 10, 1), "how_much": "Held."}
    made = returns.submit_return(
        returns.save_return(made, edition=1, by=world.quality_chair, **said), by=world.quality_chair
    )
    later()
    returns.approve_return(made, by=world.chair)
    days = [
        [row.actual_on for row in detail.occurrences_of(world.action, when)]
        for when in (on_the_tenth(), AsAt(date(2021, 10, 11)))
    ]
    assert days == [[None], [date(2021, 10, 1)]]


def test_claim_judged_later_was_only_claimed_then(world, later):
    facts = {"claim": "Fewer wait.", "measure": "Days", "source": "Data", "strength": 4, "against": "Few cases"}
    claim = judging.claim_impact(world.action, by=world.manager, observed_on=date(2021, 9, 1), **facts)
    later()
    judging.judge_impact(claim, stands=True, why="The data show it.", by=world.chair)
    assert [row.state for row in detail.impact_of(world.action, on_the_tenth())] == ["proposed"]
    assert ImpactStatement.objects.get().state == "accepted"


@pytest.mark.parametrize("decide", ["approve", "withdraw"])
def test_variation_decided_later_waited_then(world, later, decide):
    asked = variations.propose_variation(
        world.action, summary="Other words", new={"words": "Publish it"}, reason="Clearer.", by=world.manager
    )
    later()
    if decide == "approve":
        variations.approve_variation(asked, by=world.chair)
    else:
        variations.withdraw_variation(asked, by=world.manager)
    assert [line.words for line in decisions_waiting(world.plan, on_the_tenth())] == ["Other words"]
    assert decisions_waiting(world.plan, AsAt(date(2021, 10, 11))) == []
