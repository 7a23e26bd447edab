"""Indicators and their figures as they were known on a day."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from goldenthread.accounts.models import User
from goldenthread.core.as_at import AsAt
from goldenthread.core.charts import Line, Series
from goldenthread.core.words import short_day
from goldenthread.history.queries import values_before
from goldenthread.measures.models import CORRECTED, Figure, Indicator
from goldenthread.partnerships.models import Partnership

ON_CHART = 24
"""The newest that a chart has room for; the table has all."""
VALUES, DAYS = {"baseline", "target"}, {"baseline_on", "target_on"}


def indicators_of(user: User, partnership: Partnership) -> QuerySet[Indicator]:
    found = Indicator.objects.visible_to(user).filter(partnership=partnership)
    return found.select_related("partnership", "body", "organisation")


def there_on(indicators: QuerySet[Indicator], when: AsAt) -> QuerySet[Indicator]:
    """Those that were there on the day and not closed, each with ``latest`` and ``latest_on``."""
    if when.moment:
        standing = Q(closed_at=None) | Q(closed_at__gt=when.moment)
        indicators = indicators.filter(standing, created_at__lte=when.moment)
    else:
        indicators = indicators.filter(closed_at=None)
    return with_latest(indicators, when)


def with_latest(indicators: QuerySet[Indicator], when: AsAt) -> QuerySet[Indicator]:
    figures = Figure.objects.filter(indicator=OuterRef("pk"), value__isnull=False).at(when.moment).order_by("-ends_on")
    return indicators.annotate(
        latest=Subquery(figures.values("value")[:1]), latest_on=Subquery(figures.values("ends_on")[:1])
    )


def as_they_were(indicators: Iterable[Indicator], when: AsAt) -> list[Indicator]:
    """What was corrected later said what it said then. One query for a past day, else none."""
    found = list(indicators)
    before = values_before(found, when.moment, CORRECTED) if when.moment else {}
    for indicator in found:
        for name, value in before.get(indicator.ref, {}).items():
            if name in {"name", "counts", "source", "unit", "unit_words", "direction", *VALUES, *DAYS}:
                setattr(indicator, name, _typed(name, value))
    return found


def _typed(name: str, value: Any) -> Any:
    if name in VALUES:
        return None if value in {None, ""} else Decimal(value)
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return value


def figures_of(indicator: Indicator, when: AsAt) -> list[Figure]:
    """The oldest first."""
    found = indicator.figures.at(when.moment).select_related("entered_by").order_by("ends_on")
    figures = list(found)
    for figure in figures:
        figure.indicator = indicator
    return figures


def chart(indicator: Indicator, figures: list[Figure]) -> Line | None:
    """The figures with baseline and target as lines of their own; None where there is none yet."""
    shown = figures[-ON_CHART:]
    if not any(figure.value is not None for figure in shown):
        return None
    series = [Series("Figure", [_number(figure.value) for figure in shown])]
    if indicator.target is not None:
        series.append(Series("Target", [_number(indicator.target)] * len(shown), "good"))
    if indicator.baseline is not None:
        series.append(Series("Baseline", [_number(indicator.baseline)] * len(shown), "none"))
    return Line(indicator.name, [short_day(figure.ends_on) for figure in shown], series)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
