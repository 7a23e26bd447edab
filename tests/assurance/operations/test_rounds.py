"""Opening a round: one return for each organisation, with a sheet for each part that it is asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.operations import returns, rounds
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.core import clock
from goldenthread.partnerships.models import PartnershipMember, SearchRow
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make


def test_an_organisation_of_several_partnerships_has_one_return_with_a_supplement_for_each(asking, world) -> None:
    parts = [(str(each.part), each.sheet.asked) for each in asking.assessment.parts.all()]
    assert parts == [("A sample", 4), ("Local questions (MSCP)", 4), ("Their questions (ESCP)", 4)]
    assert [each.partnership for each in asking.assessment.askings.all()] == [world.elsewhere, world.partnership]
    assert SelfAssessment.objects.filter(organisation=world.police).count() == 1
    assert asking.assessment.asked == 12


def test_an_organisation_of_one_partnership_is_not_asked_the_supplement_of_another(asking, world) -> None:
    trust = SelfAssessment.objects.get(organisation__name="Marlshire Trust")
    assert [str(each.part) for each in trust.parts.all()] == ["A sample", "Local questions (MSCP)"]


def test_only_the_kinds_that_were_chosen_are_asked(world) -> None:
    make.an_organisation("Marlshire Trust", world.partnership, kind="health")
    opened = make.a_round(world.partnership, world.manager, kinds=["health"])
    assert [each.organisation.name for each in opened.assessments.all()] == ["Marlshire Trust"]


@pytest.mark.parametrize(
    ("values", "words"),
    [({"kinds": ["faith"]}, "No organisation of these kinds"), ({"whole_network": True}, "belongs to no network"),
     ({"due_on": clock.today() - timedelta(days=1)}, "in this order")],
)  # fmt: skip
def test_a_round_that_cannot_be_is_refused(world, values, words) -> None:
    with pytest.raises(ValidationError, match=words):
        make.a_round(world.partnership, world.manager, **values)
    assert not Round.objects.exists()


def test_the_same_questionnaire_is_not_asked_twice_of_all(asking, world) -> None:
    part = asking.round.parts.get(partnership=None)
    with pytest.raises(ValidationError, match="asked in the round already"):
        rounds.add_part(asking.round, Asked(part.edition), by=world.manager)


def test_a_round_is_found_by_its_words_in_every_partnership_of_the_network(asking, world) -> None:
    rows = SearchRow.objects.filter(record_ref=asking.round.ref)
    assert {row.partnership for row in rows} == {world.partnership, world.elsewhere}
    assert {row.right for row in rows} == {"READ_SELF_ASSESSMENTS"}


def test_a_closed_round_takes_no_more_answers(asking, world) -> None:
    rounds.close_round(asking.round, by=world.manager)
    part = asking.assessment.parts.select_related("assessment", "sheet").first()
    with pytest.raises(ValidationError, match="closed"):
        returns.answer_part(part, [Given("lead", 0, "value", "met")], by=asking.lead)
    with pytest.raises(ValidationError, match="closed"):
        rounds.close_round(asking.round, by=world.manager)


def test_whoever_joined_since_is_asked_and_nobody_twice(asking, world) -> None:
    late = make.an_organisation("Elmshire Trust", world.elsewhere)
    assert rounds.ask_newcomers(asking.round, by=world.manager) == 1
    made = SelfAssessment.objects.get(organisation=late)
    assert [str(each.part) for each in made.parts.all()] == ["A sample", "Their questions (ESCP)"]
    assert made.asked == 8
    with pytest.raises(ValidationError, match="asked already"):
        rounds.ask_newcomers(asking.round, by=world.manager)


def test_a_member_that_joined_another_partnership_gets_its_supplement_beside_what_it_began(asking, world) -> None:
    trust = SelfAssessment.objects.get(organisation__name="Marlshire Trust")
    PartnershipMember.objects.create(partnership=world.elsewhere, organisation=trust.organisation)
    assert rounds.ask_newcomers(asking.round, by=world.manager) == 0
    trust.refresh_from_db()
    assert [str(each.part) for each in trust.parts.all()][1:] == ["Local questions (MSCP)", "Their questions (ESCP)"]
    assert (trust.asked, trust.askings.count()) == (24, 2)
