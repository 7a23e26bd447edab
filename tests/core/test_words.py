from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.core import clock, words


def test_day() -> None:
    assert words.day(date(2022, 3, 31)) == "31 March 2022"


def test_day_of_a_time_is_the_day_in_england() -> None:
    assert words.day(datetime(2021, 7, 31, 23, 30, tzinfo=UTC)) == "1 August 2021"


def test_whole_day_is_never_broken_over_two_lines() -> None:
    assert words.whole_day(date(2022, 3, 1)) == "1\N{NO-BREAK SPACE}Mar\N{NO-BREAK SPACE}2022"


def test_short_day() -> None:
    assert words.short_day(date(2022, 3, 1)) == "1 Mar 2022"


def test_moment_in_summer() -> None:
    assert words.moment(datetime(2021, 7, 31, 9, 42, tzinfo=UTC)) == "31 July 2021 at 10:42am"


@pytest.mark.parametrize("say", [words.day, words.short_day, words.whole_day, words.time, words.moment, words.ago])
def test_nothing_is_said_of_no_date(say) -> None:
    assert say(None) == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [(63, "63 days ago"), (1, "yesterday"), (0, "today"), (-1, "tomorrow"), (-5, "in 5 days")],
)
def test_ago(count: int, said: str) -> None:
    assert words.ago(clock.today() - timedelta(days=count)) == said


def test_number_has_separators() -> None:
    assert words.number(20000) == "20,000"


@pytest.mark.parametrize(("count", "said"), [(0, "0 bodies"), (1, "1 body"), (1200, "1,200 bodies")])
def test_plural(count: int, said: str) -> None:
    assert words.plural(count, "body", "bodies") == said


@pytest.mark.parametrize(
    ("typed", "said"), [("So it is", "So it is."), ("So it is. ", "So it is. "), ("Is it?", "Is it?")]
)
def test_sentence_ends_as_one(typed: str, said: str) -> None:
    assert words.sentence(typed) == said


def test_days() -> None:
    assert words.days(1) == "1 day"


def test_initial_cap_leaves_other_letters() -> None:
    assert words.initial_cap("section 11 for the NHS") == "Section 11 for the NHS"
