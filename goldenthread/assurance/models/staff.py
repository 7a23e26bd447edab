"""What staff say to the standards of their organisation's return: an anonymous survey that keeps counts and no rows."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.moderation import AboutAnswers
from goldenthread.assurance.models.returns import AssessmentPart
from goldenthread.core import clock
from goldenthread.core.refs import new_ref

Person = settings.AUTH_USER_MODEL
FEWEST_STAFF = 5
"""Fewer answers than this are never shown."""


class StaffSurvey(models.Model):
    """Opened by the organisation's lead for its staff, who answer by one link without an account.

    Nothing shows before it is over, so that nobody sees a number change by one answer.
    """

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    part = models.ForeignKey(AssessmentPart, on_delete=models.CASCADE, related_name="staff_surveys")
    questions = models.JSONField("identifiers of the standards")
    closes_on = models.DateField("last day")
    answers = models.PositiveIntegerField("people who answered", default=0)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField("closed before its last day", null=True, blank=True)

    leaves_with = "part"
    personal_data: ClassVar[dict[str, str]] = {
        "opened_by": "Who asked for it; as long as the return.",
        "closed_by": "Who closed it; as long as the return.",
    }
    objects: ClassVar[AboutAnswers] = AboutAnswers.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="staff_survey_closed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"survey of staff: {self.part}"

    @property
    def history_chain(self) -> str:
        return self.part.sheet.history_chain

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_on >= clock.today()

    @property
    def is_shown(self) -> bool:
        return not self.is_open and self.answers >= FEWEST_STAFF

    @staticmethod
    def shown(prefix: str = "") -> Q:
        over = Q(**{f"{prefix}closed_at__isnull": False}) | Q(**{f"{prefix}closes_on__lt": clock.today()})
        return over & Q(**{f"{prefix}answers__gte": FEWEST_STAFF})


class StaffSays(models.TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_KNOWN = "not-known", "I do not know"


class StaffCountQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        surveys = StaffSurvey.objects.visible_to(user).filter(StaffSurvey.shown()).order_by()
        return self.filter(survey__in=surveys)


class StaffCount(models.Model):
    """How many gave one answer to one question. What one person said is kept nowhere."""

    survey = models.ForeignKey(StaffSurvey, on_delete=models.CASCADE, related_name="counts")
    question = models.CharField("identifier of the question", max_length=60)
    says = models.CharField(max_length=20, choices=StaffSays.choices)
    count = models.PositiveIntegerField(default=0)

    leaves_with = "survey"
    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[StaffCountQuerySet] = StaffCountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["survey", "question", "says"]
        constraints = [models.UniqueConstraint(fields=["survey", "question", "says"], name="staff_count_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_says_display()}"

    @staticmethod
    def add(survey: StaffSurvey, question: str, says: str) -> None:
        found, _ = StaffCount.objects.get_or_create(survey=survey, question=question, says=says)
        StaffCount.objects.filter(pk=found.pk).update(count=F("count") + 1)
