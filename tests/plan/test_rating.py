from datetime import date

import pytest

from goldenthread.plan.as_at import AsAt
from goldenthread.plan.models import ActionVersion, MilestoneVersion
from goldenthread.plan.operations.versions import current, supersede
from goldenthread.plan.queries.actions import actions_of
from goldenthread.plan.rating import suggest

DUE = date(2021, 10, 31)


def says(world, on, *, milestones=(), **values):
    version = current(world.action)
    for name, value in values.items():
        setattr(version, name, value)
    found = suggest(version, list(milestones), on)
    return found.rating, found.why


def test_nothing_is_late_on_its_last_day(world):
    assert says(world, DUE)[0] == "at_risk"
    assert says(world, date(2021, 11, 1)) == ("off_track", "Its last day was 31 October 2021, 1 day ago.")


def test_far_from_its_date_it_has_simply_not_started(world):
    assert says(world, date(2021, 5, 1))[0] == "not_started"


def test_close_to_its_date_and_not_started_is_at_risk(world):
    assert says(world, date(2021, 10, 10)) == ("at_risk", "It is due by 31 October 2021 and has not been started.")


def test_missed_milestone_is_at_risk(world):
    step = MilestoneVersion(words="Draft", due_on=date(2021, 6, 30))
    assert says(world, date(2021, 7, 1), milestones=[step]) == (
        "at_risk",
        "A milestone was due on 30 June 2021 and is not done.",
    )


@pytest.mark.parametrize(("forecast", "rating"), [(date(2021, 11, 30), "at_risk"), (date(2022, 3, 31), "off_track")])
def test_slip_weighs_by_its_length(world, forecast, rating):
    assert says(world, date(2021, 7, 1), forecast_on=forecast)[0] == rating


def test_silence_puts_a_begun_action_at_risk(world):
    begun = {"delivery": "on_track", "last_word_on": date(2021, 5, 1)}
    assert says(world, date(2021, 6, 30), **begun)[0] == "on_track"
    assert says(world, date(2021, 7, 1), **begun) == ("at_risk", "Nothing was approved about it for 61 days.")


def test_delivered_stays_delivered_after_its_date(world):
    done = {"delivery": "delivered", "actual_on": date(2021, 9, 1)}
    assert says(world, date(2022, 1, 1), **done) == ("delivered", "It was delivered on 1 September 2021.")


def standing(world, on):
    return actions_of(world.plan, AsAt(on)).get()


def test_overdue_shows_off_track_whatever_was_said_before(world):
    supersede(current(world.action), delivery="on_track", last_word_on=date(2021, 10, 1))
    assert standing(world, DUE).shown == "on_track"
    row = standing(world, date(2021, 11, 1))
    assert (row.shown, row.is_late) == ("off_track", True)


def test_reason_that_the_board_approved_outranks_the_rule_for_its_time(world):
    supersede(
        current(world.action),
        delivery="on_track",
        override_until=date(2021, 12, 31),
        override_reason="The launch moved.",
    )
    assert standing(world, date(2021, 12, 31)).shown == "on_track"
    assert standing(world, date(2022, 1, 1)).shown == "off_track"


def test_silence_counts_from_adoption_until_the_first_word(world):
    assert standing(world, date(2021, 5, 31)).is_silent is False
    assert standing(world, date(2021, 6, 1)).is_silent is True


def test_ongoing_action_is_never_late(world):
    ActionVersion.objects.filter(action=world.action).update(due_on=None, deadline_kind="ongoing")
    assert standing(world, date(2030, 1, 1)).is_late is False
