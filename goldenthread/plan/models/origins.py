"""Where an action comes from: what it answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from goldenthread.plan.models.tree import Action
from goldenthread.plan.models.versions import ActionOwnedQuerySet, Version, version_rules


class OriginKind(models.TextChoices):
    AUDIT = "audit", "Audit"
    REVIEW = "review", "Review"
    MEETING = "meeting", "Meeting"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    INSPECTION = "inspection", "Inspection"
    VOICE = "voice", "Children and families"
    DATA = "data", "Data"
    CHALLENGE = "challenge", "Challenge"
    RISK = "risk", "Risk or issue"
    VARIATION = "variation", "Change of the plan"
    OTHER = "other", "Something else"


class Origin(Version):
    """That an action answers something: one action may answer many. From when to when it was said to.

    Where the source is a record of this installation, ``record_type`` and ``record_ref`` name it; ``plan/origins.py``
    knows its page.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=20, choices=OriginKind.choices)
    label = models.CharField("what it was", max_length=300)
    address = models.URLField("where it can be read", max_length=500, blank=True)
    record_type = models.CharField(max_length=100, blank=True)
    record_ref = models.CharField(max_length=12, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {
        "label": "Screened for identifiers before it is saved; with the plan.",
        "added_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[ActionOwnedQuerySet] = ActionOwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["action", "valid_to"], name="origin_of_action")]
        constraints = version_rules("origin", "action", "kind", "label")

    def __str__(self) -> str:
        return self.label
