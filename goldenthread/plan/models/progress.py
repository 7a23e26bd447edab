"""Periods, returns, gates, use of evidence, impact."""

from copy import copy
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.evidence.models import Evidence, Rung
from goldenthread.measures.models import Indicator
from goldenthread.partnerships.models import Body, Organisation, Partnership, PlaceQuerySet, Post
from goldenthread.plan.models.tree import Action, ActionPartQuerySet, Outcome, VisibleQuerySet
from goldenthread.plan.models.versions import Delivery, Gate

Person = settings.AUTH_USER_MODEL


class Period(models.Model):
    """A time for which returns are made, usually a quarter. Locked until it is opened; locked again when it is over."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=100)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    returns_due_on = models.DateField("returns are due by")
    opened_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    to_board_at = models.DateTimeField("taken to the Board", null=True, blank=True)
    to_board_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {"to_board_by": "Who is accountable; as long as the history."}
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "starts_on"], name="period_one_per_start"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="period_dates",
                violation_error_message="The last day is before the first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.locked_at is None

    def get_absolute_url(self) -> str:
        return reverse("plan:period", args=[self.partnership.slug, self.ref])


class OwedReturn(models.Model):
    """That a return on an action is owed for a period, and by whom. Made when the period is opened, for every action
    at once; follows the plan while the period is open, and stands still afterwards."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="owed")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owed")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chased_at = models.DateTimeField("last chased", null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[ActionPartQuerySet] = ActionPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "action"], name="owed_return_one_per_action")]

    def __str__(self) -> str:
        return f"Return on {self.action} owed for {self.period}"


class Occurrence(models.Model):
    """One time of an action that comes again and again, for example the second assembly of a year."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="occurrences")
    number = models.PositiveSmallIntegerField()
    earliest_on = models.DateField()
    due_on = models.DateField()
    actual_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[ActionPartQuerySet] = ActionPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="occurrence_one_per_number")]

    def __str__(self) -> str:
        return f"{self.number} of {self.action}"


class ReturnState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Awaiting approval"
    SENT_BACK = "sent_back", "Sent back"
    APPROVED = "approved", "Approved"


class Return(models.Model):
    """What an owner says about an action for a period. Counts for nothing until it is approved.

    ``edition`` grows with each save, so that two editors never overwrite each other unseen.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="returns")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="returns")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, null=True, blank=True, related_name="returns")
    state = models.CharField(max_length=20, choices=ReturnState.choices, default=ReturnState.DRAFT)
    rating = models.CharField(max_length=20, choices=Delivery.choices, blank=True)
    suggested = models.CharField(max_length=20, choices=Delivery.choices, blank=True)
    suggested_why = models.CharField(max_length=300, blank=True)
    override_reason = models.TextField("why your rating differs from the rule's", blank=True)
    how_much = models.TextField("How much did we do?", blank=True)
    how_well = models.TextField("How well did we do it?", blank=True)
    difference = models.TextField("What difference did it make?", blank=True)
    challenges = models.TextField("What stands in the way?", blank=True)
    way_forward = models.TextField("What happens next?", blank=True)
    forecast_on = models.DateField("When will it be done?", null=True, blank=True)
    actual_on = models.DateField("When was it done?", null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_note = models.TextField(blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("override_reason", "how_much", "how_well", "difference", "challenges", "way_forward", "sent_back_note"),
            "Screened for identifiers before it is saved; with the plan.",
        ),
        **dict.fromkeys(
            ("written_by", "submitted_by", "sent_back_by", "approved_by"), "Who is accountable; as long as the history."
        ),
    }
    objects: ClassVar[ActionPartQuerySet] = ActionPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-period__starts_on", "-written_at"]
        indexes = [
            models.Index(fields=["action", "-approved_at"], name="return_of_action"),
            models.Index(fields=["period", "state"], name="return_of_period"),
            models.Index(fields=["state", "action"], name="return_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "period"], condition=Q(occurrence=None), name="return_one_per_period"
            ),
            models.UniqueConstraint(
                fields=["action", "period", "occurrence"],
                condition=Q(occurrence__isnull=False),
                name="return_one_per_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(state=ReturnState.APPROVED, approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(state=ReturnState.APPROVED) & Q(approved_at=None, approved_by=None)),
                name="return_approved_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name="return_nobody_approves_their_own"
            ),
        ]

    def __str__(self) -> str:
        return f"Return on {self.action} for {self.period}"

    @property
    def history_chain(self) -> str:
        return self.action.history_chain

    def get_absolute_url(self) -> str:
        return reverse("plan:return", args=[self.action.plan.partnership.slug, self.ref])


class EarlierApproval(models.Model):
    """What a return said when it was approved, kept when it is re-opened.

    It counts until the corrected one is approved, and for good on the days before that.
    """

    made_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="earlier_approvals")
    said = models.JSONField(help_text="The values of the return, by field name.")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "said": "Screened for identifiers before it was saved; with the plan.",
        **dict.fromkeys(("written_by", "submitted_by", "approved_by"), "Who is accountable; as long as the history."),
    }

    class Meta:
        ordering = ["-approved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["made_return"], condition=Q(replaced_at=None), name="earlier_approval_one_that_counts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_return}, approved on {self.approved_at:%d %B %Y}"

    def as_it_was(self) -> Return:
        """The return as it was approved then; not to be saved."""
        made = copy(self.made_return)
        for name, value in self.said.items():
            setattr(made, name, date.fromisoformat(value) if value and name in DAYS else value)
        made.state, made.approved_by, made.approved_at = ReturnState.APPROVED, self.approved_by, self.approved_at
        made.written_by, made.written_at = self.written_by, self.written_at
        made.submitted_by, made.submitted_at = self.submitted_by, self.submitted_at
        return made


DAYS = {"forecast_on", "actual_on"}


class GateDecision(models.Model):
    """That the Board took an action through a gate, or back, with its reason."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="gates")
    gate = models.CharField(max_length=20, choices=Gate.choices, blank=True)
    reason = models.TextField()
    decided_on = models.DateField(default=clock.today)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "reason": "Screened for identifiers before it is saved; with the plan.",
        "decided_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[ActionPartQuerySet] = ActionPartQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_gate_display()}"


class EvidenceUse(models.Model):
    """That a piece of evidence serves an action (perhaps through one of its returns) or an outcome.

    It counts from when somebody other than the one who brought it accepted it; for a return, when that is approved.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="uses")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses")
    made_return = models.ForeignKey(
        Return, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence_uses"
    )
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "added_by": "Who vouches for it; as long as the history.",
        "accepted_by": "Who found that it proves what it is used for; as long as the history.",
    }

    class Meta:
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, outcome=None) | Q(action=None, outcome__isnull=False),
                name="evidence_use_one_place",
            ),
            models.UniqueConstraint(
                fields=["evidence", "action"],
                condition=Q(ended_at=None, action__isnull=False),
                name="evidence_use_once_an_action",
            ),
            models.UniqueConstraint(
                fields=["evidence", "outcome"],
                condition=Q(ended_at=None, outcome__isnull=False),
                name="evidence_use_once_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("added_by")),
                name="evidence_use_nobody_accepts_their_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.action or self.outcome}"


class ImpactState(models.TextChoices):
    PROPOSED = "proposed", "Claimed"
    ACCEPTED = "accepted", "Stands"
    DECLINED = "declined", "Does not stand"


class ImpactStatement(models.Model):
    """A claim of what difference was made for children, with its measure, source, strength and what speaks against it.

    Nobody judges their own claim.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="impact_statements")
    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, null=True, blank=True, related_name="impact_statements"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="impact_statements"
    )
    claim = models.TextField("What changed for children?")
    measure = models.TextField("How was it measured?")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="impact_statements"
    )
    source = models.TextField("Where does that come from?")
    strength = models.PositiveSmallIntegerField(choices=Rung.choices)
    against = models.TextField("What speaks against it?")
    observed_on = models.DateField("date of what was observed")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=ImpactState.choices, default=ImpactState.PROPOSED)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(default=clock.now)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    judgement = models.TextField("Why", blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(
            ("claim", "measure", "source", "against", "judgement"),
            "Screened for identifiers before it is saved; with the plan.",
        ),
        **dict.fromkeys(("claimed_by", "judged_by"), "Who is accountable; as long as the history."),
    }
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-claimed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, outcome=None) | Q(action=None, outcome__isnull=False),
                name="impact_one_place",
            ),
            models.CheckConstraint(
                condition=Q(state=ImpactState.PROPOSED, judged_by=None, judged_at=None)
                | (~Q(state=ImpactState.PROPOSED) & Q(judged_by__isnull=False, judged_at__isnull=False)),
                name="impact_judged_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=F("claimed_by")), name="impact_nobody_judges_their_own"
            ),
        ]

    def __str__(self) -> str:
        return self.claim[:200]

    @property
    def about(self) -> "Action | Outcome":
        about = self.action or self.outcome
        assert about is not None  # a constraint of the table
        return about

    @property
    def history_chain(self) -> str:
        return self.plan.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("plan:impact", args=[self.plan.partnership.slug, self.ref])

    def is_old(self, on: date, days: int = 365) -> bool:
        return (on - self.observed_on).days > days
