"""Indicators: what is counted, and its figures over time.

An indicator says in plain words what it counts, where it comes from, and which way is better. A figure is never
overwritten: correcting one closes its row and opens the next, so that the page of any day shows what was known on it.
"""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Body, Organisation, Partnership, PlaceQuerySet, within
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL
CORRECTED = "corrected the indicator"


class Unit(models.TextChoices):
    NUMBER = "number", "Number"
    PERCENT = "percent", "Percent"
    RATE = "rate", "Rate"
    SCORE = "score", "Score from 1 to 5"


class Direction(models.TextChoices):
    UP = "up", "More is better"
    DOWN = "down", "Less is better"
    NEITHER = "neither", "Neither: it gives the background"


def _value(words: str) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(words, max_digits=14, decimal_places=2, null=True, blank=True)


class Indicator(models.Model):
    """Something that a partnership counts again and again, with where it began and where it should be."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=200)
    counts = models.TextField("what it counts, in plain words")
    source = models.CharField("where it comes from", max_length=300)
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.NUMBER)
    unit_words = models.CharField("of what", max_length=60, blank=True)
    direction = models.CharField("which way is better", max_length=10, choices=Direction.choices, default=Direction.UP)
    baseline = _value("baseline")
    baseline_on = models.DateField("date of the baseline", null=True, blank=True)
    target = _value("target")
    target_on = models.DateField("target by", null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "counts": "Screened for identifiers before it is saved; with the indicator.",
        "created_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="indicator_one_name",
                violation_error_message="There is an indicator of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(body=None) | Q(organisation=None), name="indicator_one_owner",
                violation_error_message="Choose one owner.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def owner(self) -> Body | Organisation | None:
        return self.body or self.organisation

    def get_absolute_url(self) -> str:
        return reverse("measures:indicator", args=[self.partnership.slug, self.ref])

    def said(self, value: Decimal | None) -> str:
        """A value with its unit: "12%", "4.5 per 10,000 children"."""
        if value is None:
            return ""
        number = f"{value:,.2f}".rstrip("0").rstrip(".")
        if self.unit == Unit.PERCENT:
            return f"{number}%"
        return f"{number} of 5" if self.unit == Unit.SCORE else f"{number} {self.unit_words}".strip()


class FigureQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.READ_PLAN, "indicator__partnership"))

    def at(self, moment: datetime | None = None) -> Self:
        """What was known at the moment; with none, what is known now."""
        if moment is None:
            return self.filter(replaced_at=None)
        return self.filter(Q(replaced_at=None) | Q(replaced_at__gt=moment), entered_at__lte=moment)


class Figure(models.Model):
    """What an indicator came to in a period; or that it was not supplied, and why."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="figures")
    starts_on = models.DateField("first day of the period", null=True, blank=True)
    ends_on = models.DateField("last day of the period")
    value = _value("figure")
    missing_why = models.CharField("why it was not supplied", max_length=300, blank=True)
    source = models.CharField("where this figure comes from", max_length=300, blank=True)
    note = models.TextField("what one should know about it", blank=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "note": "Screened for identifiers before it is saved; with the indicator.",
        "missing_why": "Screened for identifiers before it is saved; with the indicator.",
        "entered_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[FigureQuerySet] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["ends_on"]
        indexes = [models.Index(fields=["indicator", "ends_on"], name="figure_of_indicator")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "ends_on"], condition=Q(replaced_at=None), name="figure_one_per_period"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing_why="") | (Q(value=None) & ~Q(missing_why="")),
                name="figure_or_why_not",
                violation_error_message="Give the figure, or say why it was not supplied.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="figure_dates",
                violation_error_message="The last day is before the first day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.ends_on:%d %B %Y}"

    @property
    def history_chain(self) -> str:
        return self.indicator.history_chain

    def get_absolute_url(self) -> str:
        return self.indicator.get_absolute_url()
