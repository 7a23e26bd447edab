"""Every page as every role: usable by everybody, valid, quiet, at home on a phone, asking nobody else for anything."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from goldenthread.core.rules import TOKEN, routes, rule_of
from goldenthread.partnerships.models import Partnership
from tests.browser.addresses import addresses
from tests.browser.conftest import SignIn, client_of
from tests.browser.looking import (
    OPEN_ALL,
    RULES,
    WITHOUT_COLOURS,
    Build,
    Watch,
    barriers,
    build_of,
    colours_of,
    errors_not_led_to,
    faulty_markup,
    overflow,
    pieces_of,
    shape,
)  # fmt: skip

pytestmark = [pytest.mark.browser]

CAST = {
    "manager": ("manager@birmingham.example", "birmingham"),
    "independent chair": ("chair@birmingham.example", "birmingham"),
    "chair of a sub-group": ("quality.chair@birmingham.example", "birmingham"),
    "agency lead": ("police.lead@birmingham.example", "birmingham"),
    "practitioner": ("practitioner@birmingham.example", "birmingham"),
    "operator": ("operator@birmingham.example", "birmingham"),
    "manager elsewhere": ("manager@elmshire.example", "elmshire"),
    "manager of an empty partnership": ("manager@newshire.example", "newshire"),
    "signed out": ("", "birmingham"),
}
AREAS = ["plan:", "partnerships:", "governance:", "assurance:", "questionnaires:", "rest"]
"""Parts of the walk, to share the work; the rest is what no other part has."""
PROVED_ELSEWHERE = {
    # answer to a form alone
    "accounts:sign_out_elsewhere", "api:webhook_again", "api:webhook_step",
    "governance:ask_for_pack", "governance:check_in", "governance:decision_step", "governance:item_step",
    "governance:meeting_step",
    "governance:minutes_step", "governance:procedure_step", "governance:statutory",
    "governance:take_back_suggestion", "governance:withdraw_paper",
    "accounts:sign_out_everywhere", "mfa_login_webauthn", "notifications:cancel",
    "notifications:leave", "notifications:leave_unsent", "notifications:resend", "notifications:send_again",
    "notifications:withdraw_calendar", "partnerships:invitation_revoke",
    "partnerships:person_invite", "plan:approve_return", "plan:draft_accept", "plan:draft_do", "plan:draft_doubt",
    "plan:end_link", "plan:export_regularly", "questionnaires:part_move", "plan:read_again",
    # files, and answers for programs
    "api:openapi", "evidence:file", "health_live", "health_ready", "mfa_download_recovery_codes", "notifications:feed",
    "governance:meeting_calendar", "governance:pack_file", "governance:paper_file", "partnerships:archive_file",
    "partnerships:brand",
    "questionnaires:sheet_template",
    "partnerships:import_template", "partnerships:logo", "plan:export_file", "plan:public_data", "plan:public_evidence",
    "plan:public_data_as",
    "plan:robots",
    # lead on to another page at once
    "accounts:onward", "partnerships:invitation",
    # stand in the middle of signing in or of adding a second factor: tests/accounts
    "account_change_password", "account_confirm_login_code", "account_reauthenticate",
    "account_reset_password_from_key", "mfa_authenticate", "mfa_deactivate_totp", "mfa_edit_webauthn",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
    # need what only a mail or a file sent before holds: test_led_to.py
    "accounts:sign_in_link", "questionnaires:sheet", "assurance:filled",
    "partnerships:import_preview", "partnerships:invitation_arrive",
    "assurance:handed", "assurance:handed_arrive", "assurance:own_file", "assurance:shared_file",
    # of a network, and evidence for many answers: test_region.py
    "assurance:network", "assurance:open_network_round", "assurance:network_round", "assurance:add_network_part",
    "assurance:ask_network_newcomers", "assurance:close_network_round", "assurance:network_comparison",
    "assurance:network_standard", "assurance:spread",
    # need what a worker or somebody else did before: tests/browser/test_states.py, tests/reports/test_small.py
    "governance:pack", "governance:challenge_reply", "notifications:mail_to_me",
    "reports:report_release",
}  # fmt: skip


def pages_of(client: Client, slug: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, str]]:
    """Route, address and text of every page of the wanted routes that somebody sees."""
    for route, where in addresses(Partnership.objects.get(slug=slug)).items():
        for address in where if wanted(route) else []:
            response = client.get(address)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield route, address, response.content.decode()


def in_area(route: str, area: str) -> bool:
    return route.startswith(area) if area != "rest" else not route.startswith(tuple(AREAS))


LOOKED_AT: set[Build] = set()
"""How the main parts are built that a browser showed already: a page of help is the same for everybody."""
PIECES: set[Build] = set()
"""Of what those pages were made."""
COLOURS: set[tuple[str, str, str]] = set()
"""Elements and classes whose contrast was measured already, which takes axe half its time."""


def faults_of(page: Page, address: str, watch: Watch, text: str, *, only_new: bool) -> list[str]:
    """Markup is read on every page; the browser shows each build of a page once, and measures each colour once.

    With ``only_new`` it shows only a page that has a piece which no page before it had: so what a role other than the
    manager sees, and what the manager sees at a second address of a route.
    """
    faults, tree = faulty_markup(text)
    main = tree.find(".//main")
    build = () if main is None else build_of(main)
    pieces = {()} if main is None else pieces_of(main)
    if build in LOOKED_AT or (only_new and pieces <= PIECES):
        return faults
    LOOKED_AT.add(build)
    PIECES.update(pieces)
    colours = set() if main is None else colours_of(main)
    rules = WITHOUT_COLOURS if colours <= COLOURS else RULES
    COLOURS.update(colours)
    page.goto(address)
    page.evaluate(OPEN_ALL)
    return [*faults, *watch.taken(), *barriers(page, rules=rules), *shape(page), *overflow(page)]


@pytest.mark.parametrize("area", [pytest.param(area, marks=pytest.mark.xdist_group(area)) for area in AREAS])
@pytest.mark.parametrize("role", CAST)
def test_pages_of_a_role_have_no_fault(
    furnished: None, server: LiveServer, sign_in: SignIn, role: str, area: str
) -> None:
    email, slug = CAST[role]
    page = sign_in(email)
    found: dict[str, list[str]] = {}
    watch, routes_shown = Watch(page, server.url), set[str]()
    for route, address, text in pages_of(client_of(email), slug, lambda route: in_area(route, area)):
        faults = faults_of(page, address, watch, text, only_new=role != "manager" or route in routes_shown)
        found |= {address: faults} if faults else {}
        routes_shown.add(route)
    assert found == {}


def test_open_menu_of_a_person_has_no_fault(furnished: None, sign_in: SignIn) -> None:
    page = sign_in("manager@birmingham.example")
    page.goto("/p/birmingham/people/")
    page.locator(".gt-menu summary").click()
    assert barriers(page, within="header") == []


def test_every_route_is_walked_or_proved_elsewhere(furnished: None) -> None:
    left = {name for _, name, pattern in routes() if rule_of(pattern, name) != TOKEN} - PROVED_ELSEWHERE
    for email, slug in CAST.values():
        left -= {route for route, _, _ in pages_of(client_of(email), slug, left.__contains__)}
    assert sorted(left) == []


# --- pages with problems ----------------------------------------------------------------------------------------------

FORMS = {
    "manager": [
        "accounts:name", "api:token_add", "api:webhook_add",
        "evidence:correct", "evidence:settle", "evidence:withdraw", "measures:add", "measures:close", "measures:enter",
        "questionnaires:load", "questionnaires:withdraw", "questionnaires:part",
        "questionnaires:draft_file", "questionnaires:send_sheet",
        "plan:new_milestone", "plan:origins", "partnerships:body_add",
        "partnerships:body_close", "partnerships:import", "partnerships:organisation_add",
        "partnerships:organisation_rename", "partnerships:person_add", "partnerships:post_add",
        "partnerships:role_give", "partnerships:settings", "plan:add_evidence", "plan:add_period",
        "plan:claim_impact", "plan:draft_add", "plan:draft_item", "plan:draft_milestone", "plan:draft_split",
        "plan:link", "plan:send", "plan:send_back_return", "plan:start", "plan:vary", "plan:vary_action",
        "plan:vary_outcome",
    ],
    "signed out": ["account_login"],
    "independent chair": ["plan:gate", "plan:impact", "plan:reopen_return"],
}  # fmt: skip
EMPTY = """() => {
    const form = [...document.querySelectorAll('main form')].find(
        (each) => each.method === 'post' && each.querySelector('textarea, input:not([type=hidden])'));
    if (!form) throw new Error(`no form at ${location.pathname}`);
    form.querySelectorAll('textarea, input:not([type=hidden], [type=checkbox], [type=radio])').forEach(
        (field) => { field.value = ''; });
    form.querySelectorAll('select').forEach((field) => { field.value = ''; });
    form.querySelectorAll('[type=radio]').forEach((field) => { field.checked = false; });
    form.querySelector('button[type=submit]').id = 'send-it';
}"""


@pytest.mark.parametrize("role", FORMS)
def test_form_with_problems_says_so_first_and_leads_to_each(
    furnished: None, server: LiveServer, sign_in: SignIn, role: str
) -> None:
    email, slug = CAST[role]
    page, where = sign_in(email), addresses(Partnership.objects.get(slug=slug))
    found: dict[str, list[str]] = {}
    for route in FORMS[role]:
        page.goto(where[route][-1])
        page.evaluate(EMPTY)
        page.locator("#send-it").click()
        rules = RULES if route == FORMS[role][0] else WITHOUT_COLOURS  # an error has one colour everywhere
        faults = [*barriers(page, rules=rules), *errors_not_led_to(page), *shape(page), *overflow(page)]
        found |= {route: faults} if faults else {}
    assert found == {}


# --- the checks themselves find what is planted -----------------------------------------------------------------------


@pytest.fixture
def help_page(furnished: None, server: LiveServer, sign_in: SignIn) -> tuple[Page, Watch]:
    page = sign_in("")
    watch = Watch(page, server.url)
    page.goto("/help/accessibility/")
    assert [*watch.taken(), *barriers(page), *shape(page), *overflow(page)] == []
    return page, watch


def plant(page: Page, html: str) -> None:
    page.evaluate("(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<img src="/static/core/mark.svg">', "image-alt"),
        ('<p><font color="#bbbbbb">Pale words</font></p>', "color-contrast"),
        ("<h5>Too deep</h5>", "heading-order"),
        ("<input>", "label"),
    ],
)
def test_planted_barrier_is_found(help_page: tuple[Page, Watch], html: str, rule: str) -> None:
    plant(help_page[0], html)
    assert rule in {fault.partition(":")[0] for fault in barriers(help_page[0])}


def test_planted_second_heading_is_found(help_page: tuple[Page, Watch]) -> None:
    plant(help_page[0], "<h1>Another</h1>")
    assert shape(help_page[0]) == ["2 of h1"]


def test_planted_width_is_found(help_page: tuple[Page, Watch]) -> None:
    plant(help_page[0], '<table><tr><td><img alt="" width="600" src="/static/core/mark.svg"></td></tr></table>')
    assert "pixels too wide" in overflow(help_page[0])[0]


def test_planted_style_is_stopped_and_heard(help_page: tuple[Page, Watch]) -> None:
    page, watch = help_page
    plant(page, '<p style="color: red">Red</p>')
    page.wait_for_timeout(100)
    assert "Content Security Policy" in watch.taken()[0]


def test_planted_request_to_another_host_is_heard(help_page: tuple[Page, Watch]) -> None:
    page, watch = help_page
    plant(page, '<img alt="" src="http://elsewhere.example/pixel.gif">')
    page.wait_for_timeout(100)
    assert any("elsewhere.example" in heard for heard in watch.taken())


MARKUP = ["<p><div></div></p>", '<p id="a" id="b">', '<p id="a"><i id="a"></i></p>', "<table><p></table>", "</section>"]


@pytest.mark.parametrize("html", MARKUP)
def test_planted_markup_is_found(html: str) -> None:
    page = f'<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body>{html}</body></html>'
    assert faulty_markup(page)[0] != []


@pytest.mark.parametrize(
    ("html", "same"),
    [
        ("<ul><li>Three</li><li>Four</li></ul>", True),
        ("<ul><li></li></ul>", False),
        ('<ul><li class="late">One</li></ul>', False),
        ("<ul><li>One<b>Two</b></li></ul>", False),
    ],
)
def test_pages_that_differ_in_more_than_words_are_built_otherwise(html: str, same: bool) -> None:
    builds = [build_of(faulty_markup(f"<main>{each}</main>")[1]) for each in ("<ul><li>One</li></ul>", html)]
    assert (builds[0] == builds[1]) is same


@pytest.mark.parametrize(
    ("html", "known"),
    [
        ("<h2>Late</h2><ul><li>Two</li></ul>", True),
        ("<h3>Late</h3><ul><li>Two</li></ul>", False),
        ('<h2>Late</h2><ul><li class="late">Two</li></ul>', False),
        ("<h2>Late</h2><ul><li><a>Two</a></li></ul>", False),
        ("<h2>Late</h2><table><tr><td></td><td></td></tr></table>", False),
    ],
)
def test_piece_that_no_page_had_is_known_to_be_new(html: str, known: bool) -> None:
    before = "<h2>Due</h2><ul><li>One</li><li>Two</li></ul><table><tr><td></td></tr></table>"
    pieces = [pieces_of(faulty_markup(f"<main>{each}</main>")[1]) for each in (before, html)]
    assert (pieces[1] - pieces[0] == set()) is known
