"""The versions of priorities, outcomes, actions, owners and milestones.

What can change is in a version: a row that holds from one moment to another. The page of any day is the query
``versions.at(moment)``; today's page is the same query with now. A version is never edited once its plan is adopted:
an operation closes it and opens the next (``plan/operations/versions.py``).
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.evidence.models import Rung
from goldenthread.partnerships.models import Body, Organisation, Post
from goldenthread.plan.models.tree import FOREVER, Action, Outcome, Plan, Priority, VisibleQuerySet


class VersionQuerySet(VisibleQuerySet):
    def at(self, moment: datetime | None = None) -> Self:
        """What held at the moment; with none, what holds now."""
        if moment is None:
            return self.filter(valid_to=FOREVER)
        return self.filter(valid_from__lte=moment, valid_to__gt=moment)


class PriorityVersionQuerySet(VersionQuerySet):
    plan_path = "priority__plan"


class OutcomeVersionQuerySet(VersionQuerySet):
    plan_path = "outcome__plan"


class ActionOwnedQuerySet(VersionQuerySet):
    plan_path = "action__plan"


class Version(models.Model):
    """A row that holds from ``valid_from`` (included) to ``valid_to`` (not included)."""

    valid_from = models.DateTimeField(default=clock.now)
    valid_to = models.DateTimeField(default=FOREVER)

    class Meta:
        abstract = True


def version_rules(name: str, *identity: str) -> list[models.BaseConstraint]:
    """One current version of each thing; none that ends before it starts."""
    return [
        models.UniqueConstraint(fields=identity, condition=Q(valid_to=FOREVER), name=f"{name}_one_current"),
        models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name=f"{name}_ends_after_start"),
    ]


class PriorityVersion(Version):
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    removed = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {"title": "As published.", "text": "As published."}
    objects: ClassVar[PriorityVersionQuerySet] = PriorityVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["valid_from"]
        constraints = version_rules("priority_version", "priority")

    def __str__(self) -> str:
        return self.title


class OutcomeVersion(Version):
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="versions")
    words = models.TextField()
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, default=Rung.NONE)
    evidence_on = models.DateField(null=True, blank=True)
    impact_evidenced = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {"words": "As published."}
    objects: ClassVar[OutcomeVersionQuerySet] = OutcomeVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["valid_from"]
        constraints = version_rules("outcome_version", "outcome")

    def __str__(self) -> str:
        return self.words


class DeadlineKind(models.TextChoices):
    DATE = "date", "a day"
    MONTH = "month", "a month"
    SEASON = "season", "a season"
    QUARTER = "quarter", "a quarter"
    YEAR = "year", "a year"
    RANGE = "range", "a range"
    RECURRING = "recurring", "again and again"
    ONGOING = "ongoing", "ongoing"
    RELATIVE = "relative", "counted from something else"
    NONE = "none", "no deadline"


class Precision(models.TextChoices):
    """How the printed words stand to the calendar: "by July 2021", "in June 2021", "from April 2021"."""

    BY = "by", "by"
    IN = "in", "in"
    ON = "on", "on"
    DURING = "during", "during"
    FROM = "from", "from"
    EVERY = "every", "every"
    ONGOING = "ongoing", "ongoing"


class Delivery(models.TextChoices):
    """How far it is: the first of the three questions. Words and symbols go with the colour wherever it is shown."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    DELIVERED = "delivered", "Delivered"


class Gate(models.TextChoices):
    """How far it got beyond delivery: the second question."""

    NONE = "", "Not yet delivered"
    DELIVERED = "delivered", "Delivered"
    EMBEDDED = "embedded", "Embedded"
    IMPACT = "impact", "Impact evidenced"


class Deadline(models.Model):
    """The printed phrase and its reading: decision 3 of the design. Nothing is late before the end of ``due_on``."""

    deadline_text = models.CharField("deadline as printed", max_length=200, blank=True)
    deadline_kind = models.CharField(max_length=20, choices=DeadlineKind.choices, default=DeadlineKind.NONE)
    deadline_role = models.CharField(max_length=20, choices=Precision.choices, blank=True)
    earliest_on = models.DateField(null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("late after", null=True, blank=True)
    rrule = models.CharField("recurrence", max_length=200, blank=True, help_text="An RFC 5545 rule.")

    class Meta:
        abstract = True


class ActionVersion(Deadline, Version):
    """What an action says and how it stood, from one moment to another. Every list and total reads this table.

    ``plan``, ``priority`` and ``position`` repeat the action's, so that a list needs no join. ``delivery`` is the last
    approved word; ``override_on`` the day until which it outranks the rule; ``last_word_on`` the day of that word.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="versions")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    words = models.TextField()
    owner_text = models.CharField("owner as printed", max_length=300, blank=True)
    lead_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lead_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_due_on = models.DateField("first agreed", null=True, blank=True)
    forecast_on = models.DateField("forecast", null=True, blank=True)
    actual_on = models.DateField("actually done", null=True, blank=True)
    delivery = models.CharField(max_length=20, choices=Delivery.choices, default=Delivery.NOT_STARTED)
    override_reason = models.TextField("why the rule was set aside", blank=True)
    override_until = models.DateField(null=True, blank=True)
    gate = models.CharField(max_length=20, choices=Gate.choices, default=Gate.NONE, blank=True)
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, default=Rung.NONE)
    evidence_on = models.DateField(null=True, blank=True)
    evidence_expires_on = models.DateField(null=True, blank=True)
    last_word_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField("last approved return or decided change", null=True, blank=True)
    waiting_since = models.DateTimeField("a return waits for approval since", null=True, blank=True)
    removed = models.BooleanField("taken out of the plan", default=False)
    removed_why = models.TextField(blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "words": "As published.",
        "override_reason": "Screened for identifiers before it is saved; with the plan.",
        "removed_why": "Screened for identifiers before it is saved; with the plan.",
    }
    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["plan", "position"], condition=Q(valid_to=FOREVER), name="action_version_current"),
            models.Index(fields=["plan", "valid_from", "valid_to"], name="action_version_at"),
            models.Index(fields=["lead_body"], condition=Q(valid_to=FOREVER), name="action_version_of_body"),
            models.Index(fields=["action", "-valid_from"], name="action_version_of_action"),
            models.Index(fields=["valid_to", "due_on"], name="action_version_due"),
        ]
        constraints = [
            *version_rules("action_version", "action"),
            models.CheckConstraint(
                condition=Q(delivery=Delivery.DELIVERED, actual_on__isnull=False)
                | (~Q(delivery=Delivery.DELIVERED) & Q(actual_on=None)),
                name="action_version_delivered_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def lead(self) -> Body | Organisation | Post | None:
        return self.lead_body or self.lead_organisation or self.lead_post

    @property
    def slipped_days(self) -> int | None:
        """How many days the forecast (or the day it was done) lies after the day first agreed."""
        reached = self.actual_on or self.forecast_on or self.due_on
        if reached is None or self.agreed_due_on is None:
            return None
        return max((reached - self.agreed_due_on).days, 0)


class OwnerRole(models.TextChoices):
    LEAD = "lead", "Lead"
    JOINT = "joint", "Joint owner"
    PARTNER = "partner", "Works with"
    REPORTS_TO = "reports_to", "Reported to"


class Owner(Version):
    """That a body, an organisation or a post owns an action, works on it, or is told of it, from one moment to another.

    The lead is repeated on ``ActionVersion`` for lists.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owners")
    role = models.CharField(max_length=20, choices=OwnerRole.choices, default=OwnerRole.LEAD)
    position = models.PositiveSmallIntegerField(default=0)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="owned")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="owned"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="owned")
    text = models.CharField("name as printed", max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[ActionOwnedQuerySet] = ActionOwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["action", "valid_to"], name="owner_of_action")]
        constraints = [
            models.CheckConstraint(
                condition=Q(body=None, organisation=None) | Q(body=None, post=None) | Q(organisation=None, post=None),
                name="owner_at_most_one",
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="owner_ends_after_start"),
        ]

    def __str__(self) -> str:
        return str(self.holder or self.text)

    @property
    def holder(self) -> Body | Organisation | Post | None:
        """None where the printed name has not been matched to a body, organisation or post yet."""
        return self.body or self.organisation or self.post


class MilestoneVersion(Deadline, Version):
    """A step of an action with a date of its own. Versions of one milestone share its ``ref``."""

    ref = models.CharField(max_length=12, default=new_ref, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=500)
    agreed_due_on = models.DateField("first agreed", null=True, blank=True)
    forecast_on = models.DateField("forecast", null=True, blank=True)
    actual_on = models.DateField("actually done", null=True, blank=True)
    removed = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {"words": "As published."}
    objects: ClassVar[ActionOwnedQuerySet] = ActionOwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["valid_to", "due_on"], name="milestone_version_due")]
        constraints = version_rules("milestone_version", "ref")

    def __str__(self) -> str:
        return self.words

    @property
    def history_chain(self) -> str:
        return self.action.history_chain
