"""The search page: grouped, marked, with walls between partnerships, and a word to say when nothing is found."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.partnerships import search
from goldenthread.plan.search import index_plan
from goldenthread.reports.queries.search import marked
from tests import factories as make


@pytest.fixture
def indexed(world):
    cache.clear()
    index_plan(world.plan)
    search.index(world.quality, title=world.quality.name, text="Audits neglect work")
    canary = make.a_plan(world.elsewhere)
    make.an_action(make.a_priority(canary, "Neglect canary"), "Neglect canary action")
    index_plan(canary)
    return world


@pytest.fixture
def opened(indexed, signed_in):
    def shown(words, who=None):
        response = signed_in(who or indexed.police_lead).get(f"/p/{indexed.partnership.slug}/search/", {"q": words})
        return BeautifulSoup(response.content, "html5lib").main

    return shown


def groups(main):
    return {section.h2.get_text(): [link.get_text() for link in section("a")] for section in main("section")}


def test_search_groups_what_it_finds(opened):
    assert groups(opened("neglect")) == {
        "Actions": ["Action 1.1: Publish the neglect strategy"],
        "Priorities": ["Priority 1: Neglect"],
        "Bodies": ["Quality Sub-Group"],
    }


def test_search_says_nothing_of_another_partnership(opened):
    assert "canary" not in opened("neglect").get_text()
    assert "canary" not in opened("canari").get_text()


def test_search_marks_the_words_where_they_stand(opened):
    assert [mark.get_text().lower() for mark in opened("neglect")("mark")] == ["neglect"] * 3
    assert [mark.get_text() for mark in opened("auditing")("mark")] == ["Audits"]


def test_marked_lets_no_markup_through():
    assert str(marked("<b>neglect</b>", ["neglect"])) == "&lt;b&gt;<mark>neglect</mark>&lt;/b&gt;"


def test_search_finds_pages_of_the_guide(opened):
    assert "Impact" in groups(opened("impact judging"))["Help"]


def test_search_that_finds_nothing_says_what_may_be_meant(opened):
    link = opened("neglekt strategy").find(string=lambda text: "Did you mean" in text).find_next("a")
    assert (link.get_text(), link["href"]) == ("neglect strategy", "/p/marlshire/search/?q=neglect+strategy")


def test_search_that_finds_nothing_says_what_to_do(opened):
    assert "Nothing has all of these words" in opened("xylophone").get_text()


def test_search_without_words_says_what_can_be_found(opened):
    assert "somebody's name" in opened("").get_text()


def test_search_with_too_many_words_says_that_it_used_the_first(opened):
    assert "Only the first words were looked for" in opened("neglect strategy " * 10).get_text()
    assert "Only the first words" not in opened("what is the strategy for the neglect of the children").get_text()


def test_search_costs_the_same_for_one_hit_and_for_several(indexed, signed_in):
    client = signed_in(indexed.police_lead)
    address = f"/p/{indexed.partnership.slug}/search/?q=strategy"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _ in range(3):
        make.an_action(indexed.priority, "Another strategy")
    index_plan(indexed.plan)
    with CaptureQueriesContext(connection) as several:
        client.get(address)
    assert len(several) == len(one) <= 12


def test_search_that_finds_more_than_it_shows_says_so(opened, monkeypatch):
    assert "There may be more" not in opened("neglect").get_text()
    monkeypatch.setattr("goldenthread.reports.queries.search.MOST_FOUND", 2)
    main = opened("neglect")
    assert "The 2 best results for “neglect”. There may be more" in main.get_text()
    assert main.find(role="status").a["href"] == "/p/marlshire/actions/?q=neglect"
