"""Which indicators measure which outcome, from when to when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from goldenthread.measures.models import Indicator
from goldenthread.plan.models.tree import Outcome
from goldenthread.plan.models.versions import Version, VersionQuerySet, version_rules


class MeasuringQuerySet(VersionQuerySet):
    plan_path = "outcome__plan"


class Measuring(Version):
    """That an indicator measures an outcome. An indicator may measure several, and several plans."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="measurings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurings")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {"added_by": "Who is accountable; as long as the history."}
    objects: ClassVar[MeasuringQuerySet] = MeasuringQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["outcome", "valid_to"], name="measuring_of_outcome")]
        constraints = version_rules("measuring", "outcome", "indicator")

    def __str__(self) -> str:
        return f"{self.indicator} measures {self.outcome}"
