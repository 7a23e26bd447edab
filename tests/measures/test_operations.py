"""Indicators and figures: what is refused, and what every change leaves behind."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from goldenthread.core.as_at import day_asked
from goldenthread.history.models import Entry
from goldenthread.measures import operations, queries
from tests import factories as make

FACTS: dict[str, Any] = {"name": "Children seen in time", "counts": "Children seen within a day.", "source": "Council"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime.fromisoformat("2021-10-10T10:00:00+00:00")) as clock:
        yield clock


@pytest.fixture
def indicator(world):
    return operations.add_indicator(
        world.partnership, by=world.manager, unit="percent", body=world.quality, baseline=Decimal(40),
        baseline_on=date(2021, 3, 31), **FACTS,
    )  # fmt: skip


def enter(indicator, by, value: Any = Decimal(50), ends_on=date(2021, 9, 30), **said):
    return operations.enter_figure(indicator, ends_on=ends_on, by=by, value=value, **said)


def problem(refusal) -> dict[str, list[str]]:
    return refusal.value.message_dict


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"baseline": Decimal(4)}, "baseline_on"), ({"target": Decimal(4)}, "target_on"),
     ({"unit": "score", "target": Decimal(6), "target_on": date(2022, 1, 1)}, "target"),
     ({"target": Decimal(-1), "target_on": date(2022, 1, 1)}, "target")],
)  # fmt: skip
def test_an_indicator_that_cannot_be_is_refused(world, facts, field):
    with pytest.raises(ValidationError) as refusal:
        operations.add_indicator(world.partnership, by=world.manager, **FACTS | facts)
    assert field in problem(refusal)


def test_two_indicators_of_one_name_are_refused(world, indicator):
    with pytest.raises(ValidationError, match="of this name already"):
        operations.add_indicator(world.partnership, by=world.manager, **FACTS)


def test_texts_are_screened(world, indicator):
    with pytest.raises(ValidationError):
        enter(indicator, world.manager, note="Counted by 943 476 5919")


@pytest.mark.parametrize(
    ("said", "words"),
    [({"ends_on": date(2021, 10, 11)}, "still to come"), ({"value": None}, "say why it was not supplied"),
     ({"missing_why": "No data"}, "say why it was not supplied"), ({"value": Decimal(-2)}, "less than nothing"),
     ({"starts_on": date(2021, 10, 1)}, "last day is before")],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused(world, indicator, said, words):
    with pytest.raises(ValidationError, match=words):
        enter(indicator, world.manager, **said)


def test_a_period_has_one_figure(world, indicator):
    enter(indicator, world.manager)
    with pytest.raises(ValidationError, match="Correct that one"):
        enter(indicator, world.manager)


def test_not_supplied_is_a_figure_with_its_reason(world, indicator):
    figure = enter(indicator, world.manager, value=None, missing_why="The system was replaced.")
    assert (figure.value, figure.missing_why) == (None, "The system was replaced.")


def test_a_corrected_figure_keeps_the_earlier_one_for_earlier_days(world, indicator, clock):
    figure = enter(indicator, world.manager)
    clock.shift(timedelta(days=2))
    operations.correct_figure(figure, reason="Two teams were left out.", by=world.manager, value=Decimal(44))
    clock.shift(timedelta(days=2))
    known = {day: [f.value for f in queries.figures_of(indicator, day_asked(day))] for day in ("2021-10-11", "")}
    assert known == {"2021-10-11": [Decimal(50)], "": [Decimal(44)]}
    entry = Entry.objects.order_by("-number").first()
    assert (entry.old, entry.new, entry.reason) == ({"figure": "50%"}, {"figure": "44%"}, "Two teams were left out.")


def test_two_corrections_of_one_figure_do_not_overwrite_each_other(world, indicator, clock):
    figure = enter(indicator, world.manager)
    clock.shift(timedelta(minutes=1))
    operations.correct_figure(figure, reason="Wrong.", by=world.quality_chair, value=Decimal(44))
    with pytest.raises(ValidationError, match="Quality Chair corrected this figure meanwhile: it is now 44%"):
        operations.correct_figure(figure, reason="Wrong.", by=world.manager, value=Decimal(45))


def test_a_corrected_indicator_says_on_earlier_days_what_it_said_then(world, indicator, clock):
    clock.shift(timedelta(days=2))
    facts = {name: getattr(indicator, name) for name in operations.FACTS} | {
        "baseline": Decimal(42),
        "source": "Health",
    }
    operations.correct_indicator(indicator, edition=1, by=world.manager, **facts)
    clock.shift(timedelta(days=2))
    found = {}
    for day in ("2021-10-11", ""):
        (each,) = queries.as_they_were(queries.indicators_of(world.chair, world.partnership), day_asked(day))
        found[day] = (each.baseline, each.source)
    assert found == {"2021-10-11": (Decimal(40), "Council"), "": (Decimal(42), "Health")}


def test_an_indicator_that_was_changed_meanwhile_is_not_overwritten(world, indicator):
    facts = {name: getattr(indicator, name) for name in operations.FACTS}
    operations.correct_indicator(indicator, edition=1, by=world.manager, **facts | {"source": "Health"})
    with pytest.raises(ValidationError, match="meanwhile"):
        operations.correct_indicator(indicator, edition=1, by=world.manager, **facts | {"source": "Police"})


def test_a_closed_indicator_is_shown_on_earlier_days_only(world, indicator, clock):
    clock.shift(timedelta(days=2))
    operations.close_indicator(indicator, reason="It is counted by others.", by=world.manager)
    clock.shift(timedelta(days=2))
    asked = queries.indicators_of(world.chair, world.partnership)
    assert [list(queries.there_on(asked, day_asked(day))) for day in ("2021-10-09", "2021-10-11", "")] == [
        [], [indicator], [],
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="closed"):
        enter(indicator, world.manager)


def test_the_latest_is_the_newest_period_that_has_a_figure(world, indicator):
    enter(indicator, world.manager, ends_on=date(2021, 3, 31), value=Decimal(41))
    enter(indicator, world.manager, ends_on=date(2021, 6, 30))
    enter(indicator, world.manager, value=None, missing_why="Late.")
    make.a_figure(make.an_indicator(world.elsewhere, world.outsider), world.outsider, value=99)
    (found,) = queries.there_on(queries.indicators_of(world.chair, world.partnership), day_asked(""))
    assert (found.latest, found.latest_on) == (Decimal(50), date(2021, 6, 30))
