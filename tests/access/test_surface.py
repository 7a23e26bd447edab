"""What every answer carries and none may do: headers, cookies, forgery, foreign hosts, markup, what others infer."""

import re
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from goldenthread.core.rules import PUBLIC, routes, rule_of
from goldenthread.partnerships.roles import Role
from tests import factories as make
from tests.access.estate import Estate, pages
from tests.access.test_matrix import address, browser, names_a_partnership

pytestmark = pytest.mark.slow
EVIL = ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
PAGES_OF_SIGN_IN = [
    f"/{where}" for where, name, _ in routes() if name and where.startswith("account/") and not set("<(") & set(where)
]
STRICTER = {"Referrer-Policy": "no-referrer"}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def answers(estate: Estate, client: Client) -> list[tuple[str, Any]]:
    return [(name, client.get(address(estate, name))) for name, _ in pages()]


def test_every_answer_carries_the_headers_of_its_kind(estate: Estate) -> None:
    """And what signed-in people read is kept nowhere."""
    own = answers(estate, browser(estate.people[Role.MANAGER]))
    found = [*answers(estate, browser()), *own]
    found += [
        ("not found", browser().get("/no-such-page/")),
        ("forged", Client(enforce_csrf_checks=True).post("/account/login/")),
    ]
    lacking = {
        (name, header)
        for name, response in found
        for header, value in EVERYWHERE.items()
        if response.headers.get(header) not in {value, STRICTER.get(header)}
    }
    policies = {response.headers["Content-Security-Policy"] for _, response in found}
    loose = [policy for policy in policies if "unsafe" in policy or "default-src 'none'" not in policy]
    kept = {name for name, response in own if "no-store" not in response.headers.get("Cache-Control", "")}
    public = {name for name, pattern in pages() if rule_of(pattern, name) == PUBLIC}
    assert (lacking, loose, kept - public) == (set(), [], set())


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(db: None) -> None:
    person, client = make.a_person("Sam Example"), Client()
    person.set_password("a long enough passphrase")
    person.save()
    client.post("/account/login/", {"login": person.email, "password": "a long enough passphrase"})
    client.get("/account/password/change/")
    guarded = {
        name: (cookie["httponly"], cookie["samesite"]) for name, cookie in client.cookies.items() if cookie.value
    }
    assert guarded == {"session": (True, "Lax"), "csrf": (True, "Strict")}


def test_nothing_is_done_for_a_form_of_another_site(estate: Estate) -> None:
    person = estate.people[Role.MANAGER]
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = browser(person).cookies
    done = {
        name: status
        for name, _ in pages()
        if (status := forged.post(address(estate, name), {"do": "accept"}).status_code) not in {403, 404, 405}
    }
    assert done == {}


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:80"]
)
def test_no_page_is_made_for_a_host_that_is_not_ours(db: None, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    response = Client(raise_request_exception=False).get("/account/login/", headers={"host": host})
    assert (response.status_code, host.encode() in response.content) == (400, False)


def test_address_with_a_zero_byte_is_refused(db: None) -> None:
    response = Client(raise_request_exception=False).get("/public/marlshire/plan/?q=a%00b")
    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize("target", EVIL)
def test_no_page_of_signing_in_leads_to_another_site(estate: Estate, target: str) -> None:
    led = {
        (page, method)
        for client in (browser(), browser(estate.people[Role.MANAGER]))
        for page in PAGES_OF_SIGN_IN
        for method in ("get", "post")
        if _leads_out(getattr(client, method)(f"{page}?next={quote(target)}", {"next": target}))
    }
    assert led == set()


def _leads_out(response: Any) -> bool:
    return "evil" in unquote(response.headers.get("Location", "").partition("?")[0])


def test_outsider_sees_no_difference_whatever_happens_elsewhere(estate: Estate) -> None:
    """Lists, counts, order, search and suggestions of another partnership do not move when rows come here."""
    client = browser(estate.outsider)
    own = [
        reverse(name, kwargs={"partnership": "elmshire"})
        for name, _ in pages()
        if names_a_partnership(name) and set(estate.kwargs.get(name, {"partnership": ""})) == {"partnership"}
    ]
    own += [f"/p/elmshire/search/?q={word}" for word in ("Xylocarp", "Xylocrap", "plan", "Police")] + ["/my-work/", "/"]

    def seen() -> dict[str, tuple[int, str]]:
        found = {}
        for where in own:
            response = client.get(where)
            is_file = response.headers.get("Content-Type", "").startswith("application/vnd.")  # holds the time of day
            body = b"" if response.streaming or is_file else response.content
            found[where] = (
                response.status_code,
                re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", body.decode(errors="replace")),
            )
        return found

    before = seen()
    more = make.a_plan(estate.partnership, adopted=False, title="Xylocarp plan of police")
    make.an_action(make.a_priority(more), "Xylocarp")
    make.a_body(estate.partnership, "Another Xylocarp")
    call_command("rebuild_search", verbosity=0)
    after = seen()
    assert [where for where in own if before[where] != after[where]] == []
    assert sum(status == 200 for status, _ in before.values()) > 25
