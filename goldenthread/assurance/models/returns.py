"""The one return of an organisation in a round: which partnerships ask for it, its parts, its states, its readers."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from goldenthread.accounts.models import User
from goldenthread.assurance.models.rounds import Round, RoundPart
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.refs import new_ref
from goldenthread.partnerships.models import Network, Organisation, Partnership, across, within
from goldenthread.partnerships.rights import answered_for
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.models import Sheet

Person = settings.AUTH_USER_MODEL


class SelfAssessmentState(models.TextChoices):
    DRAFT = "draft", "Not begun"
    IN_PROGRESS = "in_progress", "In progress"
    SIGNED_OFF = "signed_off", "Signed off"
    SUBMITTED = "submitted", "Submitted"
    QUERIED = "queried", "Queried"
    AGREED = "agreed", "Agreed"
    CLOSED = "closed", "Closed"


OPEN_STATES = (SelfAssessmentState.DRAFT, SelfAssessmentState.IN_PROGRESS)
HANDED_IN = (
    SelfAssessmentState.SUBMITTED, SelfAssessmentState.QUERIED, SelfAssessmentState.AGREED, SelfAssessmentState.CLOSED,
)  # fmt: skip


class SelfAssessmentQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        """Whose state one may know: the organisation's own, and those that a partnership asks where one reads them.

        What a return says is narrower: ``of_own`` and ``read_by``.
        """
        asked = Asking.objects.filter(within(user, Right.READ_SELF_ASSESSMENTS), assessment=OuterRef("pk"))
        led = within(user, Right.READ_SELF_ASSESSMENTS, "round__partnership")
        return self.filter(Q(organisation__in=answered_for(user)) | led | Exists(asked))

    def of_own(self, user: User) -> Self:
        """Returns of organisations for which the person answers."""
        return self.filter(organisation__in=answered_for(user))

    def asked_by(self, partnership: Partnership) -> Self:
        """The whole round for the partnership that leads it; for another those that belong to it."""
        asked = Asking.objects.filter(partnership=partnership, assessment=OuterRef("pk"))
        return self.filter(Q(round__partnership=partnership) | Exists(asked))

    def followed_by(self, user: User, network: Network) -> Self:
        """Returns in rounds of the network for whoever runs these: how far they are, never what they say."""
        runs = network.pk in across(user, Right.RUN_NETWORK_ROUNDS)
        return self.filter(round__network=network) if runs else self.none()

    def read_by(self, user: User, partnership: Partnership) -> Self:
        """Returns whose answers the person reads in the partnership: shared with it, today."""
        day = clock.today()
        shared = Share.objects.filter(
            within(user, Right.READ_SELF_ASSESSMENTS), Share.running(day), partnership=partnership,
            assessment=OuterRef("pk"),
        )  # fmt: skip
        return self.filter(Exists(shared), state__in=HANDED_IN)


class SelfAssessment(models.Model):
    """It belongs to the organisation. ``senior_lead`` signs it off, and nobody else. The counts repeat its sheets'."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="self_assessments")
    state = models.CharField(max_length=20, choices=SelfAssessmentState.choices, default=SelfAssessmentState.DRAFT)
    senior_lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)

    personal_data: ClassVar[dict[str, str]] = {
        "senior_lead": "Who answers for the return; as long as the return.",
        "signed_off_by": "Who signed it off; as long as the return.",
        "submitted_by": "Who handed it in; as long as the return.",
    }
    objects: ClassVar[SelfAssessmentQuerySet] = SelfAssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="self_assessment_one_per_organisation"),
            models.CheckConstraint(
                condition=Q(signed_off_at=None, signed_off_by=None)
                | Q(signed_off_at__isnull=False, signed_off_by=F("senior_lead")),
                name="self_assessment_signed_off_by_senior_lead",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, signed_off_at=None) | ~Q(state__in=OPEN_STATES),
                name="self_assessment_open_is_not_signed_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round.title}: {self.organisation}"

    @property
    def history_chain(self) -> str:
        return self.round.partnership.slug

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    def get_absolute_url(self) -> str:
        """Where its organisation works on it."""
        return reverse("assurance:own", args=[self.ref])

    def address_in(self, partnership: Partnership) -> str:
        """Where a partnership that asks for it reads it."""
        return reverse("assurance:shared", args=[partnership.slug, self.ref])


class OfAssessment(models.QuerySet):  # type: ignore[type-arg]
    def visible_to(self, user: User) -> Self:
        return self.filter(assessment__in=SelfAssessment.objects.visible_to(user).order_by())


class Asking(models.Model):
    """That a partnership asks for the return: the organisation belonged to it when the round opened, or since."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="askings")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="askings")

    leaves_with, leaves_only_with = "assessment", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[OfAssessment] = OfAssessment.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["partnership__name"]
        constraints = [models.UniqueConstraint(fields=["assessment", "partnership"], name="asking_once")]

    def __str__(self) -> str:
        return f"{self.partnership} asks"


class AssessmentPart(models.Model):
    """A part of the round in this return, with its sheet; one for each site where it is answered by site."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="parts")
    part = models.ForeignKey(RoundPart, on_delete=models.PROTECT, related_name="+")
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="assessment_part")

    leaves_with, leaves_only_with = "assessment", ("part", "sheet")
    personal_data: ClassVar[dict[str, str]] = {}
    objects: ClassVar[OfAssessment] = OfAssessment.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["part__position", "part", "pk"]

    def __str__(self) -> str:
        return f"{self.part}, {self.sheet.site}" if self.sheet.site else str(self.part)


class Share(models.Model):
    """The organisation's dated consent that a partnership reads its return. Ended, it says until when it did."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="shares")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("from", default=clock.today)
    ends_on = models.DateField("until", null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    leaves_with, leaves_only_with = "assessment", ("partnership",)
    personal_data: ClassVar[dict[str, str]] = {
        "given_by": "Who consented for the organisation; as long as the return.",
        "ended_by": "Who ended the consent; as long as the return.",
    }
    objects: ClassVar[OfAssessment] = OfAssessment.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["partnership__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="share_dates",
                violation_error_message="The last day is before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="share_ended_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["assessment", "partnership"], condition=Q(ended_at=None), name="share_one_at_a_time"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"shared with {self.partnership}"

    @staticmethod
    def running(on: object, prefix: str = "") -> Q:
        until = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": on})
        return until & Q(**{f"{prefix}ended_at": None, f"{prefix}starts_on__lte": on})


class StateEvent(models.Model):
    """When a return came into a state, and through whom; the reason where there is one."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=20, choices=SelfAssessmentState.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    personal_data: ClassVar[dict[str, str]] = {
        "by": "Who is accountable for the step; as long as the return.",
        "reason": "Screened for identifiers before it is saved; as long as the return.",
    }
    objects: ClassVar[OfAssessment] = OfAssessment.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} on {self.at:%-d %B %Y}"
