"""The way of a section to a colleague without an account and back."""

import re

from django.test import Client
from django.urls import reverse

from goldenthread.assurance.models import HandOver, SelfAssessment
from goldenthread.questionnaires.models import Answer
from tests.assurance.conftest import handed_in


def link_of(client, asking) -> str:
    sheet = asking.assessment.parts.first().sheet.ref
    address = reverse("assurance:hand_section", args=[asking.assessment.ref, sheet, "leading"])
    text = client.post(address, {"colleague": "Kim Abara"}).content.decode()
    found = re.search(r"(/handed/\w+/[^<\s]+)", text)
    assert found
    return found[1]


def test_a_colleague_without_an_account_answers_and_the_lead_takes_it(asking, signed_in) -> None:
    lead, colleague = signed_in(asking.lead), Client()
    link = link_of(lead, asking)
    assert colleague.get(link).headers["Location"] == reverse("assurance:handed")
    assert HandOver.objects.get().accepted_at is None
    colleague.post("/handed/", {"name": "Kim Abara"})
    colleague.post("/handed/", {"a-lead": "met"}, headers={"X-Autosave": "1"})
    done = colleague.post("/handed/", {"a-lead": "met", "a-trained": "yes", "finish": "yes"})
    assert "Given back. Thank you." in done.content.decode()
    made = HandOver.objects.get()
    assert "Kim Abara: Met" in lead.get(made.get_absolute_url()).content.decode()
    lead.post(made.get_absolute_url(), {"take": "yes", "question": ["lead", "trained"]})
    assert dict(Answer.objects.values_list("question", "value")) == {"lead": "met", "trained": "yes"}


def test_a_finished_wrong_or_missing_link_says_so_and_nothing_else(asking, signed_in) -> None:
    link = link_of(signed_in(asking.lead), asking)
    for wrong in (link[:-2] + "x/", None):
        stranger = Client()
        if wrong:
            stranger.get(wrong)
        answer = stranger.get("/handed/")
        assert answer.status_code == 410
        assert "Leading" not in answer.content.decode()


def test_a_section_is_not_handed_over_by_people_of_another_organisation(asking, signed_in) -> None:
    made = link_of(signed_in(asking.lead), asking) and HandOver.objects.get()
    assert signed_in(asking.other_lead).get(made.get_absolute_url()).status_code == 404
    own = SelfAssessment.objects.get(organisation__name="Marlshire Trust")
    address = reverse("assurance:hand_over", args=[own.ref, made.ref])
    assert signed_in(asking.other_lead).post(address, {"take": "yes"}).status_code == 404


def test_earlier_answers_are_shown_before_they_come_forward(asking, world, signed_in) -> None:
    from tests import factories as make

    handed_in(asking, world.partnership)
    edition = asking.round.parts.first().edition
    later = make.a_round(world.partnership, world.manager, edition, title="Next year")
    assessment = later.assessments.get(organisation=world.police)
    sheet = assessment.parts.get().sheet
    client, address = signed_in(asking.lead), reverse("assurance:bring_forward", args=[assessment.ref, sheet.ref])
    assert "4 answers would come forward" in client.get(address).content.decode()
    earlier = asking.assessment.parts.first().sheet.ref
    client.post(address, {"earlier": earlier})
    assessment.refresh_from_db()
    assert (assessment.answered, sheet.answers.count()) == (0, 4)
    section = reverse("assurance:section", args=[assessment.ref, sheet.ref, "leading"])
    text = client.get(section).content.decode()
    shown = re.search(r'name="version" value="([^"]*)"', text)
    assert shown
    assert "It still holds" in text
    client.post(section, {**_as_shown(), "version": shown[1], "confirm": "lead"})
    client.post(section, {**_as_shown(), "version": shown[1], "drop": "trained"})
    assessment.refresh_from_db()
    assert (assessment.answered, sheet.answers.count()) == (1, 3)


def _as_shown() -> dict[str, str]:
    said = Answer.objects.filter(question="lead").first()
    assert said
    return {
        "a-lead": "met", "a-trained": "yes", "a-staff": "3", "a-reviewed": "2021-09-01",
        **{f"c-{name}": said.comment for name in ("lead", "trained", "staff", "reviewed")},
    }  # fmt: skip
