"""What a full report holds, on a day."""

from datetime import date, timedelta

from goldenthread.core import clock
from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import EvidenceUse, ImpactStatement, MilestoneVersion, ReturnState, Variation
from goldenthread.plan.queries.whole import by_action, whole_plan
from tests import factories as make

THEN = make.LONG_AGO + timedelta(days=30)


def report(world, moment=None):
    whole = whole_plan(world.plan, AsAt(moment.date(), moment) if moment else AsAt(clock.today()))
    return {name: len(rows) for name, rows in vars(whole).items()}


def fill(world, plan, at):
    """One thing of each kind that is somebody's word, and one that is nobody's yet."""
    priority = plan.priorities.first() or make.a_priority(plan)
    action = plan.actions.first() or make.an_action(priority)
    period = make.a_period(plan.partnership)
    who = {"written_by": world.quality_chair, "submitted_by": world.quality_chair, "approved_by": world.chair}
    approved = {**who, "submitted_at": at, "approved_at": at, "rating": "on_track"}
    make.a_return(action, period, state=ReturnState.APPROVED, **approved)
    make.a_return(make.an_action(priority), period, world.quality_chair)
    for accepted_at in (at, None):
        piece = make.some_evidence(plan.partnership, world.manager)
        EvidenceUse.objects.create(evidence=piece, action=action, added_by=world.manager, accepted_at=accepted_at)
    said = {"plan": plan, "action": action, "summary": "x", "reason": "y", "new": {}, "proposed_by": world.manager}
    Variation.objects.create(**said)
    Variation.objects.create(**said, state="approved", decided_by=world.chair, decided_at=at)
    MilestoneVersion.objects.create(action=action, words="Draft it", valid_from=at)
    make.an_outcome(priority)
    ImpactStatement.objects.create(
        plan=plan, action=action, claim="x", measure="x", source="x", strength=3, against="x", claimed_by=world.manager,
        observed_on=date(2021, 4, 1), claimed_at=at, state="stands", judgement="Yes", judged_by=world.chair,
        judged_at=clock.now(),
    )  # fmt: skip


def test_report_holds_what_is_somebodys_word_and_nothing_of_other_plans(world):
    fill(world, world.plan, THEN)
    fill(world, make.a_plan(world.elsewhere), THEN)
    assert report(world) == {
        "priorities": 1, "outcomes": 1, "actions": 2, "milestones": 1, "returns": 1, "evidence": 1, "impact": 1,
        "variations": 1, "origins": 0, "measurings": 0,
    }  # fmt: skip


def test_report_of_an_earlier_day_holds_what_was_there_then(world):
    fill(world, world.plan, THEN)
    assert report(world, THEN - timedelta(days=1)) == {
        "priorities": 1, "outcomes": 1, "actions": 2, "milestones": 0, "returns": 0, "evidence": 0, "impact": 0,
        "variations": 0, "origins": 0, "measurings": 0,
    }  # fmt: skip


def test_claim_judged_since_was_only_claimed_then(world):
    fill(world, world.plan, THEN)
    moment = THEN + timedelta(days=1)
    [then] = whole_plan(world.plan, AsAt(moment.date(), moment)).impact
    [now] = whole_plan(world.plan, AsAt(clock.today())).impact
    assert ((then.state, then.judgement), (now.state, now.judgement)) == (("proposed", ""), ("stands", "Yes"))


def test_rows_are_put_under_their_action(world):
    fill(world, world.plan, THEN)
    whole = whole_plan(world.plan, AsAt(clock.today()))
    assert {key: len(rows) for key, rows in by_action(whole.evidence).items()} == {world.action.pk: 1}
