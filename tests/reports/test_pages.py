"""The pages over several domains: who reaches them."""

import pytest

from tests import factories as make


@pytest.fixture
def addresses(world):
    post = make.a_post(world.partnership, body=world.quality)
    slug = world.partnership.slug
    return {
        "body": f"/p/{slug}/bodies/{world.quality.ref}/",
        "post": f"/p/{slug}/posts/{post.ref}/",
        "organisation": f"/organisations/{world.police.ref}/",
        "search": f"/p/{slug}/search/?q=neglect",
        "history": f"/p/{slug}/history/",
        "my work": "/my-work/",
    }


@pytest.mark.parametrize("page", ["body", "post", "organisation", "search", "history", "my work"])
def test_page_opens_for_the_business_manager(world, addresses, signed_in, page):
    assert signed_in(world.manager).get(addresses[page]).status_code == 200


@pytest.mark.parametrize(
    ("page", "status"),
    [("body", 200), ("post", 200), ("organisation", 200), ("search", 200), ("history", 403), ("my work", 200)],
)
def test_page_answers_an_agency_lead_by_their_rights(world, addresses, signed_in, page, status):
    assert signed_in(world.police_lead).get(addresses[page]).status_code == status


@pytest.mark.parametrize("page", ["body", "post", "organisation", "search", "history"])
def test_page_is_not_there_for_an_outsider(world, addresses, signed_in, page):
    assert signed_in(world.outsider).get(addresses[page]).status_code == 404


@pytest.mark.parametrize("page", ["body", "post", "organisation", "search", "history", "my work"])
def test_page_leads_whoever_is_signed_out_to_sign_in(addresses, client, page):
    assert client.get(addresses[page]).headers["Location"].startswith("/account/login/?next=")
