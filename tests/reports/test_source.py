"""The licence asks those who run a changed version to offer its source."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_page_links_to_the_source_where_it_is_named(client: Client, settings: Any) -> None:
    settings.SOURCE = "https://code.example.org/ours"
    assert 'href="https://code.example.org/ours"' in client.get("/help/").content.decode()


def test_no_page_links_to_a_source_that_nobody_named(client: Client) -> None:
    assert "Source code" not in client.get("/help/").content.decode()
