"""Every page of the plan opens for those who may, with as many queries for one row as for several."""

import pytest
from bs4 import BeautifulSoup

from goldenthread.plan.operations.variations import propose_variation
from tests import factories as make


def addresses(world):
    base = f"/p/{world.partnership.slug}/"
    return [
        base, f"{base}plans/", f"{base}actions/", world.action.get_absolute_url(), world.priority.get_absolute_url(),
        f"{base}returns/", f"{base}periods/", f"{base}variations/",
        f"{base}impact/", f"{base}evidence/",
        f"{world.action.get_absolute_url()}vary/", f"{world.action.get_absolute_url()}remind/",
        f"{base}plans/{world.plan.ref}/vary/", f"{base}add-evidence/?action={world.action.ref}",
        f"{base}impact/claim/?action={world.action.ref}", f"{world.action.get_absolute_url()}link/",
    ]  # fmt: skip


def test_pages_open_for_the_business_manager(world, signed_in):
    make.an_outcome(world.priority)
    client = signed_in(world.manager)
    assert {address: client.get(address).status_code for address in addresses(world)} == dict.fromkeys(
        addresses(world), 200
    )


def test_one_click_beside_a_variation_leads_to_the_variation(world, signed_in):
    new = {"words": "Publish the yearly report twice"}
    asked = propose_variation(world.action, summary="New words", new=new, reason="The Board asked", by=world.manager)
    page = BeautifulSoup(signed_in(world.manager).get(f"/p/{world.partnership.slug}/").content, "html.parser")
    need = page.find("section", attrs={"aria-label": "Variations to decide"})
    assert [link["href"] for link in need.select("li a")] == [asked.get_absolute_url()] * 2


@pytest.mark.parametrize("past", ["", "?as-at=2021-10-01"])
def test_plan_on_a_page_takes_few_queries_however_many_actions(world, signed_in, django_assert_max_num_queries, past):
    for number in range(30):
        make.an_action(world.priority, f"Action number {number}", owner=world.quality)
    client = signed_in(world.manager)
    with django_assert_max_num_queries(20):
        assert client.get(f"/p/{world.partnership.slug}/{past}").status_code == 200
