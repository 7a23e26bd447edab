"""Pages of mappings."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook


def at(world, *args: str) -> str:
    return reverse(f"questionnaires:mapping{'' if args else 's'}", args=[world.partnership.slug, *args])


def test_overview_counts_for_each_two_sets(world, signed_in) -> None:
    page = signed_in(world.police_lead).get(at(world)).content.decode()
    assert "Safeguarding check for voluntary" in page or "voluntary" in page
    assert "Section 11 self-assessment" in page


def test_page_says_how_why_by_whom_and_what_is_left(world, signed_in) -> None:
    page = signed_in(world.police_lead).get(at(world, "voluntary-faith", "section-11")).content.decode()
    assert "Both ask whether people would know what to do, and whether that was checked." in page
    assert "Drawn up for Golden Thread by reading both sets side by side." in page
    assert all(words in page for words in ("In full", "In part", "Touched", "Not at all"))


def test_way_over_a_third_set_is_marked(world, signed_in) -> None:
    page = signed_in(world.police_lead).get(at(world, "voluntary-faith", "section-175")).content.decode()
    assert "By way of 1 other" in page


def test_it_leaves_as_a_table(world, signed_in) -> None:
    answer = signed_in(world.police_lead).get(at(world, "voluntary-faith", "section-11"), {"format": "xlsx"})
    rows = [row for sheet in load_workbook(BytesIO(answer.content)).worksheets for row in sheet.values]
    assert any("in part" in row for row in rows)


@pytest.mark.parametrize(("one", "status"), [("nothing", 404), ("section-11", 404), ("prevent", 200)])
def test_unknown_sets_are_not_found(world, signed_in, one, status) -> None:
    assert signed_in(world.police_lead).get(at(world, one, "section-11")).status_code == status


@pytest.mark.parametrize(("who", "status"), [("police_lead", 200), ("practitioner", 403), ("outsider", 404)])
def test_who_reads_them(world, signed_in, who, status) -> None:
    assert signed_in(getattr(world, who)).get(at(world)).status_code == status
