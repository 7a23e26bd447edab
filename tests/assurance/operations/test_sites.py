"""Sites answer a part each: their own sheet, counted with the whole."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from goldenthread.assurance.models import SelfAssessment
from goldenthread.assurance.operations import returns, rounds, sites
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.questionnaires.operations.answering import Given
from tests import factories as make


@pytest.fixture
def by_site(asking, world):
    edition = make.an_edition(world.partnership, world.manager, "Each school", name="schools")
    return rounds.add_part(asking.round, Asked(edition, per_site=True), by=world.manager)


def test_nothing_is_asked_until_a_site_is_named_and_then_of_each(asking, by_site) -> None:
    assert asking.assessment.parts.filter(part=by_site).count() == 0
    for name in ("North School", "South School"):
        sites.add_site(asking.assessment, by_site, name=name, by=asking.lead)
    asking.assessment.refresh_from_db()
    assert asking.assessment.asked == 12 + 2 * 4
    assert [str(each) for each in asking.assessment.parts.filter(part=by_site)] == [
        "Each school, North School", "Each school, South School",
    ]  # fmt: skip


def test_a_site_is_named_once_and_only_where_it_is_asked(asking, by_site) -> None:
    sites.add_site(asking.assessment, by_site, name="North School", by=asking.lead)
    with pytest.raises(ValidationError, match="here already"):
        sites.add_site(asking.assessment, by_site, name="north school", by=asking.lead)
    with pytest.raises(ValidationError, match="not answered for each site"):
        sites.add_site(asking.assessment, asking.round.parts.first(), name="North School", by=asking.lead)


def test_a_site_goes_only_while_nothing_was_answered_for_it(asking, by_site) -> None:
    kept = sites.add_site(asking.assessment, by_site, name="North School", by=asking.lead)
    returns.answer_part(kept, [Given("lead", 0, "value", "met")], by=asking.lead)
    with pytest.raises(ValidationError, match="It stays"):
        sites.remove_site(kept, by=asking.lead)
    gone = sites.add_site(asking.assessment, by_site, name="South School", by=asking.lead)
    sites.remove_site(gone, by=asking.lead)
    assert [each.sheet.site for each in asking.assessment.parts.filter(part=by_site)] == ["North School"]


def test_the_page_names_sites_for_ones_own_organisation(asking, by_site, signed_in) -> None:
    address = reverse("assurance:sites", args=[asking.assessment.ref, by_site.pk])
    client = signed_in(asking.lead)
    client.post(address, {"name": "North School"})
    assert "North School, 0 of 4 questions answered" in client.get(address).content.decode()
    assert client.post(address, {"name": ""}).status_code == 422
    assert signed_in(asking.other_lead).get(address).status_code == 404
    assert SelfAssessment.objects.get(pk=asking.assessment.pk).asked == 16
