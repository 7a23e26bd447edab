import re

import pytest
from django.template.loader import render_to_string

from goldenthread.core import views

PAGES = ["400", "403", "404", "409", "429", "500", "503", "csrf"]


@pytest.mark.parametrize("name", PAGES)
def test_error_page_needs_neither_database_nor_context(name: str) -> None:
    assert '<h1 class="govuk-heading-l">' in render_to_string(f"core/errors/{name}.html", {"problems": []})


def test_server_error_reads_nothing_from_the_request() -> None:
    response = views.server_error(None)
    assert (response.status_code, b"something went wrong" in response.content) == (500, True)


@pytest.mark.django_db
def test_page_not_found_is_kind(client) -> None:
    response = client.get("/no/such/page")
    assert (response.status_code, b"Page not found" in response.content) == (404, True)


def test_refusal_says_why_and_whom_to_ask() -> None:
    page = render_to_string("core/errors/403.html", {"reason": "Only the chair may approve."})
    assert "Only the chair may approve." in page
    assert "business manager" in page


def test_conflict_says_what_stood_in_the_way() -> None:
    page = render_to_string("core/errors/409.html", {"problems": ["This period is locked."]})
    assert "There is a problem" in page
    assert "<li>This period is locked.</li>" in page


def test_forms_of_a_page_share_a_token_that_the_next_page_does_not(world, signed_in) -> None:
    client, address = signed_in(world.manager), f"/p/{world.partnership.slug}/partnership/settings/"
    pages = [client.get(address).content.decode() for _ in range(2)]
    tokens = [re.findall('name="csrfmiddlewaretoken" value="([^"]{64})"', page) for page in pages]
    assert len(tokens[0]) > 1
    assert (len(set(tokens[0])), len({*tokens[0], *tokens[1]})) == (1, 2)
