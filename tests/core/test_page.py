"""What stands around every page."""

from datetime import date

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from goldenthread.core.chrome import Chrome, Link
from tests.core.pages import html, page, words

SIGNED_IN = Chrome(
    name="Marlshire Partnership",
    home="/p/marlshire/",
    logo="/p/marlshire/logo",
    brand_css="/p/marlshire/brand.css",
    navigation=[Link("Plan", "/plan", active=True), Link("Help", "/help")],
    search="/search",
    user="Asha Ellery",
    user_menu=[Link("My work", "/my-work")],
    sign_out="/out",
    footer=[Link("Accessibility", "/accessibility")],
)


def test_title_names_page_partnership_and_product() -> None:
    assert words(page(chrome=SIGNED_IN, csrf_input="").title) == "Actions - Marlshire Partnership - Golden Thread"


def test_title_without_a_partnership() -> None:
    assert words(page().title) == "Actions - Golden Thread"


def test_page_says_its_language_and_skips_to_its_content() -> None:
    drawn = page()
    assert drawn.html["lang"] == "en-GB"
    assert drawn.find(id=drawn.find(class_="govuk-skip-link")["href"][1:]).name == "main"


def test_navigation_marks_where_one_is() -> None:
    links = page(chrome=SIGNED_IN, csrf_input="").nav("a")
    assert [(words(link), link["href"], link.get("aria-current")) for link in links] == [
        ("Plan", "/plan", "true"),
        ("Help", "/help", None),
    ]


def test_partnership_has_its_colour_and_logo() -> None:
    drawn = page(chrome=SIGNED_IN, csrf_input="")
    assert drawn("link", rel="stylesheet")[-1]["href"] == "/p/marlshire/brand.css"
    assert drawn.header.img["src"] == "/p/marlshire/logo"


def test_signing_out_is_a_button_that_posts() -> None:
    menu = page(chrome=SIGNED_IN, csrf_input="token").find("details", class_="gt-menu")
    assert words(menu.summary) == "Asha Ellery"
    assert (menu.form["method"], menu.form["action"], words(menu.form.button)) == ("post", "/out", "Sign out")
    assert "token" in menu.form.get_text()


def test_stranger_sees_a_way_in_and_no_menu() -> None:
    drawn = page(chrome=Chrome(sign_in="/in"))
    assert (drawn.header("a")[-1]["href"], drawn.find("details")) == ("/in", None)


def test_search_has_a_label() -> None:
    form = page(chrome=SIGNED_IN, csrf_input="").find("form", role="search")
    assert words(form.find("label", attrs={"for": form.input["id"]})) == "Search"


def test_message_of_success_is_announced() -> None:
    drawn = page(messages=[Message(constants.SUCCESS, "Return sent.")])
    banner = drawn.find(class_="govuk-notification-banner")
    assert (banner["role"], words(banner.find(class_="govuk-notification-banner__heading"))) == (
        "alert",
        "Return sent.",
    )


def test_messages_have_ids_of_their_own() -> None:
    drawn = page(messages=[Message(constants.INFO, "One."), Message(constants.INFO, "Two.")])
    assert len({banner["aria-labelledby"] for banner in drawn(class_="govuk-notification-banner")}) == 2


def test_banner_of_an_earlier_day_leads_back() -> None:
    drawn = page(chrome=Chrome(as_at=date(2021, 11, 30), as_at_leave="/plan"))
    banner = drawn.find("section", attrs={"aria-label": "Date shown"})
    assert "as it stood on 30 November 2021" in words(banner)
    assert banner.a["href"] == "/plan"


def test_banner_of_a_demonstration() -> None:
    assert words(page(chrome=Chrome(demonstration=True)).section).startswith("Demonstration.")


def test_aside_makes_a_second_column() -> None:
    source = '{% extends "core/base.html" %}{% block aside %}History{% endblock %}'
    assert "<aside>History</aside>" in html(source)


def test_page_without_an_aside_has_none() -> None:
    assert page().aside is None


def test_scripts_never_hold_the_page_up() -> None:
    scripts = page()("script")
    assert [(script.get("type"), script.has_attr("defer")) for script in scripts] == [("module", False), (None, True)]


def test_footer_links() -> None:
    drawn = page(chrome=SIGNED_IN, csrf_input="")
    assert [(words(link), link["href"]) for link in drawn.footer("a")] == [("Accessibility", "/accessibility")]
