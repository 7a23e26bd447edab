"""Comparison pages: who opens them, what they show, and what they cost."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import Summary
from tests import factories as make
from tests.assurance.conftest import handed_in

PAGES = ["comparison", "organisations"]


def address(asking, name, place, *more) -> str:
    return reverse(f"assurance:{name}", args=[place.slug, asking.round.ref, *more])


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_those_who_read_self_assessments(name, asking, world, signed_in) -> None:
    people = (world.manager, world.police_lead, world.chair, world.outsider)
    codes = [signed_in(each).get(address(asking, name, world.partnership)).status_code for each in people]
    assert codes == [200, 403, 403, 404]


def test_a_number_opens_the_organisations_behind_it(asking, world, signed_in) -> None:
    handed_in(asking, world.partnership)
    browser = signed_in(world.manager)
    page = browser.get(address(asking, "comparison", world.partnership)).content.decode()
    assert "1 of 1" in page
    organisations = address(asking, "organisations", world.partnership)
    edition = asking.round.parts.get(partnership=None).edition.ref
    met, not_met = (
        browser.get(organisations, {"part": edition, "question": "lead", "level": level}).content.decode()
        for level in ("met", "not-met")
    )
    assert (world.police.name in met, world.police.name in not_met) == (True, False)


def test_another_partnership_sees_no_name_and_no_small_number(asking, world, signed_in) -> None:
    handed_in(asking, world.partnership)
    browser = signed_in(world.outsider)
    pages = [browser.get(address(asking, name, world.elsewhere)).content.decode() for name in PAGES]
    edition = asking.round.parts.get(partnership=None).edition.ref
    pages.append(browser.get(address(asking, "compared_standard", world.elsewhere, edition, "lead")).content.decode())
    assert not any(world.police.name in page or "1 of 1" in page for page in pages)
    assert "Too few answered" in pages[2]


def test_a_standard_that_is_not_asked_is_not_found(asking, world, signed_in) -> None:
    edition = asking.round.parts.get(partnership=None).edition.ref
    browser = signed_in(world.manager)
    found = [
        browser.get(address(asking, "compared_standard", world.partnership, edition, each))
        for each in ("lead", "other")
    ]
    assert [each.status_code for each in found] == [200, 404]


@pytest.mark.parametrize("query", [{"part": "nothing", "section": "none", "kind": "x", "page": "9"}, {"level": ",,"}])
@pytest.mark.parametrize("name", PAGES)
def test_what_a_filter_does_not_understand_is_left_out(name, query, asking, world, signed_in) -> None:
    assert signed_in(world.manager).get(address(asking, name, world.partnership), query).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_more_rows_cost_no_more_queries(name, asking, world, signed_in, django_assert_max_num_queries) -> None:
    browser, page = signed_in(world.manager), address(asking, name, world.partnership)
    handed_in(asking, world.partnership)
    browser.get(page)
    with django_assert_max_num_queries(20) as few:
        browser.get(page)
    part = asking.round.parts.get(partnership=None)
    for number, kind in enumerate(("health", "education", "police")):
        Summary.objects.create(
            part=part, partnership=world.partnership, question="lead", kind=kind, level="partly-met", count=9
        )
        organisation = make.an_organisation(f"Further {number}", world.partnership, kind=kind)
        further = asking.round.assessments.create(organisation=organisation, state="submitted")
        further.shares.create(partnership=world.partnership, given_by=asking.lead)
    with django_assert_max_num_queries(len(few)):
        browser.get(page)


def test_a_standard_shows_levels_here_and_elsewhere_by_kind(asking, world, signed_in) -> None:
    handed_in(asking, world.partnership)
    part = asking.round.parts.get(partnership=None)
    for kind, level, count in (("health", "met", 17), ("education", "not-met", 19), ("health", "not-met", 6)):
        Summary.objects.create(part=part, question="lead", kind=kind, level=level, count=count)
    page = signed_in(world.manager).get(
        address(asking, "compared_standard", world.partnership, part.edition.ref, "lead")
    )
    assert page.status_code == 200
    assert "42 other organisations" in page.content.decode()
    assert [number in page.content.decode() for number in (">17<", ">25<")] == [True, True]
