"""A plan document that was sent in, what was read out of it, and the doubts that a person resolves."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.documents.models import StoredFile
from goldenthread.partnerships.models import Partnership, PlaceQuerySet, within
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models.tree import Action, Outcome, Plan, Priority, VisibleQuerySet

Person = settings.AUTH_USER_MODEL


class ReadingState(models.TextChoices):
    WAITING = "waiting", "waiting to be read"
    READING = "reading", "being read"
    READ = "read", "read; a person confirms it"
    REFUSED = "refused", "could not be read"
    CONFIRMED = "confirmed", "confirmed"
    CANCELLED = "cancelled", "cancelled"


class ReadingQuerySet(PlaceQuerySet):
    def visible_to(self, user: User) -> "ReadingQuerySet":
        return self.filter(within(user, Right.PREPARE_PLAN))


class Reading(models.Model):
    """One document read into one draft plan. ``result`` is everything the reader found, as JSON, kept as it was."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="readings")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="reading")
    next_of = models.ForeignKey(
        Plan,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="next_readings",
        help_text="The plan of which this is the next version.",
    )
    state = models.CharField(max_length=20, choices=ReadingState.choices, default=ReadingState.WAITING)
    problem = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "result": "A copy of what the document says; until the reading is cancelled or the plan deleted.",
        "file_name": "To find it again; with the file.",
        "sent_by": "Who sent it; as long as the history.",
    }
    objects: ClassVar[ReadingQuerySet] = ReadingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"Reading of {self.file_name}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("plan:reading", args=[self.partnership.slug, self.ref])


class Doubt(models.Model):
    """Something that the reader was not sure of, about the plan or one item of it, until a person resolves it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="doubts")
    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="doubts")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, null=True, blank=True, related_name="doubts")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="doubts")
    other = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=60)
    sentence = models.CharField(max_length=500)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {"resolved_by": "Who is accountable; as long as the history."}
    objects: ClassVar[VisibleQuerySet] = VisibleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["plan", "resolved_at"], name="doubt_open")]

    def __str__(self) -> str:
        return self.sentence
