"""Search by words, on whichever engine the tests run."""

import pytest
from django.core.cache import cache

from goldenthread.partnerships import search
from goldenthread.partnerships.models import SearchRow
from goldenthread.partnerships.roles import Right
from tests import factories as make


@pytest.fixture(autouse=True)
def _fresh_vocabulary():
    cache.clear()


def put(body, title, text="", **values):
    values = {"address": f"/{body.ref}", **values}
    search.index(body, title=title, text=text, **values)


def titles(world, words, who=None, **values):
    return [hit.title for hit in search.find(who or world.manager, world.partnership, words, **values)]


@pytest.fixture
def indexed(world):
    put(world.board, "Executive Board", "Agrees the strategy on neglect")
    put(world.quality, "Neglect and quality", "Audits of cases")
    put(make.a_body(world.elsewhere, "Elmshire Board"), "Neglect in Elmshire", "The canary of Elmshire")
    return world


def test_find_puts_title_before_text(indexed):
    assert titles(indexed, "neglect") == ["Neglect and quality", "Executive Board"]


def test_find_puts_more_of_the_words_in_the_title_first_and_then_the_newest(indexed):
    for title in ("Strategy", "Neglect strategy", "Plan"):
        put(make.a_body(indexed.partnership, title), title, "The strategy on neglect, a strategy, neglect")

    assert titles(indexed, "neglect strategy") == ["Neglect strategy", "Strategy", "Plan", "Executive Board"]


def test_find_needs_every_word(indexed):
    assert titles(indexed, "neglect audit") == ["Neglect and quality"]


def test_find_takes_other_forms_of_a_word(indexed):
    assert titles(indexed, "auditing cases") == ["Neglect and quality"]


def test_find_takes_the_beginning_of_the_last_word(indexed):
    assert titles(indexed, "strat") == ["Executive Board"]


def test_find_leaves_small_words_aside(indexed):
    assert titles(indexed, "what is the strategy on") == ["Executive Board"]


def test_find_takes_accents_as_typed(indexed):
    put(indexed.board, "Café project")
    assert titles(indexed, "café") == ["Café project"]


def test_find_shows_nothing_of_another_partnership(indexed):
    assert titles(indexed, "elmshire") == []
    assert search.find(indexed.manager, indexed.elsewhere, "elmshire") == []


def test_find_takes_the_word_for_a_partnership_as_any_word(indexed):
    assert titles(indexed, f"p{indexed.elsewhere.pk}") == []
    assert titles(indexed, f"p{indexed.partnership.pk}") == []


def test_find_shows_only_what_the_rights_reach(indexed):
    put(indexed.board, "Hidden neglect", right=Right.MANAGE)
    assert "Hidden neglect" in titles(indexed, "neglect")
    assert titles(indexed, "neglect", indexed.chair) == ["Neglect and quality"]
    assert titles(indexed, "neglect", indexed.practitioner) == []


@pytest.mark.parametrize(
    "words", ["", "  ", "the", '"', "a:b", "NEAR(", "neglect' OR 1=1 --", "*", "%", "neglect & | !", "\x00neglect"]
)
def test_find_survives_any_words(indexed, words):
    assert set(titles(indexed, words)) <= {"Neglect and quality", "Executive Board"}


def test_find_gives_no_more_than_the_limit(indexed):
    assert titles(indexed, "neglect", limit=1) == ["Neglect and quality"]


def test_snippet_marks_words_and_escapes_the_rest(world):
    put(world.board, "Board", "<script>alert(1)</script> about \x02neglect\x03 & more")
    (hit,) = search.find(world.manager, world.partnership, "neglect")
    assert "<script>" not in hit.snippet
    assert hit.snippet.endswith("about <mark>neglect</mark> &amp; more")


def test_index_again_replaces_what_was_found(indexed):
    put(indexed.board, "Executive Board", "Agrees the budget")
    assert titles(indexed, "strategy") == []
    assert titles(indexed, "budget") == ["Executive Board"]
    assert SearchRow.objects.filter(record_ref=indexed.board.ref).count() == 1


def test_unindex_lets_it_be_found_no_more(indexed):
    search.unindex(indexed.board)
    assert titles(indexed, "strategy") == []


def test_find_is_one_query(indexed, django_assert_num_queries):
    search.find(indexed.manager, indexed.partnership, "neglect")
    with django_assert_num_queries(1):
        search.find(indexed.manager, indexed.partnership, "neglect")


def test_did_you_mean_corrects_a_slip(indexed):
    assert search.did_you_mean(indexed.manager, indexed.partnership, "neglcet strategy") == "neglect strategy"


def test_did_you_mean_is_silent_where_words_are_known(indexed):
    assert search.did_you_mean(indexed.manager, indexed.partnership, "neglect") == ""


def test_did_you_mean_suggests_no_word_that_the_reader_may_not_find(indexed):
    put(indexed.board, "Safeguardingsecret", right=Right.MANAGE)
    assert search.did_you_mean(indexed.chair, indexed.partnership, "safeguardingsecrt") == ""
    assert search.did_you_mean(indexed.manager, indexed.partnership, "elmshre") == ""
