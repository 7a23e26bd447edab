"""How many organisations said what: counts repeated from returns that were handed in, for pages over many of them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.rounds import RoundPart
from goldenthread.partnerships.models import OrganisationKind, Partnership, within
from goldenthread.partnerships.roles import Right

FOREVER = date(9999, 12, 31)


class SummaryQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """Where one reads of rounds. Who may not open the returns is shown no small number of them."""
        return self.filter(within(user, Right.READ_ROUND_REPORTS))

    def on(self, day: date) -> Self:
        """Counts that consents of this day allow."""
        return self.filter(until__gte=day)


class Summary(models.Model):
    """Organisations of one kind at one level of one question. Without a partnership: all that shared with anybody.

    An organisation counts once, with the lowest of its sites. ``until`` is the last day of the consent, so that a
    consent which runs out needs nobody to count anew.
    """

    part = models.ForeignKey(RoundPart, on_delete=models.CASCADE, related_name="summaries")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    question = models.CharField("identifier of the question", max_length=60)
    kind = models.CharField("kind of organisation", max_length=20, choices=OrganisationKind.choices)
    level = models.CharField(max_length=60)
    until = models.DateField(default=FOREVER)
    count = models.PositiveIntegerField()

    stays_behind = "counted anew from the answers"
    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[SummaryQuerySet] = SummaryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["part", "question", "kind", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "partnership", "question", "kind", "level", "until"],
                condition=Q(partnership__isnull=False), name="summary_once_in_partnership",
            ),
            models.UniqueConstraint(
                fields=["part", "question", "kind", "level", "until"], condition=Q(partnership__isnull=True),
                name="summary_once_over_all",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.count} at {self.level} of {self.question}"
