"""Indicators and their figures as they were known on a day."""

from datetime import date

import pytest

from goldenthread.core.as_at import day_asked
from goldenthread.measures import operations
from goldenthread.measures.queries import chart, figures_of, indicators_of, there_on
from tests import factories as make


@pytest.fixture
def indicator(world, time_machine):
    """Two quarters are known."""
    time_machine.move_to("2021-10-01T09:00:00Z", tick=False)
    made = make.an_indicator(world.partnership, world.manager, "Visits", target=80)
    make.a_figure(made, world.manager, value=50, ends_on=date(2021, 6, 30))
    make.a_figure(made, world.manager, value=60, ends_on=date(2021, 9, 30))
    return made


def test_outsiders_find_none(world, indicator):
    assert list(indicators_of(world.manager, world.partnership)) == [indicator]
    assert list(indicators_of(world.outsider, world.partnership)) == []


def test_it_is_there_from_its_beginning_to_its_end(world, indicator, time_machine):
    time_machine.move_to("2021-11-01T09:00:00Z")
    operations.close_indicator(indicator, reason="Counted elsewhere.", by=world.manager)
    every = indicators_of(world.manager, world.partnership)
    days = ("2021-03-01", "2021-10-15", "")
    assert [len(there_on(every, day_asked(day))) for day in days] == [0, 1, 0]


def test_latest_is_that_of_the_newest_period(world, indicator):
    found = there_on(indicators_of(world.manager, world.partnership), day_asked("")).get()
    assert (found.latest, found.latest_on) == (60, date(2021, 9, 30))


def test_figures_come_oldest_first_in_one_query(world, indicator, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = figures_of(indicator, day_asked(""))
        assert [str(each.indicator) for each in found] == ["Visits", "Visits"]
    assert [each.value for each in found] == [50, 60]


def test_chart_has_figure_and_target_and_is_none_without_a_figure(world, indicator):
    drawn = chart(indicator, figures_of(indicator, day_asked("")))
    assert [(line.name, line.values) for line in drawn.series] == [("Figure", [50.0, 60.0]), ("Target", [80.0, 80.0])]
    assert chart(indicator, []) is None
