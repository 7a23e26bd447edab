"""A survey of staff: no account, nothing kept of who answered, nothing shown of few or before it is over."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from goldenthread.assurance.models import StaffCount, StaffSurvey
from goldenthread.assurance.operations import staff
from goldenthread.assurance.queries.checks import found_by
from goldenthread.assurance.queries.staff import band_of, said_by_staff, token_of
from goldenthread.core import clock
from goldenthread.history.models import Entry
from tests.assurance.conftest import handed_in
from tests.assurance.operations.test_moderation import part_of

DAY = timedelta(days=1)


@pytest.fixture
def survey(asking, world) -> StaffSurvey:
    part = part_of(asking, None)
    return staff.open_survey(part, questions=["lead", "trained"], closes_on=clock.today() + DAY, by=asking.lead)


def link(survey) -> str:
    return reverse("assurance:staff_survey", args=[survey.ref, token_of(survey)])


def say(survey, *said) -> None:
    for each in said:
        staff.answer_survey(survey, {"lead": each})


def close(survey, asking) -> StaffSurvey:
    return staff.close_survey(survey, by=asking.lead)


def test_it_is_opened_on_the_return_and_gives_one_link(asking, world, signed_in) -> None:
    part = part_of(asking, None)
    address, until = reverse("assurance:staff", args=[asking.assessment.ref, part.sheet.ref]), clock.today() + DAY
    sent = {
        "questions": ["lead"], "closes_on-day": until.day, "closes_on-month": until.month, "closes_on-year": until.year,
    }  # fmt: skip
    assert signed_in(asking.lead).post(address, sent).status_code == 302
    assert link(StaffSurvey.objects.get()) in signed_in(asking.lead).get(address).content.decode()
    assert [signed_in(each).get(address).status_code for each in (asking.senior, world.manager)] == [404, 404]


def test_staff_answer_without_an_account_in_plain_words_and_only_counts_are_kept(survey, client, settings) -> None:
    shown = client.get(link(survey))
    assert "One person is in charge of keeping children safe." in shown.content.decode()
    entries = Entry.objects.count()
    assert client.post(link(survey), {"q-lead": "no", "number": "1"}).status_code == 302
    assert list(StaffCount.objects.values_list("question", "says", "count")) == [("lead", "no", 1)]
    assert (Entry.objects.count(), settings.SESSION_COOKIE_NAME in client.cookies) == (entries, False)
    fields = {each.name for each in StaffCount._meta.get_fields()}
    assert fields == {"id", "survey", "question", "says", "count"}


def test_a_double_click_counts_once_and_a_browser_answers_once(survey, client) -> None:
    other = Client()
    for browser in (client, other):
        browser.post(link(survey), {"q-lead": "no", "number": "7"})
    assert StaffCount.objects.get().count == 1
    assert "Thank you" in client.get(link(survey)).content.decode()


def test_nothing_shows_before_it_is_over(survey, asking, world, signed_in) -> None:
    say(survey, *["no"] * 9)
    assert not StaffCount.objects.visible_to(asking.lead).exists()
    text = signed_in(asking.lead).get(reverse("assurance:staff", args=[asking.assessment.ref, survey.part.sheet.ref]))
    assert "Beside what you claim" not in text.content.decode()
    close(survey, asking)
    survey.refresh_from_db()
    assert said_by_staff([survey.part], asking.lead)[survey.part_id, "lead"].band == "fewer than a quarter"


def test_nothing_shows_of_fewer_than_five_in_all_or_to_one_question(survey, asking) -> None:
    say(survey, "no", "no", "no", "no")
    close(survey, asking)
    survey.refresh_from_db()
    assert (survey.is_shown, StaffCount.objects.visible_to(asking.lead).count()) == (False, 0)
    again = staff.open_survey(survey.part, questions=["lead", "trained"], closes_on=clock.today() + DAY, by=asking.lead)
    say(again, "yes", "yes", "no", "yes", "partly")
    staff.answer_survey(again, {"trained": "no"})
    close(again, asking)
    again.refresh_from_db()
    shown = said_by_staff([survey.part], asking.lead)
    assert {key[1]: (each.band, each.answers) for key, each in shown.items()} == {"lead": ("half to three quarters", 5)}


def test_one_answer_more_or_less_cannot_be_read_from_what_shows() -> None:
    assert {band_of(yes, of) for yes, of in ((0, 5), (1, 5), (1, 6))} == {"fewer than a quarter"}
    assert band_of(5, 5) == band_of(4, 5) == "three quarters or more"


def test_what_was_shown_is_not_asked_again(survey, asking) -> None:
    say(survey, *["yes"] * 5)
    with pytest.raises(ValidationError, match="asked already"):
        staff.open_survey(survey.part, questions=["lead"], closes_on=clock.today() + DAY, by=asking.lead)


def test_a_closed_survey_and_a_wrong_link_take_nothing(survey, asking, client) -> None:
    assert client.get(reverse("assurance:staff_survey", args=[survey.ref, "x"])).status_code == 410
    close(survey, asking)
    assert client.post(link(survey), {"q-lead": "no"}).status_code == 410
    assert not StaffCount.objects.exists()


def test_the_claim_stands_beside_what_staff_say_where_the_return_is_shared(survey, asking, world) -> None:
    say(survey, "no", "no", "yes", "partly", "not-known")
    close(survey, asking)

    def found(user, place) -> list[str]:
        return [row.why for row in found_by("staff", asking.round, user, place)[0:9]]

    handed_in(asking, world.partnership)
    said = "It says “Met”; of 5 staff who answered, fewer than a quarter say so."
    assert found(world.manager, world.partnership) == [said]
    assert found(asking.neighbour_manager, world.elsewhere) == []
    StaffCount.objects.filter(says="yes").update(count=6)
    assert found(world.manager, world.partnership) == []
