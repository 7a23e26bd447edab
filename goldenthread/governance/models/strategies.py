"""Strategies that belong to somebody else and matter here: followed by milestones and by what their owner says."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.challenges import ACCOUNTABLE
from goldenthread.governance.models.meetings import Every, Person
from goldenthread.partnerships.models import Body, Partnership, PlaceQuerySet
from goldenthread.plan.models import Action, Delivery, Outcome

SCREENED = "Screened for identifiers before it is saved; with the strategy."


class Strategy(models.Model):
    """``next_update_on``: the day by which its owner owes the next word."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="strategies")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="strategies", verbose_name="whose it is")
    purpose = models.TextField("why it matters here", blank=True)
    every_months = models.PositiveSmallIntegerField("an update", choices=Every.choices, default=Every.THREE)
    next_update_on = models.DateField("next update due by")
    actions = models.ManyToManyField(Action, blank=True, related_name="strategies")
    outcomes = models.ManyToManyField(Outcome, blank=True, related_name="strategies")
    ended_at = models.DateTimeField("no longer followed since", null=True, blank=True)
    ended_why = models.TextField("why it is no longer followed", blank=True)

    personal_data: ClassVar[dict[str, str]] = dict.fromkeys(("purpose", "ended_why"), SCREENED)
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "strategies"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["partnership", "title"], name="strategy_one_per_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def is_due(self, on: date) -> bool:
        return self.ended_at is None and self.next_update_on < on

    def get_absolute_url(self) -> str:
        return reverse("governance:strategy", args=[self.partnership.slug, self.ref])


class StrategyMilestone(models.Model):
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="milestones")
    words = models.CharField(max_length=300)
    due_on = models.DateField("due by")
    reached_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["due_on"]

    def __str__(self) -> str:
        return self.words


class StrategyUpdate(models.Model):
    """What the owner said, on a day, and by which paper or meeting we know."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="updates")
    said_on = models.DateField("said on")
    rating = models.CharField("how it stands, in the owner's view", max_length=20, choices=Delivery.choices)
    words = models.TextField("what the owner says")
    source = models.CharField("how we know", max_length=200)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {"words": SCREENED, "by": ACCOUNTABLE}

    class Meta:
        ordering = ["-said_on", "-at"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="strategy_update_has_source")]

    def __str__(self) -> str:
        return f"Update of {self.strategy}"
