"""A return's way, and who reads it when."""

import pytest
from django.core.exceptions import ValidationError

from goldenthread.assurance.models import SelfAssessment, SelfAssessmentState
from goldenthread.assurance.operations import returns
from goldenthread.history.models import Entry
from goldenthread.questionnaires.operations.answering import Given
from tests.assurance.conftest import answer_all, handed_in, signed_off


def read_by(user, place) -> list[SelfAssessment]:
    return list(SelfAssessment.objects.visible_to(user).read_by(user, place))


def part_of(asking):
    return asking.assessment.parts.select_related("assessment", "sheet").first()


def test_the_first_answer_begins_the_return_and_its_counts_follow(asking) -> None:
    returns.answer_part(part_of(asking), [Given("lead", 0, "value", "met")], by=asking.lead)
    asking.assessment.refresh_from_db()
    assert (asking.assessment.state, asking.assessment.answered) == (SelfAssessmentState.IN_PROGRESS, 1)


def test_what_was_answered_is_not_in_the_history_of_a_partnership(asking, world) -> None:
    answer_all(asking)
    places = {world.partnership.slug, world.elsewhere.slug}
    assert not Entry.objects.filter(chain__in=places, sentence__startswith="answered").exists()
    own = Entry.objects.filter(chain=f"organisation-{world.police.ref}", sentence="answered lead")
    assert "Everybody" not in str(own[0].new)
    assert "Met" in str(own[0].new)


def test_only_the_named_senior_lead_signs_off(asking) -> None:
    returns.name_senior_lead(answer_all(asking), person=asking.senior, by=asking.lead)
    with pytest.raises(ValidationError, match="Only Chief Superintendent"):
        returns.sign_off(asking.assessment, by=asking.lead)
    assert returns.sign_off(asking.assessment, by=asking.senior).signed_off_by == asking.senior


def test_nobody_of_another_organisation_can_be_named(asking) -> None:
    with pytest.raises(ValidationError, match="does not answer for"):
        returns.name_senior_lead(asking.assessment, person=asking.other_lead, by=asking.lead)


def test_nothing_is_signed_off_while_something_is_missing(asking) -> None:
    returns.name_senior_lead(asking.assessment, person=asking.senior, by=asking.lead)
    with pytest.raises(ValidationError, match="12 of 12 questions"):
        returns.sign_off(asking.assessment, by=asking.senior)


def test_what_is_signed_off_is_locked(asking) -> None:
    signed_off(asking)
    with pytest.raises(ValidationError, match="locked"):
        returns.answer_part(part_of(asking), [Given("lead", 1, "value", "not-met")], by=asking.lead)


def test_a_partnership_reads_it_once_it_is_handed_in_to_it(asking, world) -> None:
    signed_off(asking)
    assert read_by(world.manager, world.partnership) == []
    returns.submit(asking.assessment, share_with=[world.partnership], by=asking.lead)
    assert read_by(world.manager, world.partnership) == [asking.assessment]
    assert read_by(asking.neighbour_manager, world.elsewhere) == []


def test_sharing_is_extended_and_ended(asking, world) -> None:
    handed_in(asking, world.partnership)
    returns.share(asking.assessment, world.elsewhere, by=asking.lead)
    given = asking.assessment.shares.get(partnership=world.elsewhere)
    assert read_by(asking.neighbour_manager, world.elsewhere) == [asking.assessment]
    returns.end_share(given, by=asking.lead)
    assert read_by(asking.neighbour_manager, world.elsewhere) == []
    with pytest.raises(ValidationError, match="ended already"):
        returns.end_share(given, by=asking.lead)


def test_it_is_shared_with_nobody_who_does_not_ask(asking, world) -> None:
    from tests import factories as make

    with pytest.raises(ValidationError, match="does not ask"):
        returns.submit(signed_off(asking), share_with=[make.a_partnership("farshire")], by=asking.lead)


def test_opened_again_with_a_reason_it_is_read_by_nobody_until_it_is_handed_in_anew(asking, world) -> None:
    handed_in(asking, world.partnership)
    with pytest.raises(ValidationError, match="Say why"):
        returns.reopen(asking.assessment, reason=" ", by=world.manager)
    opened = returns.reopen(asking.assessment, reason="A number was wrong.", by=world.manager)
    assert (opened.state, opened.signed_off_at) == (SelfAssessmentState.IN_PROGRESS, None)
    assert read_by(world.manager, world.partnership) == []
    returns.answer_part(part_of(asking), [Given("staff", 1, "value", "4")], by=asking.lead)
    returns.submit(returns.sign_off(opened, by=asking.senior), share_with=[world.partnership], by=asking.lead)
    assert read_by(world.manager, world.partnership) == [asking.assessment]


def test_every_state_is_dated(asking, world) -> None:
    handed_in(asking, world.partnership)
    assert [(each.state, each.by) for each in asking.assessment.events.all()] == [
        ("draft", world.manager), ("in_progress", asking.lead), ("signed_off", asking.senior),
        ("submitted", asking.lead),
    ]  # fmt: skip
