"""From a standard that is not met to an action of a plan, and back again."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from goldenthread.assurance.models.moderation import AboutAnswers
from goldenthread.assurance.models.returns import AssessmentPart
from goldenthread.core import clock
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership
from goldenthread.plan.models import Variation

Person = settings.AUTH_USER_MODEL


class Gap(models.Model):
    """That a partnership asked its plan for an action because of an answer. The action is there once the variation is
    approved."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="gaps")
    question = models.CharField("identifier of the question", max_length=60)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    variation = models.OneToOneField(Variation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField("level that it had", max_length=60, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(default=clock.today)

    leaves_with, leaves_only_with = "part", ("partnership", "variation")
    personal_data: ClassVar[dict[str, str]] = {"asked_by": "Who asked for the action; as long as the return."}
    objects: ClassVar[AboutAnswers] = AboutAnswers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.part.assessment}, {self.question}"
