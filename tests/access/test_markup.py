"""What somebody types is never read as markup or as a template, on any page."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.core.management import call_command

from goldenthread.partnerships.roles import Role
from tests.access import estate as building
from tests.access.estate import build, pages
from tests.access.test_matrix import address, browser

pytestmark = pytest.mark.slow
MARKUP = "Xylo<i onx=1>'\"&{{7*7}}"


def test_no_text_becomes_markup_or_a_template(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of the estate holds markup; no page of any role lets it through."""
    settings.DEMONSTRATION = True
    monkeypatch.setattr(building, "CANARY", MARKUP)
    estate = build()
    call_command("rebuild_search", verbosity=0)
    seen, through = 0, set()
    manager, operator = browser(estate.people[Role.MANAGER]), browser(estate.people[Role.OPERATOR])
    tried = [(manager, name, address(estate, name)) for name, _ in pages()]
    tried += [(operator, name, where) for _, name, where in tried if name.startswith("notifications:")]
    tried += [(manager, "search", f"/p/marlshire/search/?q={quote(query)}") for query in ("Xylo", "plan", MARKUP)]
    for client, name, where in tried:
        response = client.get(where)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode()
            seen += text.count("Xylo")
            if "<i onx" in text or "Xylo49" in text or re.search(r'="[^"<>]*Xylo[^"]*"&\{\{', text):
                through.add(name)
    assert (through, seen > 100) == (set(), True)
