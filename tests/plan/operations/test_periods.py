"""Periods are opened and locked for everybody at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from goldenthread.history.queries import history_of
from goldenthread.plan.operations import periods
from tests import factories as make


def added(world, starts_on=date(2021, 7, 1), ends_on=date(2021, 9, 30)):
    return periods.add_period(
        world.partnership,
        name="Second quarter",
        starts_on=starts_on,
        ends_on=ends_on,
        returns_due_on=date(2021, 10, 15),
        by=world.manager,
    )


def did(record):
    return [entry.sentence for entry in history_of(record)]


def test_period_begins_locked(world):
    period = added(world)
    assert (period.is_open, did(period)) == (False, ["added the period"])


def test_period_is_opened_locked_and_opened_again(world):
    period = added(world)
    states = [
        periods.open_period(period, by=world.manager).is_open,
        periods.lock_period(period, by=world.manager).is_open,
        periods.open_period(period, by=world.manager).is_open,
    ]
    assert states == [True, False, True]
    assert did(period) == ["opened the period", "locked the period", "opened the period", "added the period"]


@pytest.mark.parametrize(
    ("is_open", "change", "said"),
    [
        (True, periods.open_period, "This period is open already."),
        (False, periods.lock_period, "This period is not open."),
    ],
)
def test_what_is_so_already_is_refused(world, is_open, change, said):
    with pytest.raises(ValidationError, match=said):
        change(make.a_period(world.partnership, is_open=is_open), by=world.manager)


@pytest.mark.parametrize(
    "dates",
    [
        (date(2021, 9, 30), date(2021, 12, 31)),
        (date(2021, 4, 1), date(2021, 7, 1)),
        (date(2021, 8, 1), date(2021, 8, 31)),
        (date(2021, 4, 1), date(2022, 3, 31)),
    ],
)
def test_periods_do_not_overlap(world, dates):
    added(world)
    with pytest.raises(ValidationError, match="These dates overlap with another period"):
        added(world, *dates)


def test_periods_follow_each_other_and_those_of_others_do_not_matter(world):
    make.a_period(world.elsewhere, date(2021, 10, 1), ends_on=date(2021, 12, 31))
    added(world)
    added(world, date(2021, 10, 1), date(2021, 12, 31))
    assert world.partnership.periods.count() == 2


def test_last_day_does_not_come_before_the_first(world):
    with pytest.raises(ValidationError, match="The last day is before the first day"):
        added(world, date(2021, 9, 30), date(2021, 7, 1))
