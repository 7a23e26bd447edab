"""What the demonstration asks with."""

from datetime import date

import pytest

from goldenthread.plan.demonstration.asking import ASKED, LOADED_ON, as_asked_in_2021
from goldenthread.questionnaires.format.comparing import Effect, compare, touched
from goldenthread.questionnaires.format.reading import read_questionnaire
from goldenthread.questionnaires.shipped import questionnaires, scales


@pytest.mark.parametrize("name", ASKED)
def test_questionnaires_of_the_demonstration_hold_in_its_year_and_rest_on_nothing_later(name) -> None:
    then = read_questionnaire(as_asked_in_2021(name), scales())
    assert then.valid_from <= LOADED_ON < date(2021, 11, 30)
    assert all(int(source.published) <= 2021 and not source.verified for source in then.sources)
    assert "2023" not in as_asked_in_2021(name)


@pytest.mark.parametrize("name", ASKED)
def test_edition_of_2026_can_follow_that_of_the_demonstration_and_keeps_every_answer(name) -> None:
    then = read_questionnaire(as_asked_in_2021(name), scales())
    now = next(each for each in questionnaires() if each.id == name)
    assert list(touched(then, now, compare(then, now))) == [Effect.KEPT]
