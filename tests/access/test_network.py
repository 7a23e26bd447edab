"""A co-ordinator reaches what partnerships of one network do together, and nothing of any one of them."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import Round, SelfAssessment, Summary
from goldenthread.partnerships.models import Network, Partnership
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.access.estate import CANARY, Estate
from tests.access.test_matrix import address, browser, closed_routes

pytestmark = pytest.mark.slow


def of_networks() -> list[str]:
    return [name for name, rule in closed_routes() if "NETWORK" in rule]


def test_co_ordinator_of_another_network_finds_nothing(estate: Estate) -> None:
    other = make.a_member(Role.COORDINATOR, network=Network.objects.create(slug="elsewhere", name="Elsewhere"))
    client = browser(other)
    found = {name: client.get(address(estate, name)) for name in of_networks()}
    assert len(found) == 8
    assert {name: (page.status_code, CANARY in page.content.decode()) for name, page in found.items()} == dict.fromkeys(
        found, (404, False)
    )


def test_rounds_of_another_network_are_not_found_under_ones_own_address(estate: Estate) -> None:
    own = Network.objects.create(slug="elsewhere", name="Elsewhere")
    client = browser(make.a_member(Role.COORDINATOR, network=own))
    theirs = Round.objects.exclude(network=None).get()
    assert client.get(reverse("assurance:network_round", args=["elsewhere", theirs.ref])).status_code == 404


def test_co_ordinator_reads_no_partnership_no_answer_and_no_local_round(estate: Estate) -> None:
    person = estate.people[Role.COORDINATOR]
    assert not Partnership.objects.visible_to(person).exists()
    assert not SelfAssessment.objects.visible_to(person).exists()
    assert not Summary.objects.visible_to(person).exists()
    assert [each.title for each in Round.objects.visible_to(person)] == [f"{CANARY} of the region"]


def test_whoever_reads_one_partnership_compares_there_and_not_the_whole(estate: Estate) -> None:
    person = estate.people[Role.COORDINATOR]
    where = address(estate, "assurance:network_comparison")
    assert browser(person).get(where).status_code == 200
    make.a_member(Role.AUDITOR, estate.partnership, person=person)
    assert browser(person).get(where).status_code == 403
