"""To whom a report was presented, what was asked there, and what was answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Body
from goldenthread.reports.models.reports import SCREENED, Report


class Presentation(models.Model):
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="presentations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField("sent on")
    meets_on = models.DateField("presented at the meeting of", null=True, blank=True)
    minute = models.CharField("minute reference", max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "body"], name="presentation_once_a_body")]

    def __str__(self) -> str:
        return f"{self.report} to {self.body}"


class Question(models.Model):
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    presentation = models.ForeignKey(Presentation, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField("what was asked")
    answer = models.TextField("what was answered", blank=True)
    answered_on = models.DateField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = dict.fromkeys(("question", "answer"), SCREENED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__isnull=False),
                name="question_answered_is_dated",
            )
        ]

    def __str__(self) -> str:
        return self.question[:100]
