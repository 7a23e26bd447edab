"""A return that is re-opened: what was approved goes on counting, and the days before go on showing it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.plan.as_at import day_asked
from goldenthread.plan.models import EarlierApproval
from goldenthread.plan.operations import returns
from goldenthread.plan.queries import detail, whole
from tests import factories as make


def written(world, made, how_much: str, **values) -> None:
    said = {"rating": "at_risk", "how_much": how_much, "way_forward": "Next month.", "override_reason": "We hold it."}
    saved = returns.save_return(made, edition=made.edition, by=world.quality_chair, **said | values)
    returns.submit_return(saved, by=world.quality_chair)


@pytest.fixture
def made(world, october):
    """Approved on 10 October, re-opened on the 12th, corrected and approved on the 14th; it is the 16th."""
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)
    written(world, made, "Ten events.", forecast_on=date(2021, 11, 5))
    made = returns.approve_return(made, by=world.chair)
    october.shift(timedelta(days=2))
    made = returns.reopen_return(made, reason="There were nine.", by=world.chair)
    october.shift(timedelta(days=2))
    written(world, made, "Nine events.", forecast_on=date(2021, 12, 1))
    made = returns.approve_return(made, by=world.chair)
    october.shift(timedelta(days=2))
    return made


@pytest.mark.parametrize(
    ("day", "words"),
    [("2021-10-09", []), ("2021-10-11", ["Ten events."]), ("2021-10-13", ["Ten events."]), ("", ["Nine events."])],
)
def test_each_day_shows_the_words_that_counted_on_it(world, made, day, words):
    assert [each.how_much for each in whole.returns_of(world.plan, day_asked(day))] == words
    assert [each.how_much for each in detail.returns_of(world.action, day_asked(day))] == words


def test_what_is_shown_of_a_past_day_is_approved_and_dated(world, made):
    (then,) = detail.returns_of(world.action, day_asked("2021-10-13"))
    assert (then.state, then.approved_by, then.approved_at.day, then.forecast_on) == (
        "approved", world.chair, 10, date(2021, 11, 5),
    )  # fmt: skip


def test_while_it_is_re_opened_the_file_of_the_whole_plan_holds_what_was_approved(world, october):
    made = returns.start_return(world.action, make.a_period(world.partnership), by=world.quality_chair)
    written(world, made, "Ten events.")
    made = returns.reopen_return(returns.approve_return(made, by=world.chair), reason="Nine.", by=world.chair)
    returns.save_return(made, edition=made.edition, by=world.quality_chair, how_much="Nine, perhaps.")
    assert [each.how_much for each in whole.returns_of(world.plan, day_asked(""))] == ["Ten events."]


def test_the_earlier_words_stay_readable(world, made, signed_in):
    page = signed_in(world.board_member).get(made.get_absolute_url()).content.decode()
    assert "As it was approved before" in page
    assert "Ten events." in page


def test_the_action_of_a_past_day_is_shown_with_the_words_of_then(world, made, signed_in):
    address = reverse("plan:action", args=[world.partnership.slug, world.action.ref])
    page = signed_in(world.board_member).get(address + "?as-at=2021-10-13").content.decode()
    assert ("Ten events." in page, "Nine events." in page) == (True, False)


def test_a_time_that_a_re_opened_return_called_done_was_done_then(world, october):
    time = world.action.occurrences.create(number=1, earliest_on=date(2021, 4, 1), due_on=date(2021, 10, 31))
    world.action.occurrences.create(number=2, earliest_on=date(2021, 11, 1), due_on=date(2022, 4, 30))
    period = make.a_period(world.partnership)
    made = returns.start_return(world.action, period, by=world.quality_chair, occurrence=time)
    written(world, made, "Held.", rating="delivered", actual_on=date(2021, 10, 1))
    made = returns.approve_return(made, by=world.chair)
    october.shift(timedelta(days=2))
    returns.reopen_return(made, reason="It was not.", by=world.chair)
    first, second = detail.occurrences_of(world.action, day_asked("2021-10-10"))
    assert (first.actual_on, second.actual_on) == (date(2021, 10, 1), None)


def test_only_one_earlier_approval_counts(world, made):
    assert [each.replaced_at is not None for each in EarlierApproval.objects.all()] == [True]
    returns.reopen_return(made, reason="Once more.", by=world.chair)
    assert EarlierApproval.objects.filter(replaced_at=None).count() == 1
