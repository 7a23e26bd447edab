"""Plan, priority, outcome and action: what stays the same of each. What can change is in ``versions``."""

from datetime import UTC, datetime
from typing import ClassVar, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.models import Partnership, Reach, reach
from goldenthread.partnerships.roles import Right

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what still holds."""


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    ADOPTED = "adopted", "Adopted"
    CLOSED = "closed", "Closed"


class Sight(NamedTuple):
    """Where somebody reads plans, and where they see drafts, for they prepare plans or adopt them."""

    reads: Reach
    drafts: Reach


def sight_of(user: User) -> Sight:
    return Sight(reach(user, Right.READ_PLAN), reach(user, Right.PREPARE_PLAN, Right.ADOPT_PLAN))


class VisibleQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows of a plan: read where the plan may be read; a draft only by those who prepare plans or adopt them.

    ``plan_path`` is the look-up from the row to its plan, without a trailing separator; empty for the plan itself.
    """

    plan_path = "plan"

    def visible_to(self, user: User) -> Self:
        return self.in_sight(sight_of(user))

    def in_sight(self, sight: "Sight") -> Self:
        path = f"{self.plan_path}__" if self.plan_path else ""
        adopted = Q(**{f"{path}state__in": [PlanState.ADOPTED, PlanState.CLOSED]})
        drafts = Q(**{f"{path}state": PlanState.DRAFT})
        return self.filter(
            (sight.reads.rows(f"{path}partnership") & adopted) | (sight.drafts.rows(f"{path}partnership") & drafts)
        )


class PlanQuerySet(VisibleQuerySet):
    plan_path = ""


class ActionPartQuerySet(VisibleQuerySet):
    plan_path = "action__plan"


class Plan(models.Model):
    """A partnership's published plan for a period. Draft until the Board adopts it; then its baseline stands."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    starts_on = models.DateField("first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)
    period_basis = models.CharField("where the period comes from", max_length=300, blank=True)
    published = models.CharField("publication, as printed", max_length=100, blank=True)
    reporting = models.TextField("to whom progress is reported", blank=True)
    introduction = models.TextField(blank=True)
    source = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    closing_reasons = models.JSONField(
        default=dict,
        blank=True,
        help_text="Why actions of the plan before do not go on in this one, by their reference.",
    )
    created_at = models.DateTimeField(default=clock.now)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_on = models.DateField("date of the Board's decision", null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minute = models.CharField("minute reference", max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    public_since = models.DateTimeField("shown to the public since", null=True, blank=True)
    invented = models.BooleanField("its progress is invented for a demonstration", default=False)

    personal_data: ClassVar[dict[str, str]] = {
        "adopted_by": "Who recorded the adoption; as long as the history.",
        "reporting": "As published.",
        "closing_reasons": "Screened for identifiers before they are saved; with the plan.",
        "introduction": "As published.",
    }
    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, adopted_at=None)
                | (~Q(state=PlanState.DRAFT) & Q(adopted_at__isnull=False)),
                name="plan_adopted_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_dates",
                violation_error_message="The plan ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    def get_absolute_url(self) -> str:
        return reverse("plan:plan", args=[self.partnership.slug, self.ref])


class InPlan(models.Model):
    """What priority, outcome and action have in common: reference, plan, printed number, place in the order."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    number = models.CharField("number as printed", max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)
    source = models.JSONField(default=dict, blank=True, help_text="Where it stands in the document: words and place.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When a person accepted what was read; a plan is adopted only when all of it is."""
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    @property
    def history_chain(self) -> str:
        return self.plan.partnership.slug  # type: ignore[attr-defined, no-any-return]


class Priority(InPlan):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    personal_data: ClassVar[dict[str, str]] = {"confirmed_by": "Who is accountable; as long as the history."}
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Priority {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plan:priority", args=[self.plan.partnership.slug, self.ref])


class Outcome(InPlan):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="outcomes")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="outcomes")
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    personal_data: ClassVar[dict[str, str]] = {"confirmed_by": "Who is accountable; as long as the history."}
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Outcome {self.priority.number}.{self.number}"

    @property
    def actions(self) -> "models.QuerySet[Action]":
        """Those that serve it today."""
        return Action.objects.filter(servings__outcome=self, servings__valid_to=FOREVER)

    def get_absolute_url(self) -> str:
        return reverse("plan:outcome", args=[self.plan.partnership.slug, self.ref])


class DeliverableKind(models.TextChoices):
    REPORT = "report", "Report"
    EVENT = "event", "Event"
    AUDIT = "audit", "Audit"
    POLICY = "policy", "Policy"
    TRAINING = "training", "Training"
    REVIEW = "review", "Review"
    CAMPAIGN = "campaign", "Campaign"
    PILOT = "pilot", "Pilot"
    PUBLICATION = "publication", "Publication"
    SELF_ASSESSMENT = "self-assessment", "Self-assessment"
    STRATEGY = "strategy", "Strategy"
    COMMUNICATIONS = "communications", "Communications"
    COLLABORATION = "collaboration", "Collaboration"
    MEETING = "meeting", "Meeting"
    FUNDING = "funding", "Funding"
    OTHER = "other", "Other"


class Action(InPlan):
    """What somebody will do. Its identity stands for good; what it says and how it stands are in its versions."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField("kind of deliverable", max_length=20, choices=DeliverableKind.choices, blank=True)
    high = models.BooleanField("high priority: closing it needs a file", default=False)
    documents = models.JSONField(default=list, blank=True, help_text="Strategies, reviews and tools that it names.")
    success_measure = models.TextField(blank=True)
    reported = models.JSONField(
        default=dict, blank=True, help_text="Status words of the document: reported, not approved."
    )
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    personal_data: ClassVar[dict[str, str]] = {
        "success_measure": "As published.",
        "confirmed_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"Action {self.code}"

    @property
    def outcomes(self) -> "models.QuerySet[Outcome]":
        """Those that it serves today."""
        return Outcome.objects.filter(servings__action=self, servings__valid_to=FOREVER)

    @property
    def code(self) -> str:
        """How people call it: "1.5". Numbers that already name their priority stand as printed."""
        return action_code(self.priority.number, self.number)

    def get_absolute_url(self) -> str:
        return reverse("plan:action", args=[self.plan.partnership.slug, self.ref])


def action_code(priority: str, number: str) -> str:
    if not priority or not number or number.startswith(f"{priority}.") or not number[:1].isdigit():
        return number or priority
    return f"{priority}.{number}"


# --- versions ---------------------------------------------------------------------------------------------------------
