"""The scripts, and whether every component can be used by everybody, in a real browser without a server."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.core.paginator import Paginator
from django.test import RequestFactory
from markupsafe import Markup
from playwright.sync_api import Page, Route, expect

from goldenthread import core
from goldenthread.core.forms import DateField
from tests.core.pages import html
from tests.core.test_charts import YEAR
from tests.core.test_page import SIGNED_IN

pytestmark = [pytest.mark.browser]
STATIC = Path(core.__file__).parent / "static"
HOST = "http://pages.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)
FRAME = '{% extends "core/base.html" %}{% block title %}Specimen{% endblock %}{% block main %}'


class SpecimenForm(forms.Form):
    fieldsets = {"What happened": ["said", "happened_on"]}
    said = forms.CharField(widget=forms.Textarea, max_length=400, help_text="In short")
    happened_on = DateField()
    rating = forms.ChoiceField(widget=forms.RadioSelect, choices=[("good", "On track"), ("bad", "Off track")])
    bodies = forms.MultipleChoiceField(
        choices=[(str(number), f"Body {number}") for number in range(14)], required=False
    )
    kind = forms.ChoiceField(choices=[("", "Choose"), ("audit", "Audit")])
    public = forms.BooleanField(required=False)
    file = forms.FileField(required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


SPECIMEN = """
{% call ui.title("Specimen", "Every component") %}{{ ui.print_button() }}{% endcall %}
{{ ui.tiles([{"number": 6, "label": "Overdue", "href": "/o", "tone": "bad"}]) }}
{% call ui.section("To do", "todo", ("All", "/all")) %}
{{ ui.todo([{"tag": ui.rating("overdue"), "text": "Audit", "href": "/a", "reason": "Late.",
             "act": "Remind", "act_href": "/r"}]) }}
{% endcall %}
<p>{% for name in ["not_started", "on_track", "at_risk", "off_track", "delivered", "silent"] %}
{{ ui.rating(name) }}{% endfor %}</p>
<p>{{ ui.rung(3, "seen in practice", 240, stale=true) }}</p>
{{ ui.filter_panel(filter, request) }}
{{ ui.table("Actions", [{"text": "Action", "sort": "a"}, {"text": "Owner"}], [["Audit", "Quality"]], request) }}
{{ ui.pagination(page, request) }}
{{ ui.summary_list([("Owner", "Quality"), ("Due", "July", {"text": "Change", "href": "/c"})]) }}
{{ ui.chart(chart) }}
{{ ui.shortcuts([("a", "Accept")]) }}
{% call(side) ui.confirm("Page 4") %}<h3>{{ side }}</h3>{{ ui.doubt("No owner is named.") }}{% endcall %}
{% call ui.empty("No returns yet") %}<p>Write the first.</p>{% endcall %}
{{ ui.form(form, "", "Save") }}
"""


@pytest.fixture
def show(page: Page) -> Callable[..., Page]:
    """Shows a template; files come from the disk, and nothing else answers."""

    def shown(source: str, **context: object) -> Page:
        text = html(FRAME + source + "{% endblock %}", **{"chrome": SIGNED_IN, "csrf_input": "", **context})

        def answer(route: Route) -> None:
            address = route.request.url.removeprefix(HOST)
            if address == "/":
                headers = {"Content-Type": "text/html", "Content-Security-Policy": POLICY}
                route.fulfill(body=text, headers=headers)
            elif address.startswith("/static/"):
                route.fulfill(path=STATIC / address.removeprefix("/static/"))
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", answer)
        page.goto(HOST + "/")
        expect(page.locator("body.js-enabled")).to_have_count(1)
        return page

    return shown


def specimen(**data: object) -> dict[str, object]:
    request = RequestFactory().get("/actions?kind=audit")
    pages = Paginator(range(300), 10)
    return {
        "form": SpecimenForm(data) if data else SpecimenForm(),
        "filter": SpecimenForm(request.GET, auto_id="filter_%s"),
        "request": request,
        "page": pages.page(5),
        "chart": YEAR,
    }


def faults(page: Page) -> list[str]:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]


@pytest.mark.parametrize("data", [{}, {"said": ""}], ids=["empty", "errors"])
@pytest.mark.parametrize("width", [1280, 320])
def test_components_have_no_barrier(show, page: Page, width: int, data: dict) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert faults(show(SPECIMEN, **specimen(**data))) == []


def test_page_does_not_scroll_sideways_at_320_pixels(show, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    assert show(SPECIMEN, **specimen()).evaluate("document.documentElement.scrollWidth") == 320


def test_policy_blocks_nothing_we_use(show, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    show(SPECIMEN, **specimen())
    assert [text for text in complaints if "404" not in text] == []


def test_summary_of_errors_is_focused_and_leads_to_the_field(show) -> None:
    shown = show("{{ form }}", form=SpecimenForm({"said": ""}))
    expect(shown.locator(".govuk-error-summary")).to_be_focused()
    shown.get_by_role("link", name="Enter the said.").click()
    expect(shown.locator("#id_said")).to_be_focused()


def test_menu_opens_by_keyboard_and_closes_with_escape(show) -> None:
    shown = show("")
    summary = shown.locator(".gt-menu summary")
    summary.press("Enter")
    expect(shown.get_by_role("button", name="Sign out")).to_be_visible()
    shown.keyboard.press("Escape")
    expect(shown.get_by_role("button", name="Sign out")).to_be_hidden()


def test_many_choices_are_filtered_and_chosen_ones_stay(show) -> None:
    shown = show("{{ form }}", form=SpecimenForm(initial={"bodies": ["1"]}))
    shown.get_by_label("Show only choices that contain").fill("body 12")
    expect(shown.locator(".gt-choices--many .govuk-checkboxes__item:visible")).to_have_count(2)
    expect(shown.locator("#id_bodies-filter-count")).to_have_text("2 of 14 shown")


# --- autosave ---------------------------------------------------------------------------------------------------------

AUTOSAVE = '{{ ui.form(form, csrf, "Send", autosave="/save") }}'
CSRF = '<input type="hidden" name="csrfmiddlewaretoken" value="a token">'


@pytest.fixture
def draft(show, page: Page) -> Callable[..., list[str]]:
    """A form that saves itself to a server that gives this answer; returns what the server was sent."""

    def opened(status: int, answer: dict) -> list[str]:
        sent: list[str] = []
        shown = show(AUTOSAVE, form=SpecimenForm(), csrf=Markup(CSRF))

        def save(route: Route) -> None:
            sent.append(route.request.post_data or "")
            assert route.request.headers["x-csrftoken"] == "a token"
            route.fulfill(status=status, body=json.dumps(answer), content_type="application/json")

        shown.route("**/save", save)
        shown.locator("#id_said").fill("We visited three schools")
        return sent

    return opened


def test_form_saves_itself_and_says_when(draft, page: Page) -> None:
    sent = draft(200, {"version": 4, "saved_at": "10:42am"})
    expect(page.get_by_role("status").last).to_have_text("Saved at 10:42am")
    assert "said=We+visited+three+schools" in sent[0]
    assert "version=3" in sent[0]
    expect(page.locator("#id_version")).to_have_value("4")


def test_saved_form_is_not_sent_again(draft, page: Page) -> None:
    sent = draft(200, {"version": 4, "saved_at": "10:42am"})
    expect(page.get_by_role("status").last).to_have_text("Saved at 10:42am")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(200)
    assert len(sent) == 1


def test_conflict_leads_to_both_versions(draft, page: Page) -> None:
    draft(409, {"url": "/compare"})
    link = page.get_by_role("link", name="Compare the two versions")
    expect(link).to_have_attribute("href", "/compare")


def test_draft_that_is_refused_says_why(draft, page: Page) -> None:
    draft(422, {"errors": ["Enter a rating."]})
    expect(page.get_by_role("status").last).to_have_text("Not saved yet: Enter a rating.")


def test_answer_of_a_sign_in_page_is_not_taken_for_saved(draft, page: Page) -> None:
    draft(200, {})
    said = "Not saved: you are signed out. Sign in again in another window; your words are saved then."
    expect(page.get_by_role("status").last).to_have_text(said)


def test_offline_draft_is_saved_when_the_line_is_back(show, page: Page) -> None:
    shown = show(AUTOSAVE, form=SpecimenForm(), csrf=Markup(CSRF))
    shown.route("**/save", lambda route: route.abort("internetdisconnected"))
    shown.locator("#id_said").fill("Words")
    status = shown.get_by_role("status").last
    expect(status).to_have_text("Not saved: you are offline. We keep trying.")
    shown.unroute("**/save")
    shown.route("**/save", lambda route: route.fulfill(body='{"version": 4, "saved_at": "10:43am"}'))
    shown.evaluate("window.dispatchEvent(new Event('online'))")
    expect(status).to_have_text("Saved at 10:43am")


def test_what_got_no_answer_is_sent_again_before_what_was_typed_since(show, page: Page) -> None:
    shown, sent = show(AUTOSAVE, form=SpecimenForm(), csrf=Markup(CSRF)), []

    def lose_the_first_answer(route: Route) -> None:
        sent.append(re.search(r"said=(\w+)", route.request.post_data or "")[1])
        if len(sent) == 1:
            return route.abort("connectionfailed")
        return route.fulfill(body='{"version": 4, "saved_at": "10:43am"}')

    shown.route("**/save", lose_the_first_answer)
    shown.locator("#id_said").fill("One")
    expect(shown.get_by_role("status").last).to_have_text("Not saved: you are offline. We keep trying.")
    shown.locator("#id_said").fill("Two")
    page.wait_for_timeout(2500)
    assert sent == ["One", "One", "Two"]


# --- keys -----------------------------------------------------------------------------------------------------------

KEYS = """
{{ ui.shortcuts([("a", "Accept")]) }}
<input id="words" aria-label="Words"><a data-shortcut="a" href="#accepted">Accept</a>
"""


def test_key_does_what_its_element_does(show) -> None:
    shown = show(KEYS)
    shown.locator("body").press("a")
    assert shown.url == HOST + "/#accepted"


def test_key_is_a_letter_while_typing(show) -> None:
    shown = show(KEYS)
    shown.locator("#words").press("a")
    assert (shown.url, shown.locator("#words").input_value()) == (HOST + "/", "a")


def test_keys_can_be_turned_off(show) -> None:
    shown = show(KEYS)
    shown.get_by_text("Keys for this page").click()
    shown.get_by_label("Use keys").uncheck()
    shown.locator("body").press("a")
    assert shown.url == HOST + "/"
