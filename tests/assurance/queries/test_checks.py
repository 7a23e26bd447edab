"""Each check finds its rows and says why; evidence counts only where it is attached, kept and valid."""

from datetime import timedelta

import pytest

from goldenthread.assurance.operations import returns
from goldenthread.assurance.queries.checks import CHECKS, counts_of, found_by
from goldenthread.assurance.queries.honesty import queue_of
from goldenthread.core import clock
from goldenthread.evidence.models import Evidence
from goldenthread.partnerships.models import Membership
from goldenthread.questionnaires.models.editions import KNOWN
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make
from tests.assurance.conftest import handed_in
from tests.assurance.operations.test_moderation import judge, part_of

DAY = timedelta(days=1)


@pytest.fixture
def part(asking, world):
    handed_in(asking, world.partnership)
    return part_of(asking, None)


def why(check, asking, world) -> list[str]:
    return [row.why for row in found_by(check, asking.round, world.manager, world.partnership)[0:50]]


def attach(asking, world, part, question="lead", **facts) -> Evidence:
    piece = make.some_evidence(world.partnership, asking.lead, "Policy", organisation=world.police, **facts)
    part.sheet.answers.get(question=question).evidence.create(evidence=piece, added_by=asking.lead)
    return piece


def test_the_top_is_bare_until_evidence_is_attached_and_again_once_that_is_withdrawn(asking, world, part) -> None:
    local = part_of(asking, world.partnership)
    for each in (part, local):
        attach(asking, world, each, "trained")
    attach(asking, world, local)
    assert why("bare", asking, world) == ["It says “Met”, and nothing is attached that shows it."]
    part.sheet.answers.update(comment="")
    assert why("bare", asking, world)[0].endswith("Nor does it say how it knows.")
    piece = attach(asking, world, part)
    assert why("bare", asking, world) == []
    Evidence.objects.filter(pk=piece.pk).update(withdrawn_at=clock.now())
    assert len(why("bare", asking, world)) == 1


def test_a_figure_of_the_same_return_says_less_than_the_claim(asking, world, part) -> None:
    edition = part.sheet.edition
    told = "{id: staff, kind: number,"
    assert told in edition.text
    edition.text = edition.text.replace(told, f"{told} bears_out: {{standard: lead, at_least: 50}},")
    edition.save()
    KNOWN.clear()
    figure = {"state": "value", "answered_by": asking.lead}
    part.sheet.answers.update_or_create(question="staff", defaults=figure | {"value": "50"})
    assert why("figure", asking, world) == []
    part.sheet.answers.update_or_create(question="staff", defaults=figure | {"value": "9"})
    (said,) = why("figure", asking, world)
    assert said.startswith("It says “Met”; to “How many staff are there?” the same return answers 9")
    part.sheet.answers.filter(question="lead").update(value="not-met")
    assert why("figure", asking, world) == []


def test_evidence_has_run_out_where_nothing_newer_is_attached(asking, world, part) -> None:
    today = clock.today()
    attach(asking, world, part, expires_on=today)
    assert why("expired", asking, world) == []
    Evidence.objects.update(expires_on=today - DAY)
    (said,) = why("expired", asking, world)
    assert said.startswith("“Policy” was valid until ")
    assert queue_of(asking.round, world.manager, world.partnership).get().expired == 1
    attach(asking, world, part, expires_on=None)
    assert why("expired", asking, world) == []


def test_two_levels_above_the_moderator_names_both(asking, world, part) -> None:
    judge(part, world, "not-met", "Nobody knew.")
    assert why("apart", asking, world) == ["It says “Met”; the moderator saw “Not met”."]


def test_above_the_last_return_says_what_that_said(asking, world) -> None:
    part = part_of(asking, None)
    returns.answer_part(part, [Given("lead", 0, "value", "not-met", "Nobody yet.")], by=asking.lead)
    asking.round = make.a_round(world.partnership, world.manager, part.sheet.edition, title="The next")
    asking.assessment = asking.round.assessments.get(organisation=world.police)
    handed_in(asking, world.partnership)
    assert why("raised", asking, world) == ["It says “Met”; the last return said “Not met”."]


def test_signed_by_somebody_without_a_role_on_the_day(asking, world, part) -> None:
    assert why("signer", asking, world) == []
    Membership.objects.filter(person=asking.senior).update(starts_on=clock.today() + DAY)
    (said,) = why("signer", asking, world)
    assert said.endswith("by Chief Superintendent, who did not answer for the organisation on that day.")


def test_signed_by_whoever_wrote_it(asking, world) -> None:
    assert why("author", asking, world) == []
    asking.senior = asking.lead
    handed_in(asking, world.partnership)
    assert why("author", asking, world) == ["Signed off by Police Lead, who wrote 8 of its 12 answers."]


def test_nothing_is_found_in_what_was_not_shared(asking, world, part) -> None:
    returns.end_share(part.assessment.shares.get(), by=asking.lead)
    assert counts_of(asking.round, world.manager, world.partnership) == dict.fromkeys(CHECKS, 0)
