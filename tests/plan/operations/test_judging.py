from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.plan.models import Gate, ImpactState, LinkKind
from goldenthread.plan.operations import judging
from goldenthread.plan.operations.evidence import accept_evidence, use_evidence
from goldenthread.plan.operations.versions import current, supersede
from tests import factories as make

CLAIM = {
    "claim": "Children were seen sooner", "measure": "Median days from referral to visit", "source": "Case system",
    "strength": 4, "against": "Referrals fell as well", "observed_on": date(2021, 9, 30),
}  # fmt: skip


def delivered(world):
    return supersede(current(world.action), delivery="delivered", actual_on=date(2021, 9, 1), gate=Gate.DELIVERED)


def test_gate_waits_for_delivery(world):
    with pytest.raises(ValidationError, match="must be delivered first"):
        judging.pass_gate(world.action, gate=Gate.EMBEDDED, reason="It works", by=world.chair)


def test_embedded_needs_evidence_of_changed_practice(world):
    delivered(world)
    with pytest.raises(ValidationError, match="rung 4 or 5"):
        judging.pass_gate(world.action, gate=Gate.EMBEDDED, reason="It works", by=world.chair)


def test_embedded_with_an_accepted_audit_is_decided(world):
    delivered(world)
    use = use_evidence(
        make.some_evidence(world.partnership, world.quality_chair, rung=4), by=world.quality_chair, action=world.action
    )
    accept_evidence(use, by=world.manager)
    judging.pass_gate(world.action, gate=Gate.EMBEDDED, reason="The audit of June shows it.", by=world.chair)
    assert current(world.action).gate == Gate.EMBEDDED


def test_impact_gate_needs_a_claim_that_stands(world):
    delivered(world)
    with pytest.raises(ValidationError, match="judged to stand"):
        judging.pass_gate(world.action, gate=Gate.IMPACT, reason="Children say so", by=world.chair)


def test_claim_without_what_speaks_against_it_is_refused(world):
    with pytest.raises(ValidationError, match="against"):
        judging.claim_impact(world.action, by=world.quality_chair, **{**CLAIM, "against": ""})


def test_claim_that_stands_evidences_the_outcome(world):
    outcome = make.an_outcome(world.priority)
    claim = judging.claim_impact(outcome, by=world.quality_chair, **CLAIM)
    judging.judge_impact(claim, stands=True, why="Two sources agree", by=world.chair)
    assert outcome.versions.at().get().impact_evidenced is True


def test_nobody_judges_their_own_claim(world):
    claim = judging.claim_impact(world.action, by=world.chair, **CLAIM)
    with pytest.raises(ValidationError, match="Nobody judges their own"):
        judging.judge_impact(claim, stands=True, why="I am sure", by=world.chair)
    claim.refresh_from_db()
    assert claim.state == ImpactState.PROPOSED


def test_actions_cannot_wait_for_each_other(world):
    other = make.an_action(world.priority, "Train everybody")
    judging.link_actions(world.action, other, kind=LinkKind.DEPENDS_ON, by=world.manager)
    with pytest.raises(ValidationError, match="cannot wait for each other"):
        judging.link_actions(other, world.action, kind=LinkKind.DEPENDS_ON, by=world.manager)


def test_linking_twice_gives_one_link(world):
    other = make.an_action(world.priority, "Train everybody")
    first = judging.link_actions(world.action, other, kind=LinkKind.DUPLICATE, by=world.manager)
    assert judging.link_actions(world.action, other, kind=LinkKind.DUPLICATE, by=world.manager) == first
