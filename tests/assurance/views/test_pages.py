"""Pages of rounds and returns, for each of the cast."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.questionnaires.models import Answer
from tests import factories as make
from tests.assurance.conftest import answer_all, handed_in, signed_off


def section(asking, number: int = 0, name: str = "leading") -> str:
    part = list(asking.assessment.parts.select_related("sheet"))[number]
    return reverse("assurance:section", args=[asking.assessment.ref, part.sheet.ref, name])


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def version(client, address: str) -> str:
    return version_in(client.get(address).content.decode())


def version_in(text: str) -> str:
    found = re.search(r'name="version"(?: value="([^"]*)")?', text)
    assert found
    return found[1] or ""


def test_the_manager_opens_a_round(world, signed_in) -> None:
    edition = make.an_edition(world.partnership, world.manager)
    days = {f"{name}_on-{part}": value for name, month in (("opens", "9"), ("due", "11"), ("closes", "12"))
            for part, value in (("day", "1"), ("month", month), ("year", "2026"))}  # fmt: skip
    sent = {"title": "Section 11", "editions": [edition.ref], "kinds": ["police"], **days}
    world.police.kind = "police"
    world.police.save()
    answer = signed_in(world.manager).post(reverse("assurance:open_round", args=[world.partnership.slug]), sent)
    opened = Round.objects.get()
    assert answer.headers["Location"] == opened.get_absolute_url()
    assert [each.organisation for each in opened.assessments.all()] == [world.police]


def test_round_page_says_how_far_everybody_is(asking, world, signed_in) -> None:
    handed_in(asking, world.partnership)
    text = page(signed_in(world.manager), asking.round.get_absolute_url())
    assert text.index("Marlshire Trust") < text.index("Marlshire Police")
    assert "Shared with you" in text
    assert "0 of 16" in text


def test_the_lead_answers_a_section_without_javascript(asking, signed_in) -> None:
    client, address = signed_in(asking.lead), section(asking)
    sent = {"version": version(client, address), "a-lead": "met", "c-lead": "See the policy.", "a-staff": "1,250",
            "a-reviewed-day": "1", "a-reviewed-month": "September", "a-reviewed-year": "2021"}  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert sorted(Answer.objects.values_list("question", "value")) == [
        ("lead", "met"), ("reviewed", "2021-09-01"), ("staff", "1250"),
    ]  # fmt: skip


def test_autosave_keeps_what_can_be_kept_and_says_what_cannot(asking, signed_in) -> None:
    client, address = signed_in(asking.lead), section(asking)
    sent = {"version": "", "a-trained": "yes", "a-reviewed-day": "1", "a-staff": "lots"}
    answer = client.post(address, sent, headers={"X-Autosave": "1"}).json()
    assert list(Answer.objects.values_list("question", flat=True)) == ["trained"]
    assert "The date must include" in answer["saved_at"]
    assert answer["version"].startswith("trained:1:")


def test_two_people_in_one_section_each_save_what_they_changed(asking, signed_in) -> None:
    address = section(asking)
    one, two = signed_in(asking.lead), signed_in(asking.senior)
    shown = version(one, address)
    one.post(address, {"version": shown, "a-lead": "met"}, headers={"X-Autosave": "1"})
    answer = two.post(address, {"version": shown, "a-trained": "yes"}, headers={"X-Autosave": "1"})
    assert answer.status_code == 200
    assert dict(Answer.objects.values_list("question", "value")) == {"lead": "met", "trained": "yes"}


def test_who_answers_the_same_second_sees_both_texts_and_chooses(asking, signed_in) -> None:
    address = section(asking)
    one, two = signed_in(asking.lead), signed_in(asking.senior)
    shown = version(one, address)
    one.post(address, {"version": shown, "a-lead": "met"})
    assert two.post(address, {"version": shown, "a-lead": "not-met"}, headers={"X-Autosave": "1"}).status_code == 409
    both = two.post(address, {"version": shown, "a-lead": "not-met"})
    assert both.status_code == 409
    assert "Police Lead answered meanwhile: “Met”" in both.content.decode()
    again = version_in(both.content.decode())
    two.post(address, {"version": again, "a-lead": "not-met"})
    assert Answer.objects.get().value == "not-met"


def test_whoever_is_in_a_section_is_seen(asking, signed_in) -> None:
    signed_in(asking.lead).post(section(asking), {"version": "", "a-lead": "met"}, headers={"X-Autosave": "1"})
    assert "Here now: Police Lead in Leading" in page(signed_in(asking.senior), section(asking))


def test_a_possible_identifier_is_asked_about_beside_its_text(asking, signed_in) -> None:
    sent = {"version": "", "a-lead": "met", "c-lead": "NHS number 943 476 5919"}
    answer = signed_in(asking.lead).post(section(asking), sent)
    assert answer.status_code == 422
    assert "It does not identify a child" in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_return_goes_its_way_by_buttons(asking, world, signed_in) -> None:
    ref, lead, senior = asking.assessment.ref, signed_in(asking.lead), signed_in(asking.senior)
    answer_all(asking)
    lead.post(reverse("assurance:senior_lead", args=[ref]), {"person": asking.senior.ref})
    assert lead.get(reverse("assurance:sign_off", args=[ref])).status_code == 403
    senior.post(reverse("assurance:sign_off", args=[ref]))
    lead.post(reverse("assurance:submit", args=[ref]), {"share_with": [world.partnership.slug]})
    asking.assessment.refresh_from_db()
    assert asking.assessment.state == "submitted"
    assert "Asked of us" in page(lead, asking.assessment.get_absolute_url())
    assert lead.get(section(asking)).status_code == 302


def test_a_partnership_reads_the_common_part_and_its_own_supplement_and_no_other(asking, world, signed_in) -> None:
    handed_in(asking, world.partnership, world.elsewhere)
    numbers = [each.pk for each in asking.assessment.parts.all()]
    for user, place, own, foreign in [
        (world.manager, world.partnership, numbers[1], numbers[2]),
        (asking.neighbour_manager, world.elsewhere, numbers[2], numbers[1]),
    ]:
        text = page(signed_in(user), asking.assessment.address_in(place))
        assert f"Said to part {numbers[0]}." in text
        assert f"Said to part {own}." in text
        assert f"Said to part {foreign}." not in text


def test_before_it_is_shared_a_partnership_sees_how_far_it_is_and_no_answer(asking, world, signed_in) -> None:
    signed_off(asking)
    text = page(signed_in(world.manager), asking.assessment.address_in(world.partnership))
    assert "12 of 12" in text
    assert "Said to part" not in text


@pytest.mark.parametrize("name", ["own", "own_answers", "sign_off", "own_reopen"])
def test_people_of_another_organisation_find_nothing(asking, world, signed_in, name) -> None:
    handed_in(asking, world.partnership)
    for user in (asking.other_lead, world.manager):
        assert signed_in(user).get(reverse(f"assurance:{name}", args=[asking.assessment.ref])).status_code == 404


def test_a_sheet_of_another_return_is_not_found_in_ones_own(asking, signed_in) -> None:
    other = SelfAssessment.objects.get(organisation__name="Marlshire Trust")
    address = reverse("assurance:section", args=[other.ref, asking.assessment.parts.first().sheet.ref, "leading"])
    assert signed_in(asking.other_lead).get(address).status_code == 404


def test_asked_of_us_shows_one_return_whoever_asks(asking, signed_in) -> None:
    text = page(signed_in(asking.lead), reverse("assurance:asked_of_us"))
    assert text.count("Section 11</a>") == 1
    assert "Marlshire Safeguarding Children Partnership<br>" in text or "Elmshire Safeguarding" in text


def queries(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_cost_the_same_for_one_organisation_and_many(asking, world, signed_in) -> None:
    client = signed_in(world.manager)
    edition = asking.round.parts.first().edition
    few_asked = make.a_round(world.partnership, world.manager, edition, title="Few")
    places = [few_asked.get_absolute_url(), reverse("assurance:rounds", args=[world.partnership.slug])]
    page(client, places[0])
    few = [queries(client, place) for place in places]
    for number in range(5):
        make.an_organisation(f"School {number}", world.partnership, kind="education")
    opened = make.a_round(world.partnership, world.manager, edition, title="Another")
    many = [queries(client, opened.get_absolute_url()), queries(client, places[1])]
    assert many == few
    assert max(many) <= 20


def test_own_pages_stay_within_their_queries(asking, signed_in) -> None:
    answer_all(asking)
    client = signed_in(asking.lead)
    own = asking.assessment.get_absolute_url()
    assert max(queries(client, place) for place in (own, section(asking), reverse("assurance:asked_of_us"))) <= 20
