"""Self against what stands after moderation, counted over answers that the reader may read."""

import pytest
from django.urls import reverse

from goldenthread.assurance.models import JudgementStage
from goldenthread.assurance.operations import returns
from goldenthread.assurance.queries.comparison import standards_in
from goldenthread.assurance.queries.judged import HOW, judged, judged_answers, rows_of
from goldenthread.assurance.queries.rounds import parts_in
from tests.assurance.conftest import handed_in
from tests.assurance.operations.test_moderation import judge, part_of


@pytest.fixture
def part(asking, world):
    handed_in(asking, world.partnership)
    return part_of(asking, None)


def counted(asking, world, user=None, place=None) -> list[tuple[int, int, int, int]]:
    place = place or world.partnership
    standards = standards_in(parts_in(asking.round, place)[:1])
    found = judged(judged_answers(user or world.manager, place, asking.round, standards), standards)
    return [(each.number, each.lowered, each.same, each.raised) for each in found]


def test_an_agreed_level_stands_before_the_moderated_one(asking, world, part) -> None:
    assert counted(asking, world) == [(0, 0, 0, 0)] * 2
    judge(part, world)
    assert counted(asking, world) == [(1, 1, 0, 0), (0, 0, 0, 0)]
    judge(part, world, "met", "The minutes were shown.", stage=JudgementStage.AGREED)
    assert counted(asking, world)[0] == (1, 0, 1, 0)


def test_it_says_how_many_had_it_in_place_before_and_after(asking, world, part) -> None:
    judge(part, world)
    standards = standards_in(parts_in(asking.round, world.partnership)[:1])
    row = judged(judged_answers(world.manager, world.partnership, asking.round, standards), standards)[0]
    assert (row.own_in_place, row.in_place) == ((1, 1), (0, 1))


def test_it_counts_only_what_the_reader_may_read(asking, world, part) -> None:
    judge(part, world)
    assert counted(asking, world, asking.lead)[0] == (0, 0, 0, 0)
    assert counted(asking, world, asking.neighbour_manager, world.elsewhere)[0] == (0, 0, 0, 0)
    returns.end_share(part.assessment.shares.get(), by=asking.lead)
    assert counted(asking, world)[0] == (0, 0, 0, 0)


def test_a_number_opens_its_organisations_with_each_level(asking, world, part, signed_in) -> None:
    judge(part, world)
    standard = standards_in(parts_in(asking.round, world.partnership)[:1])[0]
    answers = judged_answers(world.manager, world.partnership, asking.round, [standard])
    (row,) = rows_of(list(answers.filter(HOW["lowered"])), standard)
    assert (row.own.words, row.moderated.words, row.agreed) == ("Met", "Partly met", None)
    address = reverse("assurance:self_and_moderated", args=[world.partnership.slug, asking.round.ref])
    browser = signed_in(world.manager)
    rows = f"{address}{standard.part.edition.ref}/lead/?how=lowered"
    assert rows in browser.get(address).content.decode()
    assert "Marlshire Police" in browser.get(rows).content.decode()
    assert "No answer fits" in browser.get(rows.replace("lowered", "raised")).content.decode()
