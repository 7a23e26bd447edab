"""Floors under the figures that ``python -m tests.documents.screening.figures`` prints."""

import pytest

from tests.documents.screening.figures import HALVES, STRUCTURED, Figures, measure


@pytest.fixture(scope="module", params=HALVES)
def half(request) -> tuple[str, Figures]:
    return request.param, measure(request.param)


def test_a_thousand_documents_hold_ten_thousand_identifiers():
    figures = [measure(name) for name in HALVES]
    kinds = ("name", *STRUCTURED)

    assert sum(one.documents for one in figures) >= 1000
    assert sum(one.planted[kind] for one in figures for kind in kinds) >= 10_000


def test_structured_identifiers_reach_their_goal_on_both_halves(half):
    _, figures = half

    assert figures.recall(*STRUCTURED) >= 0.995
    assert figures.precision(*STRUCTURED) >= 0.98


def test_names_reach_their_goal_on_both_halves(half):
    _, figures = half

    assert figures.recall("name") >= 0.97
    assert figures.precision("name") >= 0.94


def test_names_are_found_as_well_whatever_their_origin(half):
    _, figures = half

    assert figures.gap() <= 0.02


def test_what_a_person_is_asked_about_is_a_name(half):
    name, _ = half
    asked = measure(name, asked=True)

    assert asked.precision("name") >= 0.99
    assert asked.recall("name") >= 0.85
