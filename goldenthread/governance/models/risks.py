"""The register of risks and issues. What can change about one is in its versions."""

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from goldenthread.accounts.models import User
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.governance.models.challenges import ACCOUNTABLE, one_of
from goldenthread.governance.models.meetings import Person
from goldenthread.partnerships.models import Body, Organisation, Partnership, PlaceQuerySet, Post, within
from goldenthread.partnerships.rights import Holder
from goldenthread.partnerships.roles import Right
from goldenthread.plan.models import Version
from goldenthread.plan.models.versions import VersionQuerySet, version_rules

SCREENED = "Screened for identifiers before it is saved; with the register."
ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class RiskKind(models.TextChoices):
    RISK = "risk", "Risk"
    ISSUE = "issue", "Issue"


class Risk(models.Model):
    """Something that may go wrong (a risk) or has gone wrong (an issue)."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField(editable=False)
    kind = models.CharField(max_length=10, choices=RiskKind.choices, default=RiskKind.RISK)
    scale = models.CharField("scale on which it was first scored", max_length=100)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.TextField("why it is closed", blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "closed_why": SCREENED,
        **dict.fromkeys(("opened_by", "closed_by"), ACCOUNTABLE),
    }
    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="risk_one_per_number"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, closed_why="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_why=""),
                name="risk_closed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def history_chain(self) -> str:
        return self.partnership.slug

    def get_absolute_url(self) -> str:
        return reverse("governance:risk", args=[self.partnership.slug, self.ref])


class RiskVersionQuerySet(VersionQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(within(user, Right.READ_PLAN, "risk__partnership"))


class RiskVersion(Version):
    """How a risk stood from one review to the next."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField("in a few words", max_length=200)
    words = models.TextField("cause, event and effect")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    likelihood = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=ONE_TO_FIVE)
    controls = models.TextField("what holds it down already", blank=True)
    further = models.TextField("what else will be done", blank=True)
    review_on = models.DateField("to be reviewed by")
    note = models.TextField("what the review found", blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    personal_data: ClassVar[dict[str, str]] = {
        **dict.fromkeys(("words", "controls", "further", "note"), SCREENED),
        "by": ACCOUNTABLE,
    }
    objects: ClassVar[RiskVersionQuerySet] = RiskVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-valid_from"]
        indexes = [models.Index(fields=["risk", "valid_to"], name="risk_version_of_risk")]
        constraints = [
            *version_rules("risk_version", "risk"),
            models.CheckConstraint(condition=one_of("", "body", "organisation", "post"), name="risk_version_one_owner"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_version_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def holder(self) -> Holder:
        holder = self.body or self.organisation or self.post
        assert holder is not None  # a constraint of the table
        return holder

    def is_due(self, on: date) -> bool:
        return self.review_on < on
