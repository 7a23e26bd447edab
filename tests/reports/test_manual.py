"""The user guide: every page opens, every link leads somewhere, and it is written to be read."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from goldenthread.reports import manual

NAMES = [name for names in manual.CHAPTERS.values() for name in names]


def html(name):
    return BeautifulSoup(str(manual.pages()[name].html), "html5lib")


def test_every_file_of_the_guide_stands_in_a_chapter():
    assert sorted(path.stem for path in Path(manual.FOLDER).glob("*.md")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_page_opens_for_everybody(client, db, name):
    response = client.get(f"/help/{name}/")
    assert (response.status_code, f"<title>{manual.pages()[name].title} - Golden Thread</title>") == (
        200, re.search(r"<title>.*</title>", response.content.decode())[0].replace("&#39;", "'"),
    )  # fmt: skip


def test_page_that_is_not_there_is_not_found(client, db):
    assert client.get("/help/../settings/").status_code == 404
    assert client.get("/help/nothing/").status_code == 404


def test_index_names_every_page(client, db):
    links = {link["href"] for link in BeautifulSoup(client.get("/help/").content, "html5lib").main("a")}
    assert {f"/help/{name}/" for name in NAMES} <= links


@pytest.mark.parametrize("name", NAMES)
def test_links_of_the_page_lead_somewhere(name):
    inside = [link["href"] for link in html(name)("a") if not link["href"].startswith("https://")]
    assert [href for href in inside if not leads(href)] == []


def leads(href):
    try:
        found = resolve(href)
    except Resolver404:
        return False
    return found.view_name != "reports:help_page" or found.kwargs["page"] in manual.pages()


@pytest.mark.parametrize("name", NAMES)
def test_headings_of_the_page_come_in_order(name):
    assert {heading.name for heading in html(name)(re.compile("^h[1-6]$"))} <= {"h2"}


@pytest.mark.parametrize("name", NAMES)
def test_page_takes_one_screen_and_short_sentences(name):
    page = html(name)
    sentences = [part for block in page(["p", "li", "td"]) for part in re.split(r"(?<=[.?!])\s", block.get_text())]
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []
    assert len(page.get_text().split()) <= 330


def test_find_puts_pages_named_so_first():
    assert manual.find("evidence")[0].name == "evidence"


def test_find_needs_every_word():
    assert [page.name for page in manual.find("pupil numbers registrations")] == ["identifiers"]


def test_nearest_corrects_a_slip():
    assert manual.nearest("varation") == "variation"


def test_nearest_says_nothing_where_the_word_is_known():
    assert manual.nearest("variation") == ""


def test_list_of_pages_shows_words_and_no_marks():
    abouts = " ".join(page.about for page in manual.pages().values())
    assert [mark for mark in ("**", "](", "`") if mark in abouts] == []
