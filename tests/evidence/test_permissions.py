import pytest

from goldenthread.documents.gate import check_file
from goldenthread.documents.operations import keep_file
from goldenthread.evidence import permissions
from tests import factories as make


@pytest.fixture
def piece(world):
    file = keep_file(check_file(b"Minutes", "minutes.txt"), chain=world.partnership.slug, by=world.quality_chair)
    return make.some_evidence(world.partnership, world.quality_chair, link="", file=file, screening="hits")


def test_nobody_settles_a_file_that_they_cannot_open(world, piece):
    allowed = [permissions.can_settle(person, piece) for person in (world.quality_chair, world.manager, world.outsider)]
    assert allowed == [True, False, False]


def test_business_unit_corrects_what_others_brought(world, piece):
    allowed = [permissions.can_correct(person, piece) for person in (world.manager, world.police_lead, world.outsider)]
    assert allowed == [True, False, False]
