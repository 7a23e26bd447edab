"""Which actions serve which outcome, from when to when."""

from typing import ClassVar

from django.db import models

from goldenthread.plan.models.tree import Action, Outcome
from goldenthread.plan.models.versions import ActionOwnedQuerySet, Version, version_rules


class Serving(Version):
    """That an action serves an outcome. Plans seldom say so; a person does, and may take it back."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="servings")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="servings")

    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[ActionOwnedQuerySet] = ActionOwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["outcome", "valid_to"], name="serving_of_outcome")]
        constraints = version_rules("serving", "action", "outcome")

    def __str__(self) -> str:
        return f"{self.action} serves {self.outcome}"
