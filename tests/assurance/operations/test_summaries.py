"""The summary says what the returns say, after each step that changes either; the recount proves it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.assurance.models import SelfAssessment, Summary
from goldenthread.assurance.operations import returns
from goldenthread.assurance.operations.correcting import correct
from goldenthread.assurance.operations.summaries import mend
from goldenthread.assurance.queries.summaries import kept, said_in, wrong
from goldenthread.core import clock
from goldenthread.questionnaires.models import Answer
from goldenthread.questionnaires.operations.answering import Given
from tests.assurance.conftest import handed_in, signed_off


def counts(place, question="lead") -> dict[str, int]:
    rows = Summary.objects.filter(partnership=place, question=question, part__partnership=None)
    return {row.level: row.count for row in rows}


def is_exact(asking) -> bool:
    found = SelfAssessment.objects.filter(round=asking.round)
    return kept(found) == said_in(found) and not wrong(asking.round) and 0 not in kept(found).values()


def test_nothing_is_counted_before_it_is_handed_in(asking) -> None:
    signed_off(asking)
    assert (Summary.objects.count(), is_exact(asking)) == (0, True)


def test_handing_in_counts_each_standard_where_it_is_read_and_once_over_all(asking, world) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    assert [counts(place) for place in (world.partnership, world.elsewhere, None)] == [{"met": 1}] * 3
    assert set(Summary.objects.values_list("question", flat=True)) == {"lead", "trained"}
    assert is_exact(asking)


def test_a_supplement_is_counted_in_its_own_partnership_alone(asking, world) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    rows = Summary.objects.filter(part__partnership=world.elsewhere)
    assert {row.partnership for row in rows} == {world.elsewhere}


def test_a_partnership_with_which_it_is_not_shared_counts_nothing(asking, world) -> None:
    handed_in(asking, world.partnership)
    assert (counts(world.elsewhere), counts(None)) == ({}, {"met": 1})
    returns.share(asking.assessment, world.elsewhere, by=asking.lead)
    assert (counts(world.elsewhere), counts(None)) == ({"met": 1}, {"met": 1})
    assert is_exact(asking)


def test_ending_a_consent_and_opening_again_take_it_away(asking, world) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    returns.end_share(asking.assessment.shares.get(partnership=world.elsewhere), by=asking.lead)
    assert (counts(world.elsewhere), counts(world.partnership), is_exact(asking)) == ({}, {"met": 1}, True)
    returns.reopen(asking.assessment, reason="A figure was wrong.", by=asking.lead)
    assert (Summary.objects.count(), is_exact(asking)) == (0, True)


def test_a_consent_that_ran_out_is_counted_until_its_last_day(asking, world) -> None:
    last = clock.today() + timedelta(days=3)
    returns.submit(signed_off(asking), share_with=[world.partnership], until=last, by=asking.lead)
    days = [last, last + timedelta(days=1)]
    assert [Summary.objects.filter(partnership=None).on(day).exists() for day in days] == [True, False]
    assert is_exact(asking)


def test_sharing_for_longer_moves_the_last_day(asking, world) -> None:
    last = clock.today() + timedelta(days=3)
    returns.submit(signed_off(asking), share_with=[world.partnership], until=last, by=asking.lead)
    returns.share(asking.assessment, world.partnership, by=asking.lead)
    assert (counts(None), is_exact(asking)) == ({"met": 1}, True)


def test_an_organisation_counts_once_with_the_lowest_of_its_sites(asking, world) -> None:
    asking.round.parts.update(per_site=True)
    handed_in(asking, world.partnership)
    first = asking.assessment.parts.select_related("sheet").first()
    again = first.sheet
    answers = list(again.answers.all())
    again.pk, again.ref, again.site, again._state.adding = None, "secondsite", "North", True
    again.save()
    asking.assessment.parts.create(part=first.part, sheet=again)
    for each in answers:
        value = "not-met" if each.question == "lead" else each.value
        Answer.objects.create(
            sheet=again, question=each.question, state=each.state, value=value, answered_by=each.answered_by
        )
    assert mend(asking.round) > 0
    assert (counts(world.partnership), counts(None)) == ({"not-met": 1}, {"not-met": 1})


def test_counting_anew_puts_right_what_was_wrong(asking, world) -> None:
    handed_in(asking, world.partnership)
    row = Summary.objects.filter(partnership=None).first()
    Summary.objects.filter(pk=row.pk).update(count=7)
    assert [mend(asking.round), mend(asking.round), is_exact(asking)] == [1, 0, True]


@pytest.mark.parametrize("standards", [1, 40])
def test_handing_in_asks_at_most_fifteen_times_whatever_the_number_of_standards(standards, asking, world) -> None:
    assessment = signed_off(asking)
    sheet = assessment.parts.get(part__partnership=None).sheet
    text, question = sheet.edition.text, '      - {id: trained, kind: yes-no-partly, text: "Is the lead trained?"}\n'
    more = "".join(question.replace("trained", f"trained-{number}") for number in range(standards))
    sheet.edition.text = text.replace(question, question + more)
    sheet.edition.save()
    for number in range(standards):
        sheet.answers.create(question=f"trained-{number}", state="value", value="yes", answered_by=asking.lead)
    with CaptureQueriesContext(connection) as asked:
        returns.submit(assessment, share_with=[world.partnership], by=asking.lead)
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 15
    assert Summary.objects.filter(partnership=None).count() == 2 + standards


def test_handing_in_once_more_asks_no_oftener_and_counts_once(asking, world) -> None:
    handed_in(asking, world.partnership)
    returns.reopen(asking.assessment, reason="A figure was wrong.", by=asking.lead)
    returns.sign_off(asking.assessment, by=asking.senior)
    with CaptureQueriesContext(connection) as asked:
        returns.submit(asking.assessment, share_with=[world.partnership, world.elsewhere], by=asking.lead)
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 15
    assert [counts(place) for place in (world.partnership, world.elsewhere, None)] == [{"met": 1}] * 3
    assert (asking.assessment.shares.count(), is_exact(asking)) == (2, True)


def test_an_answer_that_a_new_edition_asks_again_is_not_counted(asking, world) -> None:
    handed_in(asking, world.partnership)
    Answer.objects.filter(question="lead").update(asked_again_at=clock.now(), confirmed_at=None)
    assert mend(asking.round) > 0
    assert (counts(None), is_exact(asking)) == ({}, True)


def test_a_corrected_answer_is_counted_at_its_new_level(asking, world) -> None:
    handed_in(asking, world.partnership)
    part = asking.assessment.parts.select_related("assessment", "sheet", "part").get(part__partnership=None)
    version = part.sheet.answers.get(question="lead").version
    correct(part, Given("lead", version, "value", "not-met", "It was too good."), reason="An error.", by=asking.senior)
    assert (counts(world.partnership), counts(None), is_exact(asking)) == ({"not-met": 1}, {"not-met": 1}, True)
