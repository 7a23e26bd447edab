from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.documents.screening import find_identifiers
from goldenthread.evidence.operations import say_it_identifies_nobody, withdraw_evidence
from goldenthread.evidence.operations.pieces import note_screening
from goldenthread.plan.operations.evidence import accept_evidence, end_use, use_evidence
from goldenthread.plan.operations.serving import set_actions_of_outcome
from goldenthread.plan.operations.versions import current
from tests import factories as make


def used(world, **values):
    piece = make.some_evidence(world.partnership, world.quality_chair, **values)
    return use_evidence(piece, by=world.quality_chair, action=world.action)


def test_evidence_counts_only_when_somebody_else_accepted_it(world):
    use = used(world, rung=3)
    assert current(world.action).rung == 0
    accept_evidence(use, by=world.manager)
    assert current(world.action).rung == 3


def test_nobody_accepts_what_they_brought(world):
    with pytest.raises(ValidationError, match="Somebody else must accept"):
        accept_evidence(used(world), by=world.quality_chair)


def test_strongest_evidence_is_shown_and_of_these_the_newest(world):
    for rung, day in ((4, date(2021, 5, 1)), (4, date(2021, 8, 1)), (2, date(2021, 9, 1))):
        accept_evidence(used(world, title=f"{rung} {day}", rung=rung, evidence_on=day), by=world.manager)
    version = current(world.action)
    assert (version.rung, version.evidence_on) == (4, date(2021, 8, 1))


def test_withdrawn_evidence_counts_no_more(world):
    use = used(world, rung=4)
    accept_evidence(use, by=world.manager)
    withdraw_evidence(use.evidence, reason="It was a draft.", by=world.manager)
    assert current(world.action).rung == 0


def test_taking_evidence_away_needs_a_reason(world):
    with pytest.raises(ValidationError, match="Say why it no longer serves"):
        end_use(used(world), by=world.manager, reason="")


def test_evidence_of_another_partnership_is_refused(world):
    foreign = make.some_evidence(world.elsewhere, world.outsider)
    with pytest.raises(ValidationError, match="another partnership"):
        use_evidence(foreign, by=world.manager, action=world.action)


def test_using_the_same_evidence_twice_is_one_use(world):
    use = used(world)
    assert use_evidence(use.evidence, by=world.manager, action=world.action) == use


def test_outcome_shows_the_evidence_of_the_actions_that_serve_it(world):
    outcome = make.an_outcome(world.priority)
    accept_evidence(used(world, rung=5), by=world.manager)
    set_actions_of_outcome(outcome, refs=[world.action.ref], by=world.manager)
    assert outcome.versions.at().get().rung == 5


def test_outcome_follows_when_evidence_of_its_action_is_accepted_later(world):
    outcome = make.an_outcome(world.priority)
    set_actions_of_outcome(outcome, refs=[world.action.ref], by=world.manager)
    accept_evidence(used(world, rung=4), by=world.manager)
    assert outcome.versions.at().get().rung == 4


def test_evidence_held_back_by_the_screening_does_not_count(world):
    use = used(world, rung=4)
    accept_evidence(use, by=world.manager)
    note_screening(use.evidence, find_identifiers("NHS number 943 476 5919"))
    assert current(world.action).rung == 0
    say_it_identifies_nobody(use.evidence, reason="It is the number of a form.", by=world.manager)
    assert current(world.action).rung == 4


@pytest.mark.parametrize(("found", "tag"), [("NHS number 943 476 5919", "To be looked at"), ("Forty audits", "Counts")])
def test_page_says_that_what_is_held_back_does_not_count(world, signed_in, found, tag):
    use = used(world, rung=4)
    accept_evidence(use, by=world.manager)
    note_screening(use.evidence, find_identifiers(found))
    pages = [signed_in(world.manager).get(address).content.decode() for address in
             (world.action.get_absolute_url(), use.evidence.get_absolute_url())]  # fmt: skip
    assert [tag in pages[0], "Counts" in pages[1]] == [True, tag == "Counts"]
