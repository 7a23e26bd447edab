"""Everything that changes indicators and figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.evidence.operations import refuse_identifiers
from goldenthread.history.operations import changes, record
from goldenthread.measures.models import CORRECTED, Figure, Indicator, Unit
from goldenthread.partnerships.models import Partnership
from goldenthread.partnerships.search import index, unindex

FACTS = (
    "name", "counts", "source", "unit", "unit_words", "direction", "baseline", "baseline_on", "target", "target_on",
    "body", "organisation",
)  # fmt: skip
TEXTS = ("name", "counts", "source", "unit_words")
SAID = ("starts_on", "value", "missing_why", "source", "note")


@transaction.atomic
def add_indicator(
    partnership: Partnership, *, by: User, answers: dict[str, str] | None = None, **facts: Any
) -> Indicator:
    indicator = Indicator(partnership=partnership, created_by=by, created_at=clock.now(), **facts)
    _refuse_wrong(indicator)
    _screen(indicator, facts, by, answers)
    indicator.save()
    _index(indicator)
    record(indicator, "added the indicator", by=by, new={"name": indicator.name, "counts": indicator.counts})
    return indicator


@transaction.atomic
def correct_indicator(
    indicator: Indicator, *, edition: int, by: User, answers: dict[str, str] | None = None, **facts: Any
) -> Indicator:
    """``edition`` is the one that the person saw. What it said before stands in the history, and on earlier days."""
    fresh = _locked(indicator)
    _refuse_closed(fresh)
    old, new = changes({name: getattr(fresh, name) for name in FACTS}, facts)
    if not new:
        return fresh
    if fresh.edition != edition:
        raise ValidationError("Somebody changed this indicator meanwhile. Open it again to see what it says now.")
    for name in new:
        setattr(fresh, name, facts[name])
    fresh.edition += 1
    _refuse_wrong(fresh)
    _screen(fresh, facts, by, answers)
    fresh.save()
    _index(fresh)
    record(fresh, CORRECTED, by=by, old=old, new=new)
    return fresh


@transaction.atomic
def close_indicator(indicator: Indicator, *, reason: str, by: User, answers: dict[str, str] | None = None) -> Indicator:
    """It is counted no longer. Its figures stay, and earlier days go on showing it."""
    indicator = _locked(indicator)
    _refuse_closed(indicator)
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    refuse_identifiers(indicator, {"reason": reason}, partnership=indicator.partnership, by=by, answers=answers)
    indicator.closed_at = clock.now()
    indicator.save(update_fields=["closed_at"])
    unindex(indicator)
    record(indicator, "closed the indicator", by=by, reason=reason)
    return indicator


@transaction.atomic
def enter_figure(
    indicator: Indicator, *, ends_on: date, by: User, answers: dict[str, str] | None = None, **said: Any
) -> Figure:
    """The figure of a period for the first time."""
    indicator = _locked(indicator)
    _refuse_closed(indicator)
    if indicator.figures.filter(ends_on=ends_on, replaced_at=None).exists():
        raise ValidationError({"ends_on": "There is a figure for this day already. Correct that one."})
    figure = Figure(indicator=indicator, ends_on=ends_on, entered_by=by, entered_at=clock.now(), **said)
    _save(figure, by, answers)
    record(indicator, f"entered the figure of {ends_on:%-d %B %Y}", by=by, new=_told(figure))
    return figure


@transaction.atomic
def correct_figure(
    figure: Figure, *, reason: str, by: User, answers: dict[str, str] | None = None, **said: Any
) -> Figure:
    """Another figure in its place, with the reason. The one that the person saw must still be the one that counts."""
    indicator = _locked(figure.indicator)
    _refuse_closed(indicator)
    before = indicator.figures.filter(pk=figure.pk, replaced_at=None).first()
    if before is None:
        now = indicator.figures.filter(ends_on=figure.ends_on, replaced_at=None).select_related("entered_by").get()
        raise ValidationError(
            f"{now.entered_by} corrected this figure meanwhile: it is now "
            f"{indicator.said(now.value) or 'not supplied'}. Open it again to correct that one."
        )
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is corrected."})
    moment = clock.now()
    following = Figure(
        indicator=indicator, ends_on=before.ends_on, entered_by=by, entered_at=moment,
        **{name: said.get(name, getattr(before, name)) for name in SAID},
    )  # fmt: skip
    refuse_identifiers(indicator, {"reason": reason}, partnership=indicator.partnership, by=by, answers=answers)
    Figure.objects.filter(pk=before.pk).update(replaced_at=moment)
    _save(following, by, answers)
    record(
        indicator, f"corrected the figure of {before.ends_on:%-d %B %Y}", by=by, old=_told(before),
        new=_told(following), reason=reason,
    )  # fmt: skip
    return following


# --- what these share -------------------------------------------------------------------------------------------------


def _locked(indicator: Indicator) -> Indicator:
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("partnership", "body", "organisation")
    return rows.get(pk=indicator.pk)


def _refuse_closed(indicator: Indicator) -> None:
    if indicator.closed_at:
        raise ValidationError("This indicator is closed.")


def _refuse_wrong(indicator: Indicator) -> None:
    for mark in ("baseline", "target"):
        if getattr(indicator, mark) is not None and getattr(indicator, f"{mark}_on") is None:
            raise ValidationError({f"{mark}_on": f"Give the date of the {mark}."})
        _refuse_out_of_range(indicator, mark, getattr(indicator, mark))
    indicator.full_clean()


def _refuse_out_of_range(indicator: Indicator, field: str, value: Decimal | None) -> None:
    if value is None:
        return
    if indicator.unit == Unit.SCORE and not 1 <= value <= 5:
        raise ValidationError({field: "A score lies between 1 and 5."})
    if value < 0:
        raise ValidationError({field: "This cannot be less than nothing."})


def _screen(indicator: Indicator, facts: dict[str, Any], by: User, answers: dict[str, str] | None) -> None:
    texts = {name: facts[name] for name in TEXTS if facts.get(name)}
    refuse_identifiers(indicator, texts, partnership=indicator.partnership, by=by, answers=answers)


def _save(figure: Figure, by: User, answers: dict[str, str] | None) -> None:
    if figure.ends_on > clock.today():
        raise ValidationError({"ends_on": "This day is still to come."})
    _refuse_out_of_range(figure.indicator, "value", figure.value)
    figure.full_clean()
    texts = {"note": figure.note, "missing_why": figure.missing_why, "source": figure.source}
    partnership = figure.indicator.partnership
    refuse_identifiers(figure.indicator, texts, partnership=partnership, by=by, answers=answers)
    figure.save()


def _told(figure: Figure) -> dict[str, Any]:
    value = figure.indicator.said(figure.value) or f"not supplied: {figure.missing_why}"
    return {"figure": value} | ({"note": figure.note} if figure.note else {})


def _index(indicator: Indicator) -> None:
    index(indicator, title=f"Indicator: {indicator.name}", text=f"{indicator.counts}\n{indicator.source}")
