"""A round takes up a new edition, on the pages."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import RoundPart
from goldenthread.questionnaires.models import Edition
from tests import factories as make
from tests.assurance.conftest import answer_all, signed_off
from tests.questionnaires.samples import TEXT


@pytest.fixture
def part(asking) -> RoundPart:
    return asking.round.parts.get(edition__name="sample")


@pytest.fixture
def newer(world) -> Edition:
    text = TEXT.replace("edition: 2026", "edition: 2027").replace("Somebody senior answers", "A director answers")
    return make.an_edition(world.partnership, world.manager, edition="2027", text=text)


def at(world, part: RoundPart, to: Edition | None = None) -> str:
    address = reverse("assurance:take_edition", args=[world.partnership.slug, part.round.ref, part.pk])
    return f"{address}?to={to.ref}" if to else address


def test_what_it_would_do_is_shown_before_anything_is_done(world, signed_in, asking, part, newer) -> None:
    answer_all(asking)
    client = signed_in(world.manager)
    assert str(newer) in client.get(at(world, part)).content.decode()
    page = client.get(at(world, part, newer)).content.decode()
    assert all(words in page for words in ("3 answers", "1 answer", "to be confirmed again", "A director answers"))
    part.refresh_from_db()
    assert part.edition != newer


def test_round_takes_it_up_in_one_and_open_returns_go_over(world, signed_in, asking, part, newer) -> None:
    answer_all(asking)
    answer = signed_in(world.manager).post(at(world, part, newer), follow=True)
    assert "3 kept, 1 to be confirmed again, 0 left out and shown" in answer.content.decode()
    part.refresh_from_db()
    asking.assessment.refresh_from_db()
    sheet = asking.assessment.parts.get(part=part).sheet
    assert (part.edition, sheet.edition, sheet.to_confirm) == (newer, newer, 1)
    assert asking.assessment.answered < asking.assessment.asked


def test_return_that_is_signed_off_stays_with_its_edition(world, signed_in, asking, part, newer) -> None:
    signed_off(asking)
    client = signed_in(world.manager)
    assert "1 return signed off or handed in would stay" in client.get(at(world, part, newer)).content.decode()
    client.post(at(world, part, newer))
    assert asking.assessment.parts.get(part=part).sheet.edition.edition == "2026"


def test_answers_that_are_left_out_stand_beside_the_return(world, signed_in, asking, part) -> None:
    answer_all(asking)
    text = TEXT.replace("edition: 2026", "edition: 2027").replace(
        "{id: trained, kind: yes-no-partly", "{id: trained, kind: date"
    )
    to = make.an_edition(world.partnership, world.manager, edition="2027", text=text)
    signed_in(world.manager).post(at(world, part, to))
    page = signed_in(asking.lead).get(reverse("assurance:own_answers", args=[asking.assessment.ref])).content.decode()
    assert "Left out when the questionnaire changed" in page


def test_there_is_nothing_to_choose_where_there_is_no_other_edition(world, signed_in, part) -> None:
    assert "No other edition here" in signed_in(world.manager).get(at(world, part)).content.decode()


def test_who_may(world, signed_in, asking, part, newer) -> None:
    assert signed_in(world.manager).get(at(world, part)).status_code == 200
    assert signed_in(world.police_lead).get(at(world, part)).status_code == 403
    elsewhere = reverse("assurance:take_edition", args=[world.elsewhere.slug, part.round.ref, part.pk])
    assert signed_in(asking.neighbour_manager).get(elsewhere).status_code == 403
