"""What figures say, in words: how an indicator stands to its target, and whether they are enough to see a trend."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from statistics import median

from goldenthread.core.words import plural
from goldenthread.measures.models import Direction, Indicator

FEWEST = 4
"""With fewer figures a line means nothing."""
ENOUGH = 12
"""From so many on a run says something. Quarterly figures take three years."""
RUN = 8


def standing(indicator: Indicator, value: Decimal | None) -> tuple[str, str]:
    """How the latest figure stands to target and baseline: (words, tone of the tag)."""
    if value is None:
        return "No figure yet", "none"
    if indicator.direction == Direction.NEITHER:
        return "Background", "none"
    if indicator.target is not None and _reaches(indicator, value, indicator.target):
        return "Target reached", "good"
    if indicator.baseline is None:
        return ("Target not reached", "warn") if indicator.target is not None else ("No target", "none")
    if value == indicator.baseline:
        return "As at the baseline", "warn"
    better = _reaches(indicator, value, indicator.baseline)
    return ("Better than the baseline", "note") if better else ("Worse than the baseline", "bad")


def _reaches(indicator: Indicator, value: Decimal, mark: Decimal) -> bool:
    return value >= mark if indicator.direction == Direction.UP else value <= mark


def trend(values: Sequence[Decimal]) -> str:
    """What may be read from the line, by the rule of the run chart: eight in a row on one side of the median."""
    count = len(values)
    if count < FEWEST:
        return f"Not enough points: {plural(count, 'figure')}. With fewer than {FEWEST} no trend can be seen."
    middle = median(values)
    said = f"Half of the {count} figures lie at or above {_plain(middle)}, half at or below it."
    if count < ENOUGH:
        return f"{said} Not enough points to tell a change from chance: that takes {ENOUGH}."
    sides = [value > middle for value in values if value != middle]
    longest = max((len(list(run)) for _, run in groupby(sides)), default=0)
    if longest >= RUN:
        return f"{said} {longest} in a row lie on one side: that is unlikely to be chance."
    return f"{said} No {RUN} in a row lie on one side: what moves may be chance."


def _plain(value: Decimal) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
