"""What records give to a report: lines with their trace, the ledger of impact, contributions and costs."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from goldenthread.core import clock
from goldenthread.evidence.models import Rung
from goldenthread.partnerships.models import Organisation
from goldenthread.plan.models import ImpactStatement
from goldenthread.reports.models.reports import ACCOUNTABLE, SCREENED, Person, Report, ReportPart


class Insertion(models.Model):
    """A line that a record gave to a part, in the words of the moment at which it was taken, and its trace."""

    part = models.ForeignKey(ReportPart, on_delete=models.CASCADE, related_name="insertions")
    kind = models.CharField(max_length=30)
    text = models.TextField()
    href = models.CharField(max_length=300)
    record_ref = models.CharField(max_length=60)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {"text": SCREENED, "taken_by": ACCOUNTABLE}

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["part", "kind", "record_ref"], name="insertion_once")]

    def __str__(self) -> str:
        return self.text[:100]


class LedgerEntry(models.Model):
    """A claim of impact in a report, as it was judged. None is here without measure, source, date, strength and what
    speaks against it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="ledger")
    statement = models.ForeignKey(ImpactStatement, on_delete=models.PROTECT, related_name="+")
    claim = models.TextField()
    measure = models.TextField()
    source = models.TextField()
    observed_on = models.DateField()
    strength = models.PositiveSmallIntegerField(choices=Rung.choices)
    against = models.TextField("what speaks against it")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("claim", "measure", "source", "against"), SCREENED),
        "added_by": ACCOUNTABLE,
    }

    class Meta:
        ordering = ["-strength", "-observed_on"]
        constraints = [
            models.UniqueConstraint(fields=["report", "statement"], name="ledger_entry_once"),
            models.CheckConstraint(
                condition=~Q(claim="") & ~Q(measure="") & ~Q(source="") & ~Q(against="") & Q(strength__gte=1),
                name="ledger_entry_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.claim[:100]


class ContributionKind(models.TextChoices):
    MONEY = "money", "Money given"
    TIME = "time", "Working time given"
    VENUE = "venue", "Rooms and other things given"
    COST = "cost", "Money spent"


class Contribution(models.Model):
    """What an organisation gave in the year, or what something cost."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=10, choices=ContributionKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("for what", max_length=200)
    pounds = models.DecimalField("in pounds", max_digits=12, decimal_places=2, null=True, blank=True)
    days = models.DecimalField("in days", max_digits=8, decimal_places=1, null=True, blank=True)
    source = models.CharField("where the figure comes from", max_length=200)

    personal_data: ClassVar[dict[str, str]] = {}

    class Meta:
        ordering = ["kind", "organisation__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pounds__isnull=False) | Q(days__isnull=False), name="contribution_has_a_figure"
            ),
            models.CheckConstraint(
                condition=Q(kind="cost") | Q(organisation__isnull=False), name="contribution_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return self.what
