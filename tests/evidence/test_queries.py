"""The list of evidence, narrowed."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.evidence.queries import evidence_of, narrowed
from tests import factories as make

ON = date(2021, 11, 30)


@pytest.fixture
def pieces(world):
    kept = {"partnership": world.partnership, "added_by": world.manager}
    make.some_evidence(**kept, title="Audit of ten cases", kind="audit", rung=4, shows="Plans are clearer")
    make.some_evidence(**kept, title="Minutes", rung=2, expires_on=date(2021, 11, 29))
    make.some_evidence(**kept, title="Survey", kind="voice", rung=5, evidence_on=date(2020, 11, 1))
    make.some_evidence(**kept, title="Notes", rung=1, screening="hits")
    make.some_evidence(**kept, title="Draft", rung=2, withdrawn_at=clock.now(), withdrawn_why="A draft")
    return evidence_of(world.chair, world.partnership)


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({}, ["Audit of ten cases", "Minutes", "Notes", "Survey"]),
        ({"q": "CLEARER"}, ["Audit of ten cases"]),
        ({"kind": "voice"}, ["Survey"]),
        ({"rung": "4"}, ["Audit of ten cases", "Survey"]),
        ({"state": "expired"}, ["Minutes"]),
        ({"state": "old"}, ["Survey"]),
        ({"state": "open"}, ["Notes"]),
        ({"state": "withdrawn"}, ["Draft"]),
        ({"state": "nonsense"}, ["Audit of ten cases", "Minutes", "Notes", "Survey"]),
    ],
)
def test_list_is_narrowed(pieces, chosen, titles):
    assert sorted(piece.title for piece in narrowed(pieces, chosen, ON)) == titles


def test_evidence_is_valid_on_its_last_day(pieces):
    assert list(narrowed(pieces, {"state": "expired"}, date(2021, 11, 29))) == []


@pytest.mark.parametrize(("who", "count"), [("chair", 5), ("police_lead", 5), ("practitioner", 0), ("outsider", 0)])
def test_evidence_is_seen_by_those_who_read_the_plan(world, pieces, who, count):
    assert evidence_of(getattr(world, who), world.partnership).count() == count
