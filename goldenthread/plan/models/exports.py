"""Files of a plan that somebody asked for, and what a plan that came in a file brought along."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Partnership, within
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models.tree import Plan, VisibleQuerySet

Person = settings.AUTH_USER_MODEL

KEPT_FOR = timedelta(days=1)


class ExportState(models.TextChoices):
    WAITING = "waiting", "is being made"
    READY = "ready", "is ready"
    FAILED = "failed", "could not be made"


class ExportQuerySet(VisibleQuerySet):
    def visible_to(self, user: User) -> "ExportQuerySet":
        """Only for whoever asked for it, and only while they may still read the plan."""
        return super().visible_to(user).filter(asked_by=user)  # type: ignore[return-value]


class RegularExportQuerySet(models.QuerySet["RegularExport"]):
    def visible_to(self, user: User) -> Self:
        """One's own, where one still reads the plan."""
        return self.filter(within(user, Right.READ_PLAN), person=user.pk)


class Export(models.Model):
    """A file that takes longer to make than a page may take to load. The worker makes it; it is kept for a day."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="exports")
    what = models.CharField(max_length=20)
    format = models.CharField(max_length=10)
    filters = models.CharField(max_length=2000, blank=True, help_text="The query of the list that was looked at.")
    state = models.CharField(max_length=20, choices=ExportState.choices, default=ExportState.WAITING)
    problem = models.CharField(max_length=300, blank=True)
    name = models.CharField("file name", max_length=200)
    content = models.BinaryField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)

    stays_behind = "a copy, kept for a day"
    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "Who may fetch the file; a day.",
        "content": "A copy of what the person may read in the plan; a day.",
        "filters": "What the person looked for; a day.",
    }
    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ExportState.READY, content__isnull=False)
                | (~Q(state=ExportState.READY) & Q(content=None)),
                name="export_ready_has_content",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def history_chain(self) -> str:
        return self.plan.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("plan:export_wait", args=[self.plan.partnership.slug, self.ref])


class Rhythm(models.TextChoices):
    WEEK = "week", "Every week"
    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"


class RegularExport(models.Model):
    """That somebody wants the plan, or a list of it, again and again. They get a mail that leads to it as of the day of
    the mail; the file itself is made when they ask for it, and never travels in a mail."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="regular_exports")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="regular_exports")
    filters = models.CharField(max_length=200, blank=True, help_text="The query of the list that is wanted.")
    every = models.CharField("how often", max_length=10, choices=Rhythm.choices, default=Rhythm.MONTH)
    next_on = models.DateField("next on")

    stays_behind = "a wish of a reader, who may ask for it again where the partnership goes"
    personal_data: ClassVar[dict[str, str]] = {
        "person": "Whom the mail goes to; until they stop it or leave.",
        "filters": "What the person looks for; as long.",
    }
    objects: ClassVar["RegularExportQuerySet"] = RegularExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["next_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "person", "filters"], name="regular_export_once")]

    def __str__(self) -> str:
        return f"{self.get_every_display()}, for {self.person}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug


class LoadedPlan(models.Model):
    """That a plan came in a file, and the history that it had where it came from: as text, outside our own chain."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="loaded")
    sha256 = models.CharField(max_length=64, help_text="Of the file.")
    loaded_at = models.DateTimeField(default=clock.now)
    earlier_history = models.JSONField(default=list)

    personal_data: ClassVar[dict[str, str]] = {
        "earlier_history": "Who is accountable for earlier changes; as long as the history."
    }

    def __str__(self) -> str:
        return f"File of {self.plan}"
