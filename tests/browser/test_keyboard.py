"""Without a mouse: all is reached in the order of the page, the focus is seen, and nothing holds it."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from goldenthread.governance.models import Meeting
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


def tab_to(page: Page, role: Literal["link", "button", "checkbox", "radio", "textbox"], name: str) -> None:
    """Press Tab until the focus is there."""
    wanted = page.get_by_role(role, name=re.compile("^" + re.escape(name))).first
    expect(wanted).to_be_attached()
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {name}")


def press(page: Page, role: Literal["link", "button"], name: str) -> None:
    tab_to(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_meeting_is_minuted_without_a_mouse(demonstration: None, sign_in: SignIn) -> None:
    """Opened, who is there noted, a decision written and taken, on to the next item."""
    page = sign_in(MANAGER)
    page.goto(Meeting.objects.get(title="Executive Board, 16 December 2021").get_absolute_url())
    press(page, "button", "Open the meeting")
    press(page, "button", "Open it now")
    press(page, "link", "Note who is there")
    for name in ("Judith Ravenscroft", "Miriam Okonjo", "Stuart Penhale", "Tom Adeyinka"):
        tab_to(page, "checkbox", name)
        page.keyboard.press("Space")
    press(page, "button", "Present")
    expect(page.locator("#quorum")).to_contain_text("4 with a vote")
    press(page, "link", "4 Near miss policy")
    press(page, "link", "Write a decision")
    tab_to(page, "textbox", "What is decided?")
    page.keyboard.type("Reporters may stay unnamed.")
    press(page, "button", "Save")
    press(page, "button", "Decided")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Decision 2021/5")
    press(page, "link", "In the room")
    tab_to(page, "textbox", "Minute")
    page.keyboard.type("Agreed.")
    tab_to(page, "radio", "To come")
    page.keyboard.press("ArrowDown")
    press(page, "button", "Save and go to the next item")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Returns and variations to approve")


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
