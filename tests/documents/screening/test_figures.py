"""Floors under the figures that ``python -m tests.documents.screening.figures`` prints."""

import pytest

from tests.documents.screening.figures import HALVES, STRUCTURED, Figures, measure


@pytest.fixture(scope="module", params=HALVES)
def half(request) -> tuple[str, Figures]:
    return request.param, measure(request.param)


def test_a_thousand_documents_hold_ten_thousand_identifiers():
    figures = [measure(name) for name in HALVES]
    kinds = ("name", *STRUCTURED)

    assert sum(one.documents for one in figures) == 1000
    assert sum(one.planted[kind] for one in figures for kind in kinds) >= 10_000


def test_structured_identifiers_reach_their_goal_on_both_halves(half):
    _, figures = half

    assert figures.recall(*STRUCTURED) >= 0.995
    assert figures.precision(*STRUCTURED) >= 0.98


def test_names_reach_their_goal_on_the_build_half(half):
    name, figures = half
    if name == "build":
        assert figures.recall("name") >= 0.97
        assert figures.precision("name") >= 0.85
        assert figures.gap() <= 0.02
