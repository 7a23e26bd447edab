"""What figures say in words."""

from decimal import Decimal

import pytest

from goldenthread.measures.models import Indicator
from goldenthread.measures.reading import standing, trend


def numbers(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [
        ("up", None, "No figure yet"),
        ("up", 80, "Target reached"),
        ("up", 60, "Better than the baseline"),
        ("up", 50, "As at the baseline"),
        ("up", 40, "Worse than the baseline"),
        ("down", 80, "Target reached"),
        ("down", 90, "Better than the baseline"),
        ("down", 120, "Worse than the baseline"),
        ("neither", 90, "Background"),
    ],
)
def test_standing_looks_the_way_that_is_better(direction, value, words):
    baseline = Decimal(50) if direction == "up" else Decimal(100)
    indicator = Indicator(direction=direction, baseline=baseline, target=Decimal(80))
    assert standing(indicator, None if value is None else Decimal(value))[0] == words


def test_standing_without_a_baseline_or_a_target():
    assert standing(Indicator(direction="up", target=Decimal(80)), Decimal(70))[0] == "Target not reached"
    assert standing(Indicator(direction="up"), Decimal(70))[0] == "No target"


def test_three_figures_are_too_few():
    assert trend(numbers(1, 2, 3)) == "Not enough points: 3 figures. With fewer than 4 no trend can be seen."


def test_eleven_figures_do_not_tell_change_from_chance():
    assert trend(numbers(*range(11))).endswith("Not enough points to tell a change from chance: that takes 12.")


def test_eight_in_a_row_on_one_side_are_unlikely_to_be_chance():
    assert "8 in a row lie on one side" in trend(numbers(*[1] * 8, *[9] * 8))
    assert trend(numbers(*[1, 9] * 8)).endswith("No 8 in a row lie on one side: what moves may be chance.")


@pytest.mark.parametrize(
    ("unit", "of", "value", "said"),
    [("percent", "", 12.5, "12.5%"), ("number", "children", 1200, "1,200 children"), ("score", "", 3, "3 of 5"),
     ("rate", "per 10,000 children", 4.25, "4.25 per 10,000 children"), ("number", "days", 0, "0 days")],
)  # fmt: skip
def test_a_figure_is_said_with_its_unit(unit, of, value, said):
    assert Indicator(unit=unit, unit_words=of).said(Decimal(str(value))) == said
