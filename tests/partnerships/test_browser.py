"""Every page of who we are, as a browser shows it: usable by everybody, and nothing wider than a phone."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page

from goldenthread.core import clock
from goldenthread.partnerships import operations
from goldenthread.partnerships.roles import Role
from tests import factories as make

pytestmark = [pytest.mark.browser]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in the thread of the tests
WIDTHS = [1280, 360]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture
def full(transactional_db: None, world: Any) -> dict[str, str]:
    """A partnership with something on every page; the addresses of its pages by name."""
    place, by = world.partnership, world.manager
    post = operations.add_post(place, title="Chair, Quality Sub-Group", role=Role.BODY_CHAIR, body=world.quality, by=by)
    operations.add_post(place, title="Vice-chair, Quality Sub-Group", role=Role.BODY_CHAIR, body=world.quality, by=by)
    held = operations.appoint(post, world.board_member, starts_on=clock.today(), by=by)
    person = make.a_member(Role.AUDITOR, place, name="New Auditor")
    invitation, token = operations.invite(person, place, by=by)
    leaver = make.a_member(Role.SCRUTINEER, place, name="Leaver")
    receipt = operations.hand_over(leaver, place, ends_on=clock.today(), successors={}, by=by)
    shared = make.an_organisation("Ambulance Service", world.elsewhere, place)
    membership = person.memberships.get()
    return {
        name: f"/p/{place.slug}/{path}"
        for name, path in {
            "home": "partnership/",
            "settings": "partnership/settings/",
            "people": "people/",
            "person": f"people/{person.ref}/",
            "person in posts": f"people/{world.board_member.ref}/",
            "person add": "people/add/",
            "role": f"people/{person.ref}/role/",
            "correct": f"people/{person.ref}/correct/",
            "hand over": f"people/{world.board_member.ref}/hand-over/",
            "receipt": f"hand-overs/{receipt.number}/",
            "membership end": f"roles/{membership.ref}/end/",
            "appointment end": f"appointments/{held.ref}/end/",
            "body add": "bodies/add/",
            "body edit": f"bodies/{world.quality.ref}/edit/",
            "body close": f"bodies/{world.quality.ref}/close/",
            "post add": "posts/add/",
            "post edit": f"posts/{post.ref}/edit/",
            "appoint": f"posts/{post.ref}/appoint/",
            "organisation add": "organisations/add/",
            "organisation edit": f"organisations/{world.police.ref}/edit/",
            "organisation shared": f"organisations/{shared.ref}/edit/",
            "rename": f"organisations/{world.police.ref}/rename/",
            "organisation close": f"organisations/{world.police.ref}/close/",
            "roles": "roles/",
            "body": f"bodies/{world.quality.ref}/",
            "post": f"posts/{post.ref}/",
            "import": "import/",
        }.items()
    } | {
        "organisation": f"/organisations/{world.police.ref}/",
        "arrive": f"/invitation/{invitation.ref}/{token}/",
    }


@pytest.fixture
def open_page(page: Page, live_server: Any, world: Any, signed_in: Callable[..., Any]) -> Callable[..., Page]:
    """Opens an address as the business manager, or as nobody."""

    def opened(address: str, width: int, *, anonymous: bool = False) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.context.clear_cookies()
        if not anonymous:
            key = signed_in(world.manager).cookies["session"].value
            page.context.add_cookies([{"name": "session", "value": key, "url": live_server.url}])
        page.goto(live_server.url + address)
        return page

    return opened


def faults(page: Page) -> list[str]:
    """What axe finds, and by how many pixels the page is too wide."""
    found = [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    too_wide = page.evaluate(TOO_WIDE)
    return found + ([f"{too_wide} pixels too wide"] if too_wide > 0 else [])


def keep_picture(page: Page, name: str) -> None:
    """For whoever wants to look: set PICTURES to a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name.replace(' ', '-')}.png", full_page=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_can_be_used_by_everybody(full, open_page, width):
    found = {}
    for name, address in full.items():
        page = open_page(address, width, anonymous=name == "arrive")
        keep_picture(page, f"{name}-{width}")
        found[name] = faults(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_with_problems_can_be_used_by_everybody(full, open_page, width):
    found = {}
    for name in ("person add", "post add", "settings", "import", "role", "body close"):
        page = open_page(full[name], width)
        for field in page.locator("main input[type=text]").all():
            field.fill("")
        page.locator("main form button.govuk-button").last.click()
        assert "There is a problem" in page.content(), name
        keep_picture(page, f"{name} problem-{width}")
        found[name] = faults(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_list_is_imported_in_a_browser(full, open_page, world):
    page = open_page(full["import"], 1280)
    page.get_by_role("radio", name="Organisations").check()
    upload = SimpleUploadedFile("list.csv", b"Name,Kind\nNew Trust,Health\nMarlshire Police,Police\nBad,Zoo\n")
    page.locator("input[type=file]").set_input_files(
        [{"name": upload.name, "mimeType": "text/csv", "buffer": upload.read()}]
    )
    page.get_by_role("button", name="Send and look").click()
    keep_picture(page, "import preview-1280")
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 900})
    keep_picture(page, "import preview-360")
    assert faults(page) == []


def test_empty_partnership_can_be_used_by_everybody(transactional_db, open_page, world):
    empty = make.a_partnership("empty")
    make.a_member(Role.MANAGER, empty, person=world.manager)
    for path in ("partnership/", "people/"):
        page = open_page(f"/p/empty/{path}", 1280)
        keep_picture(page, f"empty {path.strip('/')}-1280")
        assert faults(page) == []
