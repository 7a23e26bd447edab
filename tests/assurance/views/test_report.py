"""The report over a round: exceptions first, small groups hidden from whoever may not open the returns, and a paper."""

from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from goldenthread.assurance.models import Share, Summary
from goldenthread.assurance.queries.comparison import compare, standards_in
from goldenthread.assurance.queries.composite import by_kind, composite
from goldenthread.assurance.queries.paper import said_of, shared
from goldenthread.core import clock
from tests.assurance.conftest import handed_in


@pytest.fixture
def told(asking, world):
    """(level of "lead", of "trained", how many): what further organisations said here."""
    part = asking.round.parts.get(partnership=None)

    def add(*said) -> None:
        for question, level, count in said:
            Summary.objects.create(
                part=part, partnership=world.partnership, question=question, kind="other", level=level, count=count
            )

    def tell(user):
        return composite(user, world.partnership, asking.round, part)

    return add, tell


def test_the_least_in_place_comes_first_and_what_is_in_place_everywhere_is_no_exception(told, world) -> None:
    add, tell = told
    add(("lead", "met", 9), ("lead", "not-met", 6), ("trained", "yes", 15))
    found = tell(world.manager)
    assert [(each.standard.question.id, each.here) for each in found.weakest] == [("lead", (9, 15))]
    assert [(each.everywhere, each.answers) for each in found.sections] == [(1, (24, 30))]


def test_small_groups_are_hidden_from_the_board_and_not_from_who_reads_the_returns(told, world) -> None:
    add, tell = told
    add(("lead", "met", 9), ("lead", "not-met", 4), ("trained", "yes", 8), ("trained", "no", 5))
    assert [each.here for each in tell(world.manager).standards] == [(9, 13), (8, 13)]
    board = tell(world.chair)
    assert [each.here for each in board.standards] == [None, (8, 13)]
    assert [each.answers for each in board.sections] == [None]


@pytest.mark.parametrize(
    ("met", "not_met", "words"),
    [(1, 3, "hidden"), (5, 1, "some of 6"), (1, 4, "some of 5"), (9, 4, "all but a few of 13"), (2, 9, "a few of 11"),
     (6, 5, "6 of 11"), (7, 0, "7 of 7")],
)  # fmt: skip
def test_the_board_is_told_in_words_what_four_different_numbers_would_have_led_to(
    told, world, met, not_met, words
) -> None:
    told[0](("lead", "met", met), ("lead", "not-met", not_met))
    assert said_of(told[1](world.chair).standards[0]) == words


def test_a_report_says_how_many_of_those_that_handed_in_shared_it(told, asking, world) -> None:
    handed_in(asking, world.partnership)
    assert shared(told[1](world.chair)) == ""
    Share.objects.update(ended_at=clock.now(), ended_by=world.manager)
    assert shared(told[1](world.chair)).startswith("None of them shared it with")


def test_who_has_not_handed_in_is_named(told, asking, world) -> None:
    handed_in(asking, world.partnership)
    found = told[1](world.chair)
    names = [str(each.organisation) for each in found.waiting]
    assert (found.handed_in, found.asked, "Marlshire Police" in names) == (1, 1 + len(names), False)


def address(asking, place) -> str:
    return reverse("assurance:round_report", args=[place.slug, asking.round.ref])


def test_the_board_reads_it_and_an_agency_does_not(asking, world, signed_in) -> None:
    people = (world.manager, world.chair, world.police_lead, world.outsider)
    codes = [signed_in(each).get(address(asking, world.partnership)).status_code for each in people]
    assert codes == [200, 200, 403, 404]


def test_the_page_costs_the_same_however_much_was_said(
    told, asking, world, signed_in, django_assert_max_num_queries
) -> None:
    browser = signed_in(world.manager)
    browser.get(address(asking, world.partnership))
    with django_assert_max_num_queries(20) as few:
        browser.get(address(asking, world.partnership))
    told[0](("lead", "met", 9), ("lead", "not-met", 6), ("trained", "yes", 15))
    with django_assert_max_num_queries(len(few)):
        browser.get(address(asking, world.partnership))


def test_files_say_what_the_page_says(told, asking, world, signed_in) -> None:
    told[0](("lead", "met", 9), ("lead", "not-met", 6))
    browser = signed_in(world.manager)
    answer = browser.get(address(asking, world.partnership), {"format": "xlsx"})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "9 of 15" in cells
    assert browser.get(address(asking, world.partnership), {"format": "docx"}).content[:2] == b"PK"


def link(soup, text) -> str:
    return next(each["href"] for each in soup.select("main a") if each.get_text(strip=True) == text)


def test_every_number_opens_its_rows(told, asking, world, signed_in) -> None:
    told[0](("lead", "met", 9), ("lead", "not-met", 6), ("trained", "yes", 15))
    handed_in(asking, world.partnership)
    browser = signed_in(world.chair)
    page = BeautifulSoup(browser.get(address(asking, world.partnership)).content, "html.parser")
    both = [each["href"] for each in page.select("main a") if each.get_text(strip=True) == "1 of 2 organisations"]
    texts = [browser.get(each).content.decode().split("<main")[1] for each in both]
    assert [("Marlshire Police" in each, "Marlshire Trust" in each) for each in texts] == [(True, False), (False, True)]
    rows = browser.get(link(page, "10 of 16"))
    assert rows.status_code == 200
    everywhere = browser.get(link(page, "1 is")).content.decode()
    assert "Standards in place everywhere" in everywhere
    assert "section=leading" in link(page, "1 of 2")


def test_a_standard_by_kind_hides_from_the_board_what_the_report_hides(told, asking, world, signed_in) -> None:
    part = asking.round.parts.get(partnership=None)
    told[0](("lead", "met", 9), ("lead", "not-met", 7))
    for kind, level, count in (("health", "met", 6), ("health", "not-met", 5), ("police", "met", 2)):
        Summary.objects.create(
            part=part, partnership=world.partnership, question="lead", kind=kind, level=level, count=count
        )
    kinds = {
        user: by_kind(compare(user, world.partnership, asking.round, standards_in([part]))[0], exact)
        for user, exact in ((world.manager, True), (world.chair, False))
    }
    assert kinds[world.manager] == {"health": (6, 11), "other": (9, 16), "police": (2, 2)}
    hidden = [kind for kind, pair in kinds[world.chair].items() if pair is None]
    assert ("police" in hidden, len(hidden) >= 2) == (True, True)
    where = reverse(
        "assurance:reported_standard", args=[world.partnership.slug, asking.round.ref, part.edition.ref, "lead"]
    )
    assert "hidden" in signed_in(world.chair).get(where).content.decode()
    assert signed_in(asking.lead).get(where).status_code == 403
