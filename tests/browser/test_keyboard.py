"""Without a mouse: all is reached in the order of the page, the focus is seen, and nothing holds it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from goldenthread.partnerships.models import Partnership
from tests.browser.addresses import addresses
from tests.browser.conftest import SignIn
from tests.browser.walking import faults_of_walk

pytestmark = [pytest.mark.browser]
MANAGER = "manager@birmingham.example"
WALKS = {
    MANAGER: [
        "plan:home", "plan:action", "plan:returns", "plan:draft", "plan:draft_item", "plan:compare", "plan:export",
        "plan:add_evidence", "reports:my_work", "reports:search", "partnerships:people", "partnerships:settings",
    ],
    "chair@birmingham.example": ["plan:home", "plan:return", "plan:variation", "plan:impact"],
    "quality.chair@birmingham.example": ["plan:actions", "plan:return", "reports:my_work"],
    "police.lead@birmingham.example": ["reports:organisation", "plan:outcome"],
    "practitioner@birmingham.example": ["reports:my_work", "accounts:me"],
    "operator@birmingham.example": ["notifications:outbox"],
    "": ["account_login", "plan:public", "reports:help", "reports:help_page"],
}  # fmt: skip


@pytest.fixture
def opened(furnished: None, sign_in: SignIn) -> Callable[[str, str], Page]:
    where = addresses(Partnership.objects.get(slug="birmingham"))
    windows: dict[str, Page] = {}

    def open_page(email: str, route: str) -> Page:
        page = windows[email] = windows.get(email) or sign_in(email)
        page.goto(where[route][-1])
        expect(page.locator("body.js-enabled")).to_have_count(1)
        return page

    return open_page


@pytest.mark.parametrize("email", WALKS)
def test_tab_key_reaches_everything_and_is_seen(opened: Callable[[str, str], Page], email: str) -> None:
    faults = {route: faults_of_walk(opened(email, route)) for route in WALKS[email]}
    assert {route: found for route, found in faults.items() if found} == {}


def test_first_stop_leads_past_the_navigation(opened: Callable[[str, str], Page]) -> None:
    page = opened(MANAGER, "plan:home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_of_a_phone_opens_and_closes_by_key(opened: Callable[[str, str], Page]) -> None:
    page = opened(MANAGER, "plan:home")
    page.set_viewport_size({"width": 360, "height": 700})
    menu = page.get_by_role("button", name="Menu")
    actions = page.get_by_role("navigation").get_by_role("link", name="Actions")
    expect(actions).to_be_hidden()
    menu.press("Enter")
    expect(actions).to_be_visible()
    menu.press("Enter")
    expect(actions).to_be_hidden()


def test_draft_is_confirmed_with_single_keys(opened: Callable[[str, str], Page]) -> None:
    page = opened(MANAGER, "plan:draft")
    page.locator("body").press("n")
    expect(page.get_by_role("button", name="Accept as it is")).to_be_visible()
    first = page.url
    page.locator("body").press("n")
    page.wait_for_url(lambda url: url != first)
    second = page.url
    page.locator("body").press("a")
    page.wait_for_url(lambda url: url != second)
    page.goto(second)
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()


PLANTED = {
    "focus cannot be seen": """
        const link = document.createElement('a'); link.href = '/'; link.textContent = 'Planted';
        link.style.cssText = 'outline: 0; box-shadow: none; background: none; color: black';
        link.addEventListener('focus', () => link.style.setProperty('background', 'none', 'important'));
        main.append(link);""",
    "out of order": "main.insertAdjacentHTML('beforeend', '<button tabindex=\"3\">Planted</button>');",
    "not reached": """
        main.insertAdjacentHTML('beforeend', '<button id="planted">Planted</button>');
        document.getElementById('planted').addEventListener('focus', (event) => event.target.blur());""",
    "does not let go": """
        main.insertAdjacentHTML('beforeend', '<button id="planted">Planted</button>');
        document.getElementById('planted').addEventListener('keydown', (event) => event.preventDefault());""",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_planted_fault_is_found(opened: Callable[[str, str], Page], fault: str) -> None:
    page = opened("", "reports:help_page")
    page.evaluate(f"() => {{ const main = document.querySelector('main'); {PLANTED[fault]} }}")
    assert fault in {found.partition(":")[0] for found in faults_of_walk(page)}
