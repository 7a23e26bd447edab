"""Packs: all papers of a meeting in one file, for one named person."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.meetings import Meeting, MeetingState, Person
from goldenthread.partnerships.models import within
from goldenthread.partnerships.roles import Right

KEPT_FOR = timedelta(days=30)
"""After the meeting; then it can be made anew."""


class PackState(models.TextChoices):
    WAITING = "waiting", "is being made"
    READY = "ready", "is ready"
    FAILED = "failed", "could not be made"


class PackQuerySet(models.QuerySet["Pack"]):
    def visible_to(self, user: User) -> Self:
        """Only for the person it was made for, while they may still read the partnership's papers."""
        reads = within(user, Right.READ_PLAN, "meeting__partnership") & ~Q(meeting__state=MeetingState.DRAFT)
        return self.filter(reads, person=user)


class Pack(models.Model):
    """``fingerprint`` is taken over what the person may see; another one makes the next issue."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="packs")
    issue = models.PositiveSmallIntegerField(default=1)
    fingerprint = models.CharField(max_length=64)
    parts = models.JSONField(default=list, help_text="Version of each paper in it, to say next time what is new.")
    state = models.CharField(max_length=20, choices=PackState.choices, default=PackState.WAITING)
    problem = models.CharField(max_length=300, blank=True)
    done = models.PositiveSmallIntegerField(default=0, help_text="Parts made so far.")
    total = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        "person": "For whom it was made; until a month after the meeting.",
        "content": "A copy of what the person may read; until a month after the meeting.",
    }
    stays_behind: ClassVar[str] = "A copy of papers that is made anew."
    objects: ClassVar[PackQuerySet] = PackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "issue"], name="pack_one_per_issue"),
            models.CheckConstraint(
                condition=Q(state=PackState.READY, content__isnull=False)
                | (~Q(state=PackState.READY) & Q(content=None)),
                name="pack_ready_has_content",
            ),
        ]

    def __str__(self) -> str:
        return f"Pack {self.issue} of {self.meeting}"

    @property
    def history_chain(self) -> str:
        return self.meeting.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:pack", args=[self.meeting.partnership.slug, self.ref])
