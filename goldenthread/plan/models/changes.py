"""How an adopted plan is altered: variations; and how actions hang together: links."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.plan.models.tree import Action, Outcome, Plan, Priority, VisibleQuerySet

Person = settings.AUTH_USER_MODEL


class VariationState(models.TextChoices):
    PROPOSED = "proposed", "Awaiting a decision"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Variation(models.Model):
    """A proposed change of words, owner or date of an adopted plan; it holds when the Board approves it.

    ``old`` and ``new`` are values by field name, as JSON: {"words": ...}, {"deadline_text": ..., "due_on": ...},
    {"owners": [{"kind": "body", "ref": ..., "role": "lead"}]}, {"removed": true}, or for a new action all of them.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="variations")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="variations")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="variations")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="variations")
    summary = models.CharField(max_length=300)
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    reason = models.TextField()
    state = models.CharField(max_length=20, choices=VariationState.choices, default=VariationState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField("reason for the decision", blank=True)
    minute = models.CharField("minute reference", max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "reason": "Screened for identifiers before it is saved; with the plan.",
        "decision": "Screened for identifiers before it is saved; with the plan.",
        "proposed_by": "Who is accountable; as long as the history.",
        "decided_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-proposed_at"]
        indexes = [models.Index(fields=["plan", "state"], name="variation_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[VariationState.PROPOSED, VariationState.WITHDRAWN], decided_by=None)
                | Q(
                    state__in=[VariationState.APPROVED, VariationState.DECLINED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="variation_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="variation_nobody_decides_their_own",
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    @property
    def about(self) -> Action | Outcome | Priority | Plan:
        """What would change; the plan where an action would be added."""
        return self.action or self.outcome or self.priority or self.plan

    @property
    def history_chain(self) -> str:
        return self.plan.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("plan:variation", args=[self.plan.partnership.slug, self.ref])


class LinkKind(models.TextChoices):
    DUPLICATE = "duplicate", "is the same deliverable as"
    DEPENDS_ON = "depends_on", "depends on"


class ActionLink(models.Model):
    """That an action is the same deliverable as another, or waits for it. Linked, never merged."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"made_by": "Who is accountable; as long as the history."}

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(action=F("other")), name="action_link_not_itself"),
            models.UniqueConstraint(
                fields=["action", "other", "kind"], condition=Q(ended_at=None), name="action_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.get_kind_display()} {self.other}"
