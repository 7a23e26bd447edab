"""What is made from the records and can be made anew: the whole partnership in one file, and what search finds."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models.partnerships import Partnership
from goldenthread.partnerships.models.reaching import within
from goldenthread.partnerships.roles import Right

Person = settings.AUTH_USER_MODEL


class ArchiveState(models.TextChoices):
    WAITING = "waiting", "is being made"
    READY = "ready", "is ready"
    FAILED = "failed", "could not be made"


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def visible_to(self, user: User) -> "ArchiveQuerySet":
        """Only for whoever asked for it, and only while they manage the partnership."""
        return self.filter(within(user, Right.MANAGE), asked_by=user)


class Archive(models.Model):
    """The whole partnership in one file, as somebody asked for it. The worker makes it; it is kept for a day."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="archives")
    state = models.CharField(max_length=20, choices=ArchiveState.choices, default=ArchiveState.WAITING)
    content = models.FileField(upload_to="archives", max_length=200, blank=True)
    rows = models.PositiveIntegerField("records", default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    stays_behind = "a copy, kept for a day"
    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "Who may fetch the file; a day.",
        "content": "A copy of everything that the partnership keeps; a day.",
    }
    objects: ClassVar[ArchiveQuerySet] = ArchiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ArchiveState.READY) ^ Q(content=""), name="archive_ready_has_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership.slug}-{self.asked_at:%Y-%m-%d}.zip"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("partnerships:archive", args=[self.partnership.slug])


class SearchRow(models.Model):
    """What the search box finds: one row for each record with a page, written by the operation that changes it.

    An organisation or a person has one in each of their partnerships. ``right`` is what a reader must hold to find it.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=60)
    record_ref = models.CharField(max_length=12)
    right = models.CharField(max_length=40, default="READ_PLAN")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300)

    stays_behind = "made anew from the records"
    personal_data: ClassVar[dict[str, str]] = {
        "title": "A copy of what the record shows; with the record.",
        "text": "A copy of what the record shows; with the record.",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_ref", "partnership"], name="search_row_one_per_record"
            )
        ]

    def __str__(self) -> str:
        return self.title
