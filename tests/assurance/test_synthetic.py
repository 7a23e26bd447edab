"""A made-up region for measuring: every answer is there, and what is summarised is what they say."""

import pytest
from django.core.management import CommandError, call_command

from goldenthread.accounts.models import User
from goldenthread.assurance.models import Round, SelfAssessment
from goldenthread.assurance.queries.comparison import compare, standards_in
from goldenthread.assurance.queries.returns import open_returns
from goldenthread.assurance.queries.rounds import parts_in
from goldenthread.assurance.queries.summaries import kept, said_in, wrong
from goldenthread.partnerships.models import Partnership
from goldenthread.questionnaires.models import Answer

SIZE = {"partnerships": 2, "organisations": 12, "standards": 6, "rounds": 2}


@pytest.mark.django_db
def test_a_region_has_every_answer_and_its_summary_says_the_same() -> None:
    call_command("seed_region", **SIZE, verbosity=0)
    assert Answer.objects.count() == 2 * 12 * 6 * 2
    for opened in Round.objects.exclude(network=None):
        found = SelfAssessment.objects.filter(round=opened)
        assert (wrong(opened), kept(found)) == ({}, said_in(found))


@pytest.mark.django_db
def test_a_region_can_be_compared_and_its_police_force_has_open_returns() -> None:
    call_command("seed_region", **SIZE, verbosity=0)
    place, manager = Partnership.objects.get(slug="region-2"), User.objects.get(email="manager@region-2.example")
    opened = Round.objects.exclude(network=None).first()
    rows = compare(manager, place, opened, standards_in(parts_in(opened, place)))
    assert [row.in_place[1] for row in rows] == [12] * 6
    assert open_returns(User.objects.get(email="lead@police.example")).count() == 28
    with pytest.raises(CommandError, match="already"):
        call_command("seed_region", **SIZE)
