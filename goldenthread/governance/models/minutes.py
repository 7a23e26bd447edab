"""Minutes: the way from a draft to what a later meeting approved. Their words are the notes of the items."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.meetings import Meeting, Person, arranged_by
from goldenthread.partnerships.models import within
from goldenthread.partnerships.roles import Right


class MinutesState(models.TextChoices):
    DRAFT = "draft", "Draft"
    WITH_CHAIR = "with_chair", "With the chair"
    CHECKED = "checked", "Checked by the chair"
    APPROVED = "approved", "Approved"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def visible_to(self, user: User) -> Self:
        """From the chair's check on for whoever reads the plan; before that for those who arrange the meeting."""
        ready = Q(state__in=[MinutesState.CHECKED, MinutesState.APPROVED])
        return self.filter(
            within(user, Right.READ_PLAN, "meeting__partnership"),
            ready | arranged_by(user, "meeting__body", "meeting__partnership"),
        )


class Minutes(models.Model):
    """The minutes of a meeting. Approved ones are locked, with everything that they say."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=20, choices=MinutesState.choices, default=MinutesState.DRAFT)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    chair_note = models.TextField("what the chair asks to be changed", blank=True)
    approved_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="approves")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_hash = models.CharField(max_length=64, blank=True, help_text="Of all that was approved.")

    personal_data: ClassVar[dict[str, str]] = {
        "chair_note": "Screened for identifiers before it is saved; as long as the minutes.",
        "checked_by": "Who is accountable; as long as the history.",
        "approved_by": "Who is accountable; as long as the history.",
    }
    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.APPROVED, approved_at__isnull=False, approved_in__isnull=False)
                | (~Q(state=MinutesState.APPROVED) & Q(approved_at=None, approved_in=None)),
                name="minutes_approved_is_dated",
            )
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def history_chain(self) -> str:
        return self.meeting.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:minutes", args=[self.meeting.partnership.slug, self.meeting.ref])


class Reopening(models.Model):
    """That approved minutes were opened again, by whom and why."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="reopenings")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "reason": "Screened for identifiers before it is saved; as long as the minutes.",
        "by": "Who is accountable; as long as the history.",
    }

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.reason
