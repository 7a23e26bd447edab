"""Moderation: views stand beside each other, nobody judges their own, the organisation replies before it is agreed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.assurance.models import AssessmentPart, Judgement, JudgementStage, SelfAssessment, Share
from goldenthread.assurance.operations import moderation, returns
from goldenthread.assurance.queries.moderation import sections_of
from goldenthread.evidence.operations import IdentifiersFound
from goldenthread.history.models import Entry
from goldenthread.partnerships.roles import Role
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make
from tests.assurance.conftest import answer_all, handed_in


@pytest.fixture
def part(asking, world) -> AssessmentPart:
    handed_in(asking, world.partnership, world.elsewhere)
    return part_of(asking, None)


def part_of(asking, partnership) -> AssessmentPart:
    return AssessmentPart.objects.get(assessment=asking.assessment, part__partnership=partnership)


def judge(part, world, level="partly-met", reason="Only the policy was shown.", **values):
    known = {"question": "lead", "partnership": world.partnership, "seen": 0, "by": world.manager}
    return moderation.judge(part, level=level, reason=reason, **known | values)


def state(asking) -> str:
    return SelfAssessment.objects.get(pk=asking.assessment.pk).state


def standard(asking, user, partnership, question="lead"):
    sections = sections_of(SelfAssessment.objects.get(pk=asking.assessment.pk), user, partnership)
    return next(each for section in sections for each in section.standards if each.question.id == question)


def test_levels_stand_beside_the_answer_and_each_other(asking, world, part) -> None:
    judge(part, world)
    judge(part, world, "not-met", "Nobody knew.", partnership=world.elsewhere, by=asking.neighbour_manager)
    judge(part, world, "met", "", seen=1)
    shown = standard(asking, world.manager, world.partnership)
    assert (shown.level, [each.level for each in shown.moderated]) == ("met", ["met", "not-met"])
    assert (shown.moderators_differ, Judgement.objects.count()) == (True, 3)


def test_whoever_saves_second_overwrites_nothing(world, part) -> None:
    first = judge(part, world)
    with pytest.raises(moderation.JudgedMeanwhile) as refused:
        judge(part, world, "not-met", "Nobody knew.")
    assert refused.value.theirs == first
    assert "“Partly met”" in refused.value.messages[0]


def test_the_database_keeps_one_judgement_of_a_number(world, part) -> None:
    made = judge(part, world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            part=part, question="lead", stage=made.stage, partnership=made.partnership, stance="judged", by=made.by
        )


def test_nobody_moderates_their_own_organisation(world, part) -> None:
    own = make.a_member(Role.OFFICER, partnership=world.partnership, name="Officer")
    make.a_member(Role.AGENCY_CONTRIBUTOR, organisation=world.police, person=own)
    with pytest.raises(ValidationError, match="Somebody else moderates"):
        judge(part, world, by=own)


def test_a_partnership_with_which_it_is_not_shared_judges_nothing(asking, world, part) -> None:
    returns.end_share(Share.objects.get(partnership=world.elsewhere), by=asking.lead)
    with pytest.raises(ValidationError, match="not shared"):
        judge(part, world, partnership=world.elsewhere, by=asking.neighbour_manager)


def test_a_supplement_is_moderated_by_its_own_partnership_alone(asking, world, part) -> None:
    theirs = part_of(asking, world.elsewhere)
    with pytest.raises(ValidationError, match="Only the partnership"):
        judge(theirs, world)
    made = judge(theirs, world, partnership=world.elsewhere, by=asking.neighbour_manager)
    assert list(Judgement.objects.visible_to(asking.neighbour_manager)) == [made]
    assert list(Judgement.objects.visible_to(world.manager)) == []
    assert list(Judgement.objects.visible_to(asking.lead)) == [made]


def test_another_level_needs_a_reason_and_the_same_does_not(world, part) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        judge(part, world, reason=" ")
    assert judge(part, world, "met", "").level == "met"


def test_another_partnership_accepts_what_the_lead_said(asking, world, part) -> None:
    neighbour = {"question": "lead", "partnership": world.elsewhere, "seen": 0, "by": asking.neighbour_manager}
    with pytest.raises(ValidationError, match="has not judged this yet"):
        moderation.accept(part, **neighbour)
    judge(part, world)
    assert moderation.accept(part, **neighbour).level == "partly-met"


def test_only_the_lead_sets_the_agreed_level(asking, world, part) -> None:
    with pytest.raises(ValidationError, match="leads the round"):
        judge(part, world, stage=JudgementStage.AGREED, partnership=world.elsewhere, by=asking.neighbour_manager)


def test_a_question_goes_back_and_the_answer_returns_it(asking, world, part) -> None:
    back = {"partnership": world.partnership, "by": world.manager}
    asked = [moderation.ask_back(part, question=each, words="Since when?", **back) for each in ("lead", "trained")]
    assert state(asking) == "queried"
    moderation.answer_back(asked[0], words="Since May.", by=asking.lead)
    assert state(asking) == "queried"
    moderation.answer_back(asked[1], words="All of them.", by=asking.lead)
    assert state(asking) == "submitted"
    assert list(asking.assessment.events.values_list("state", flat=True))[-2:] == ["queried", "submitted"]


def test_the_return_is_agreed_once_nothing_waits(asking, world, part) -> None:
    judge(part, world)
    with pytest.raises(ValidationError, match="not judged yet"):
        moderation.agree_return(asking.assessment, by=world.manager)
    section = sections_of(asking.assessment, world.manager, world.partnership)[0]
    moderation.accept_section(section, partnership=world.partnership, by=world.manager)
    local = sections_of(asking.assessment, world.manager, world.partnership)[-1]
    moderation.accept_section(local, partnership=world.partnership, by=world.manager)
    moderation.reply(part, question="lead", agrees=False, reason="It was shown in May.", seen=0, by=asking.lead)
    with pytest.raises(ValidationError, match="disagrees on 1"):
        moderation.agree_return(asking.assessment, by=world.manager)
    judge(part, world, "met", "The minutes were shown.", stage=JudgementStage.AGREED)
    moderation.agree_return(asking.assessment, by=world.manager)
    assert state(asking) == "agreed"
    assert [standard(asking, world.manager, world.partnership, each).stands for each in ("lead", "trained")] == [
        "met", "yes",
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="are agreed"):
        judge(part, world, seen=1)


def test_what_is_not_applicable_is_accepted_with_the_rest(asking, world) -> None:
    answer_all(asking)
    given = [Given("lead", 1, "not-applicable", None, "We employ nobody.")]
    returns.answer_part(part_of(asking, None), given, by=asking.lead)
    returns.name_senior_lead(asking.assessment, person=asking.senior, by=asking.lead)
    returns.submit(
        returns.sign_off(asking.assessment, by=asking.senior), share_with=[world.partnership], by=asking.lead
    )
    for section in sections_of(asking.assessment, world.manager, world.partnership):
        moderation.accept_section(section, partnership=world.partnership, by=world.manager)
    moderation.agree_return(asking.assessment, by=world.manager)
    assert standard(asking, world.manager, world.partnership).first.level == ""


def test_a_disagreement_needs_words(asking, world, part) -> None:
    judge(part, world)
    with pytest.raises(ValidationError, match="Say why you disagree"):
        moderation.reply(part, question="lead", agrees=False, seen=0, by=asking.lead)


def test_reasons_are_screened(world, part) -> None:
    with pytest.raises(IdentifiersFound):
        judge(part, world, reason="NHS number 943 476 5919")


def test_no_word_of_a_judgement_stands_in_the_history_of_a_partnership(world, part) -> None:
    judge(part, world)
    told = Entry.objects.filter(reason__contains="Only the policy").values_list("chain", flat=True)
    assert list(told) == [f"organisation-{world.police.ref}"]


def test_reading_costs_the_same_with_many_judgements(asking, world, part) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            sections_of(SelfAssessment.objects.get(pk=asking.assessment.pk), world.manager, world.partnership)
        return len(seen)

    queries()
    before = queries()
    for number in range(3):
        judge(part, world, seen=number)
    assert queries() == before
